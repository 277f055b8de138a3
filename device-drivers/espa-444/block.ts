/** Blocks of the line, from bytes and to bytes (espa-444.md, section 4). */
import { concatBytes } from '../bytes.ts'
import { ETX, RS, SOH, STX, US } from './characters.ts'
import { decodeText, encodeText } from './charsets.ts'
import type { Charset } from './charsets.ts'

export interface EspaRecord {
  readonly id: string
  readonly data: string
}

export interface EspaBlock {
  readonly header: string
  /** In the order of the wire; an identifier may repeat. */
  readonly records: readonly EspaRecord[]
}

/** A block that was not understood may still be well formed: manufacturers have headers of their own. */
export type JudgedBlock =
  | { readonly type: 'good'; readonly block: EspaBlock }
  | { readonly type: 'bad-bcc' }
  | { readonly type: 'not-understood'; readonly block: EspaBlock | null }

const KNOWN_HEADERS: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5'])

/** Judges the bytes from SOH to the BCC, both included, as the parser cut them. */
export function judgeBlock(raw: Uint8Array, charset: Charset): JudgedBlock {
  if (!hasGoodBcc(raw)) return { type: 'bad-bcc' }
  const header = raw[2] === STX ? String.fromCharCode(raw[1] ?? 0) : null
  const records = header === null ? null : readRecords(raw.subarray(3, -2), charset)
  if (header === null || records === null) return { type: 'not-understood', block: null }
  const block = { header, records }
  const isUnderstood = KNOWN_HEADERS.has(header) && (!isCall(block) || recordOf(block, '1') !== null)
  return { type: isUnderstood ? 'good' : 'not-understood', block }
}

/** A call to a pager or to a subscriber line. */
export function isCall({ header }: EspaBlock): boolean {
  return header === '1' || header === '4'
}

/** The first record with this identifier. */
export function recordOf({ records }: EspaBlock, id: string): string | null {
  return records.find((record) => record.id === id)?.data ?? null
}

export function buildBlock({ header, records }: EspaBlock, charset: Charset): Uint8Array {
  const data = records.flatMap(({ id, data: text }, index) => [
    Uint8Array.from(index === 0 ? [] : [RS]),
    Uint8Array.of(id.charCodeAt(0), US),
    encodeText(text, charset),
  ])
  const unchecked = concatBytes([
    Uint8Array.of(SOH, header.charCodeAt(0), STX),
    ...data,
    Uint8Array.of(ETX, 0),
  ])
  unchecked[unchecked.length - 1] = bccOf(unchecked)
  return unchecked
}

/** Exclusive or of what stands between SOH and the BCC, ETX included, on seven bits. */
function bccOf(raw: Uint8Array): number {
  return raw.subarray(1, -1).reduce((sum, byte) => sum ^ byte, 0) & 0x7f
}

/** Senders on eight bits keep the eighth bit of the BCC or not, so it is not compared. */
function hasGoodBcc(raw: Uint8Array): boolean {
  return bccOf(raw) === ((raw[raw.length - 1] ?? 0) & 0x7f)
}

/** Null where a record has no US, or nothing before it; a trailing RS is tolerated. */
function readRecords(data: Uint8Array, charset: Charset): readonly EspaRecord[] | null {
  const records: EspaRecord[] = []
  for (let from = 0; from < data.length;) {
    const separator = data.indexOf(RS, from)
    const to = separator === -1 ? data.length : separator
    const us = data.subarray(from, to).indexOf(US)
    if (us < 1) return null
    records.push({
      id: decodeText(data.subarray(from, from + us), charset),
      data: decodeText(data.subarray(from + us + 1, to), charset),
    })
    from = to + 1
  }
  return records
}
