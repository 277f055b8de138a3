/** What a pasted frame needs beside its bytes, by protocol (contract: "decode"). Pure. */

export interface SideFact {
  readonly name: 'variant' | 'eep' | 'mac' | 'key' | 'kind' | 'uuid'
  /** Without choices it is written. */
  readonly choices: readonly string[]
}

export const INSPECTED = ['mr60fda', 'espa-444', 'enocean-esp3', 'bthome-v2', 'ble-gatt-pendant'] as const
export type Inspected = (typeof INSPECTED)[number]

export const SIDE_FACTS: Readonly<Record<Inspected, readonly SideFact[]>> = {
  mr60fda: [{ name: 'variant', choices: ['r60-fda1', 'r60-c1001', 'tf-fda2'] }],
  'espa-444': [],
  'enocean-esp3': [{ name: 'eep', choices: [] }],
  'bthome-v2': [
    { name: 'mac', choices: [] },
    { name: 'key', choices: [] },
  ],
  'ble-gatt-pendant': [
    { name: 'kind', choices: ['notify', 'read', 'advertisement'] },
    { name: 'uuid', choices: [] },
  ],
}

/** Bytes as they are pasted from logs: with spaces, commas, `0x` and line breaks; null where that is no hex. */
export function pastedHex(text: string): string | null {
  const digits = text
    .replace(/0x/gi, '')
    .replace(/[\s,;:-]/g, '')
    .toLowerCase()
  return digits !== '' && digits.length % 2 === 0 && /^[0-9a-f]+$/.test(digits) ? digits : null
}

/** The line for `decode`: bytes and the side facts that were filled in. */
export function decodeLine(
  protocol: Inspected,
  hex: string,
  facts: Readonly<Record<string, string>>,
): Record<string, string> {
  const wanted = SIDE_FACTS[protocol].map(({ name }) => [name, facts[name]?.trim() ?? ''] as const)
  return { hex, ...Object.fromEntries(wanted.filter(([, value]) => value !== '')) }
}
