/**
 * Bytes → a SIP message. Tolerant where real devices differ (compact names, folded lines, bare line feeds, blanks
 * before the colon), strict where two readers could see two messages (repeated lengths, control characters, a body
 * that is not there).
 */
import {
  fieldName,
  LONGEST_BODY_BYTES,
  LONGEST_HEAD_BYTES,
  MOST_FIELDS,
  type SipField,
  type SipMessage,
} from './message.ts'
import { decodeUtf8 } from './utf8.ts'

export type SipFault = 'not-sip' | 'bad-header' | 'bad-length' | 'too-long'

/** A head without its body, and how long that is; undefined where it does not say. */
export interface SipHead {
  readonly message: SipMessage
  readonly bodyBytes: number | undefined
}

export type HeadResult =
  { readonly ok: true; readonly head: SipHead } | { readonly ok: false; readonly fault: SipFault }

export type MessageResult =
  | { readonly ok: true; readonly message: SipMessage }
  | { readonly ok: false; readonly fault: SipFault; readonly message?: SipMessage | undefined }

const LF = 10
const CR = 13
const NO_BODY = new Uint8Array(0)
const TOKEN = /^[A-Za-z0-9.!%*_+`'~-]+$/
// Fields of which two with different values make two messages of one.
const SINGLE = new Set(['from', 'to', 'call-id', 'cseq', 'content-length', 'content-type', 'max-forwards'])

/** Where the head ends (behind its empty line), searched from `from`; undefined where it is not there yet. */
export function endOfHead(bytes: Uint8Array, from = 0): number | undefined {
  for (let at = bytes.indexOf(LF, from); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1
    if (bytes[next] === LF) return next + 1
  }
  return undefined
}

/** Reads start line and header fields; `bytes` ends with the empty line. Never throws. */
export function readHead(bytes: Uint8Array): HeadResult {
  if (bytes.length > LONGEST_HEAD_BYTES) return { ok: false, fault: 'too-long' }
  const [startLine = '', ...lines] = unfold(decodeUtf8(bytes))
  const fields = readFields(lines)
  if (fields === undefined) return { ok: false, fault: isStart(startLine) ? 'bad-header' : 'not-sip' }
  const message = readStartLine(startLine, fields)
  if (message === undefined) return { ok: false, fault: 'not-sip' }
  const length = fields.find(({ name }) => name === 'content-length')?.value
  if (length === undefined) return { ok: true, head: { message, bodyBytes: undefined } }
  if (!/^[0-9]{1,10}$/.test(length)) return { ok: false, fault: 'bad-length' }
  return { ok: true, head: { message, bodyBytes: Number(length) } }
}

/** A whole message, as one UDP packet carries it (RFC 3261 18.3). Bytes behind the stated length are ignored. */
export function readMessage(bytes: Uint8Array): MessageResult {
  const end = endOfHead(bytes)
  if (end === undefined) return { ok: false, fault: 'not-sip' }
  const result = readHead(bytes.subarray(0, end))
  if (!result.ok) return result
  const { message, bodyBytes = bytes.length - end } = result.head
  if (bodyBytes > LONGEST_BODY_BYTES) return { ok: false, fault: 'too-long', message }
  if (bodyBytes > bytes.length - end) return { ok: false, fault: 'bad-length', message }
  return { ok: true, message: { ...message, body: bytes.slice(end, end + bodyBytes) } }
}

/** A line that begins with a blank belongs to the one before (RFC 3261 7.3.1). */
function unfold(text: string): string[] {
  return text
    .replace(/\r?\n[ \t]+(?=[^\s])/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line !== '')
}

function readFields(lines: readonly string[]): SipField[] | undefined {
  if (lines.length > MOST_FIELDS) return undefined
  const fields: SipField[] = []
  for (const line of lines) {
    const colon = line.indexOf(':')
    const written = line.slice(0, colon).trimEnd()
    const value = line.slice(colon + 1).trim()
    if (colon === -1 || !TOKEN.test(written) || hasControl(value)) return undefined
    const name = fieldName(written)
    if (SINGLE.has(name) && fields.some((other) => other.name === name && other.value !== value)) {
      return undefined
    }
    fields.push({ name, value })
  }
  return fields
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if ((code < 0x20 && code !== 9) || code === 0x7f) return true
  }
  return false
}

function isStart(line: string): boolean {
  return /^SIP\/2\.0[ \t]|[ \t]SIP\/2\.0[ \t]*$/i.test(line)
}

function readStartLine(line: string, fields: readonly SipField[]): SipMessage | undefined {
  if (hasControl(line)) return undefined
  const response = /^SIP\/2\.0[ \t]+([1-6][0-9]{2})(?:[ \t]+(.*))?$/i.exec(line)
  if (response !== null) {
    const [, status, reason = ''] = response
    return { type: 'response', status: Number(status), reason, fields, body: NO_BODY }
  }
  const request = /^([^ \t]+)[ \t]+([^ \t]+)[ \t]+SIP\/2\.0[ \t]*$/i.exec(line)
  if (request === null) return undefined
  const [, method = '', uri = ''] = request
  return TOKEN.test(method) ? { type: 'request', method, uri, fields, body: NO_BODY } : undefined
}
