/** One token of the line, field by field, for "why" and for the frame inspector. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import { hexByte } from '../bytes.ts'
import type { DecodedField } from '../protocol-driver.ts'
import { judgeBlock } from './block.ts'
import type { EspaRecord } from './block.ts'
import { EspaTokenParser } from './token-parser.ts'

/** Headers and coded records by word; what has none is shown as sent. */
const HEADERS: Readonly<Record<string, string>> = {
  '1': 'call',
  '2': 'status',
  '3': 'status-request',
  '4': 'subscriber-call',
  '5': 'other',
}
const RECORDS: Readonly<
  Record<string, { readonly name: string; readonly words?: Readonly<Record<string, string>> }>
> = {
  '1': { name: 'callAddress' },
  '2': { name: 'message' },
  '3': { name: 'beep' },
  '4': { name: 'callType', words: { '1': 'cancel', '2': 'speech', '3': 'standard' } },
  '5': { name: 'transmissions' },
  '6': { name: 'priority', words: { '1': 'alarm', '2': 'high', '3': 'normal' } },
  '7': {
    name: 'callStatus',
    words: {
      '1': 'busy',
      '2': 'in-queue',
      '3': 'paged',
      '4': 'absent',
      '5': 'terminated',
      '6': 'acknowledged',
      '7': 'speech-open',
      '8': 'fault',
      '71': 'paged',
      '72': 'absent',
    },
  },
  '8': { name: 'systemStatus', words: { '1': 'transmitter-failure' } },
}

/** The fields in the order of the wire; empty when `raw` is not exactly one whole token. */
export function explainEspaFrame(raw: Uint8Array): readonly DecodedField[] {
  const parser = new EspaTokenParser()
  const outputs = parser.push(raw)
  const [token] = outputs
  if (token === undefined || outputs.length !== 1 || parser.pendingBytes > 0) return []
  switch (token.type) {
    case 'discard':
      return []
    case 'eot':
    case 'ack':
      return [{ name: 'kind', value: token.type }]
    case 'enq':
      return [{ name: 'kind', value: 'enq' }, ...digit('station', token.address)]
    case 'nak':
      return [{ name: 'kind', value: 'nak' }, ...digit('reason', token.prefix)]
    case 'block':
      return blockFields(token.bytes)
    default:
      return assertNever(token)
  }
}

/** Text is shown as Latin-1: which national set a line has is not in the frame. */
function blockFields(raw: Uint8Array): readonly DecodedField[] {
  const judged = judgeBlock(raw, 'latin-1')
  if (judged.type === 'bad-bcc' || judged.block === null) return []
  const { header, records } = judged.block
  return [
    { name: 'kind', value: HEADERS[header] ?? header },
    ...records.map(recordField),
    { name: 'checksum', value: hexByte(raw.at(-1) ?? 0) },
  ]
}

function recordField({ id, data }: EspaRecord): DecodedField {
  const known = Object.hasOwn(RECORDS, id) ? RECORDS[id] : undefined
  if (known === undefined) return { name: 'otherRecord', value: `${id}: ${data}` }
  const { name, words } = known
  const word = words !== undefined && Object.hasOwn(words, data) ? words[data] : undefined
  return { name, value: word ?? data }
}

function digit(name: string, value: string | null): readonly DecodedField[] {
  return value === null ? [] : [{ name, value }]
}
