/** A SIP message → bytes. The length is counted in bytes of UTF-8. */
import type { SipField, SipMessage } from './message.ts'
import { encodeUtf8 } from './utf8.ts'

/** Names whose usual writing is not "each word with a capital". */
const WRITTEN: Readonly<Record<string, string>> = {
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'www-authenticate': 'WWW-Authenticate',
}

/** `content-length` is made here; one among the fields is left out. */
export function writeMessage(message: SipMessage): Uint8Array {
  const start =
    message.type === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`
  const fields: readonly SipField[] = [
    ...message.fields.filter(({ name }) => name !== 'content-length'),
    { name: 'content-length', value: String(message.body.length) },
  ]
  const lines = [start, ...fields.map(({ name, value }) => `${written(name)}: ${value}`), '', '']
  const head = encodeUtf8(lines.join('\r\n'))
  const bytes = new Uint8Array(head.length + message.body.length)
  bytes.set(head)
  bytes.set(message.body, head.length)
  return bytes
}

/** Text that may stand in a header field: no line end, no other control character. */
export function isFieldText(text: string): boolean {
  return !/\p{Cc}/u.test(text)
}

function written(name: string): string {
  return (
    WRITTEN[name] ??
    name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
  )
}
