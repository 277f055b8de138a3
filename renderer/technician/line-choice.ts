/** The form of the signs on a serial line as technicians write it: `8N1`, `7E1`. Pure. */
import type { SerialLine } from '../../shared/api/serial-line.ts'

export type SignForm = Omit<SerialLine, 'baudRate'>

/** Those that equipment in care homes is set to; any other is put together of its three parts. */
export const LINES = ['8N1', '7E1', '7O1', '8E1', '8O1', '8N2', '7N2'] as const
export type LineChoice = (typeof LINES)[number] | 'usual' | 'other'

export const DATA_BITS = [5, 6, 7, 8] as const
export const PARITIES = ['none', 'even', 'odd', 'mark', 'space'] as const
export const STOP_BITS = [1, 1.5, 2] as const

const FORMS: Readonly<Record<(typeof LINES)[number], SignForm>> = {
  '8N1': { dataBits: 8, parity: 'none', stopBits: 1 },
  '7E1': { dataBits: 7, parity: 'even', stopBits: 1 },
  '7O1': { dataBits: 7, parity: 'odd', stopBits: 1 },
  '8E1': { dataBits: 8, parity: 'even', stopBits: 1 },
  '8O1': { dataBits: 8, parity: 'odd', stopBits: 1 },
  '8N2': { dataBits: 8, parity: 'none', stopBits: 2 },
  '7N2': { dataBits: 7, parity: 'none', stopBits: 2 },
}

/** A line while it is written. */
export interface LineDraft {
  /** Empty: as usual. */
  readonly baud: string
  readonly choice: LineChoice
  /** Of `other`. */
  readonly other: SignForm
}

/** What is sent: what is as usual is left out. */
export interface LineWish {
  readonly baudRate: number | null
  readonly line?: SignForm
}

export const USUAL_LINE: LineDraft = { baud: '', choice: 'usual', other: FORMS['8N1'] }

/** `set`: what was set of the line; null where nothing was. */
export function lineDraft(set: Partial<SerialLine> | null, usual: SerialLine | null): LineDraft {
  const { baudRate, ...form } = set ?? {}
  const whole = { ...(usual ?? FORMS['8N1']), ...form }
  const words = lineWords(whole)
  const known = LINES.find((id) => id === words) ?? 'other'
  return {
    baud: baudRate === undefined ? '' : String(baudRate),
    choice: Object.keys(form).length === 0 ? 'usual' : known,
    other: { dataBits: whole.dataBits, parity: whole.parity, stopBits: whole.stopBits },
  }
}

/** Null where the speed is none. */
export function lineWish({ baud, choice, other }: LineDraft): LineWish | null {
  const baudRate = baud.trim() === '' ? null : Number(baud)
  if (baudRate !== null && !isBaudRate(baudRate)) return null
  if (choice === 'usual') return { baudRate }
  return { baudRate, line: choice === 'other' ? other : FORMS[choice] }
}

export function lineWords({ dataBits, parity, stopBits }: SignForm): string {
  return `${String(dataBits)}${parity.charAt(0).toUpperCase()}${String(stopBits)}`
}

/** In baud. Slower than 50 or faster than 4,000,000 no serial chip runs. */
export function isBaudRate(rate: number): boolean {
  return Number.isInteger(rate) && rate >= 50 && rate <= 4_000_000
}
