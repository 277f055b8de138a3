/** What we answer to "what became of this call?" (espa-444.md, section 4, headers 2 and 3). */
import { buildBlock } from './block.ts'
import type { Charset } from './charsets.ts'
import type { OutgoingBlock } from './dialogue-words.ts'

/** A partner that does not take it in three turns does not want it. */
const TRIES = 3

/** `status`: record 7. */
export function statusReport(
  to: string,
  callAddress: string,
  status: () => string,
  charset: Charset,
): OutgoingBlock {
  const recordsNow = () => [
    { id: '1', data: callAddress },
    { id: '7', data: status() },
  ]
  return { to, tries: TRIES, bytes: () => buildBlock({ header: '2', records: recordsNow() }, charset) }
}
