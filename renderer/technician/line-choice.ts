/** The form of the signs on a serial line as technicians write it: `8N1`, `7E1`. Pure. */
import type { SerialLine } from '../../shared/api/receiver-setup.ts'

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

export function lineWords({ dataBits, parity, stopBits }: SignForm): string {
  return `${String(dataBits)}${parity.charAt(0).toUpperCase()}${String(stopBits)}`
}
