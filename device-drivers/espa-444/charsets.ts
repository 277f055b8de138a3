/** Text of records: Latin-1 on eight bits, or one of the 7-bit sets (espa-444.md, section 1). */
export const CHARSETS = ['latin-1', 'iso-646', 'norwegian'] as const
export type Charset = (typeof CHARSETS)[number]

/** The 7-bit places that Norwegian gear gives to its own letters. */
const NORWEGIAN: Readonly<Record<string, string>> = {
  '[': 'Æ',
  '\\': 'Ø',
  ']': 'Å',
  '{': 'æ',
  '|': 'ø',
  '}': 'å',
}
const PLACES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(NORWEGIAN).map(([place, letter]) => [letter, place]),
)

/** A 7-bit set leaves the eighth bit out, whatever the line put there. */
export function decodeText(bytes: Uint8Array, charset: Charset): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(charset === 'latin-1' ? byte : byte & 0x7f)
  return charset === 'norwegian' ? text.replace(/[[\\\]{|}]/g, (place) => NORWEGIAN[place] ?? place) : text
}

/** What the set has no place for becomes `?`, control characters too: they would end the record. */
export function encodeText(text: string, charset: Charset): Uint8Array {
  const last = charset === 'latin-1' ? 0xff : 0x7e
  return Uint8Array.from(Array.from(text), (character) => {
    const code = (charset === 'norwegian' ? (PLACES[character] ?? character) : character).charCodeAt(0)
    return code < 0x20 || code > last ? 0x3f : code
  })
}
