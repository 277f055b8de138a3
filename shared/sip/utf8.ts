/** UTF-8 without a platform: this folder knows neither Node nor a browser. */

const REPLACEMENT = 0xfffd

export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) ?? REPLACEMENT
    const code = point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code))
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code))
  }
  return Uint8Array.from(bytes)
}

/** What is no UTF-8 becomes U+FFFD, one for each byte at fault; never throws. */
export function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = []
  let codes: number[] = []
  for (let at = 0; at < bytes.length;) {
    const [code, length] = pointAt(bytes, at)
    codes.push(code)
    at += length
    // `fromCodePoint` takes its arguments from the stack: few at a time.
    if (codes.length === 4096) {
      parts.push(String.fromCodePoint(...codes))
      codes = []
    }
  }
  parts.push(String.fromCodePoint(...codes))
  return parts.join('')
}

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f)
}

/** The character that begins at `at` and its length; overlong forms, halves of pairs and cut ones are none. */
function pointAt(bytes: Uint8Array, at: number): readonly [code: number, length: number] {
  const first = bytes[at] ?? 0
  if (first < 0x80) return [first, 1]
  const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 ? 2 : 1
  if (length === 1 || first > 0xf4) return [REPLACEMENT, 1]
  let code = first & (0x7f >> length)
  for (let offset = 1; offset < length; offset += 1) {
    const next = bytes[at + offset]
    if (next === undefined || (next & 0xc0) !== 0x80) return [REPLACEMENT, 1]
    code = (code << 6) | (next & 0x3f)
  }
  const smallest = length === 4 ? 0x10000 : length === 3 ? 0x800 : 0x80
  const isValid = code >= smallest && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isValid ? [code, length] : [REPLACEMENT, 1]
}
