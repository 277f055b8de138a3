/** A SIP message in memory (RFC 3261 chapter 7). Field names are lower case and in full, whatever came. */

export interface SipField {
  readonly name: string
  readonly value: string
}

export interface SipRequestMessage {
  readonly type: 'request'
  /** As sent; methods tell upper and lower case apart (RFC 3261 7.1). */
  readonly method: string
  readonly uri: string
  readonly fields: readonly SipField[]
  readonly body: Uint8Array
}

export interface SipResponseMessage {
  readonly type: 'response'
  readonly status: number
  readonly reason: string
  readonly fields: readonly SipField[]
  readonly body: Uint8Array
}

export type SipMessage = SipRequestMessage | SipResponseMessage

/** Head and body; more is refused before it is held. A SCAIP document has at most 64 KiB (scaip.md 13.2). */
export const LONGEST_HEAD_BYTES = 16 * 1024
export const LONGEST_BODY_BYTES = 64 * 1024
export const MOST_FIELDS = 100

/** RFC 3261 7.3.3, RFC 6665, RFC 3515. */
const COMPACT: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
}

export function fieldName(written: string): string {
  const name = written.toLowerCase()
  return COMPACT[name] ?? name
}

/** The first value of a field. */
export function valueOf(message: SipMessage, name: string): string | undefined {
  return message.fields.find((field) => field.name === name)?.value
}

/** Every value of a field, one a line; lists with commas are left whole. */
export function valuesOf(message: SipMessage, name: string): string[] {
  return message.fields.filter((field) => field.name === name).map(({ value }) => value)
}

/** The values of a field that may be a list: `a, b` on one line is the same as two lines (RFC 3261 7.3.1). */
export function listOf(message: SipMessage, name: string): string[] {
  return valuesOf(message, name).flatMap(splitList)
}

/** Cuts at commas outside quotes and angle brackets. */
export function splitList(text: string): string[] {
  return splitOutsideQuotes(text, ',').filter((part) => part !== '')
}

/** Cuts at a mark outside quotes and angle brackets; the parts are trimmed. */
export function splitOutsideQuotes(text: string, mark: ',' | ';'): string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (isQuoted) {
      if (character === '\\') at += 1
      else if (character === '"') isQuoted = false
    } else if (character === '"') isQuoted = true
    else if (character === '<') depth += 1
    else if (character === '>') depth -= 1
    else if (character === mark && depth <= 0) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  parts.push(text.slice(start).trim())
  return parts
}
