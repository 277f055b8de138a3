/** One packet, field by field, for "why" on a card and for the frame inspector. */
import { hexByte, toHex } from '../bytes.ts'
import type { DecodedField } from '../protocol-driver.ts'
import { describePacket } from './describe-packet.ts'
import { HEADER_BYTES, createEsp3Parser, splitPacket } from './packet-parser.ts'
import { COMMAND, VERSION_BYTES } from './stick-messages.ts'

/** What `wireFields` says already. */
const ON_THE_WIRE: readonly string[] = ['packetType', 'data', 'optional', 'kind']

/** The fields in the order of the wire, then what they mean; empty when `raw` is not exactly one good packet. */
export function explainEnoceanFrame(raw: Uint8Array, eep: string | null): readonly DecodedField[] {
  const outputs = createEsp3Parser().push(raw)
  const [frame] = outputs
  if (outputs.length !== 1 || frame?.type !== 'frame' || frame.bytes.length !== raw.length) return []
  // Of all responses only the one to "read version" is as long as this.
  const answerTo = splitPacket(raw).data.length === VERSION_BYTES ? COMMAND.readVersion : null
  const described = describePacket(raw, { eep, answerTo })
  const meaning = Object.entries(described).filter(([name]) => !ON_THE_WIRE.includes(name))
  return [
    ...wireFields(raw).filter(({ value }) => value !== ''),
    { name: 'kind', value: String(described['kind']) },
    ...meaning.flatMap(([name, value]) => fieldsOf(name, value)),
  ]
}

function wireFields(raw: Uint8Array): readonly DecodedField[] {
  const { type, data, optional } = splitPacket(raw)
  return [
    { name: 'sync', value: toHex(raw.subarray(0, 1)) },
    { name: 'length', value: String(data.length) },
    { name: 'optionalLength', value: String(optional.length) },
    { name: 'packetType', value: hexByte(type) },
    { name: 'headerChecksum', value: toHex(raw.subarray(HEADER_BYTES - 1, HEADER_BYTES)) },
    { name: 'data', value: toHex(data) },
    { name: 'optional', value: toHex(optional) },
    { name: 'checksum', value: toHex(raw.subarray(-1)) },
  ]
}

/** What a profile or a teach-in says stands beside the rest. A profile's own `rorg` is not the telegram's. */
function fieldsOf(name: string, value: unknown): readonly DecodedField[] {
  if (Array.isArray(value)) {
    const parts = value.map((part) => (typeof part === 'boolean' ? Number(part) : String(part)))
    return parts.length === 0 ? [] : [{ name, value: parts.join(' ') }]
  }
  if (typeof value !== 'object' || value === null) return [{ name, value: String(value) }]
  return Object.entries(value).flatMap(([inner, said]) =>
    fieldsOf(inner === 'rorg' ? 'profileRorg' : inner, said),
  )
}
