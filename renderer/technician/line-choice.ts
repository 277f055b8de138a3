/** The form of the signs on a serial line as technicians write it: `8N1`, `7E1`. Pure. */
import type { SerialLine } from '../../shared/api/serial-line.ts'

type SignForm = Omit<SerialLine, 'baudRate'>

/** Those that equipment in care homes is set to; any other stands in the configuration file. */
export const LINES = ['8N1', '7E1', '7O1', '8E1', '8O1', '8N2', '7N2'] as const
export type LineChoice = (typeof LINES)[number] | 'usual'

const FORMS: Readonly<Record<(typeof LINES)[number], SignForm>> = {
  '8N1': { dataBits: 8, parity: 'none', stopBits: 1 },
  '7E1': { dataBits: 7, parity: 'even', stopBits: 1 },
  '7O1': { dataBits: 7, parity: 'odd', stopBits: 1 },
  '8E1': { dataBits: 8, parity: 'even', stopBits: 1 },
  '8O1': { dataBits: 8, parity: 'odd', stopBits: 1 },
  '8N2': { dataBits: 8, parity: 'none', stopBits: 2 },
  '7N2': { dataBits: 7, parity: 'none', stopBits: 2 },
}

export function lineOf(choice: (typeof LINES)[number]): SignForm {
  return FORMS[choice]
}

/** The usual forms, and the one that the port has where it is none of them. */
export function formsBeside(own: SignForm): readonly { readonly id: string; readonly form: SignForm }[] {
  const usual = LINES.map((id) => ({ id: lineWords(FORMS[id]), form: FORMS[id] }))
  const id = lineWords(own)
  return usual.some((it) => it.id === id) ? usual : [{ id, form: own }, ...usual]
}

export function lineWords({ dataBits, parity, stopBits }: SignForm): string {
  return `${String(dataBits)}${parity.charAt(0).toUpperCase()}${String(stopBits)}`
}

/** In baud. Slower than 50 or faster than 4,000,000 no serial chip runs. */
export function isBaudRate(rate: number): boolean {
  return Number.isInteger(rate) && rate >= 50 && rate <= 4_000_000
}
