/** Bytes as they are pasted, and the line that `decode` reads (contract: "decode"). Pure. */
import type { ProtocolInfo } from '../../shared/api/receiver-setup.ts'

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
  { inspectorFacts }: Pick<ProtocolInfo, 'inspectorFacts'>,
  hex: string,
  facts: Readonly<Record<string, string>>,
): Record<string, string> {
  const wanted = inspectorFacts.map(({ name }) => [name, facts[name]?.trim() ?? ''] as const)
  return { hex, ...Object.fromEntries(wanted.filter(([, value]) => value !== '')) }
}
