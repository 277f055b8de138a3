/** A kept value of a pendant, field by field, for "why" and for the frame inspector. */
import type { DecodedField } from '../protocol-driver.ts'
import { decodeCharacteristic } from './characteristics.ts'
import { readEvidence } from './evidence.ts'
import { decodeObservation } from './ghs-observation.ts'
import { toHex } from '../bytes.ts'

const LIVE = '2b8b'

/** Empty when `raw` is not a value as the station keeps it (`evidence.ts`). */
export function explainPendantFrame(raw: Uint8Array): readonly DecodedField[] {
  const kept = readEvidence(raw)
  if (kept === undefined) return []
  const { uuid, value } = kept
  return [{ name: 'characteristic', value: uuid }, ...meaning(uuid, value)]
}

function meaning(uuid: string, value: Uint8Array): readonly DecodedField[] {
  if (uuid === LIVE) {
    const observation = decodeObservation(value) ?? decodeObservation(value, true)
    return observation === undefined ? [{ name: 'data', value: toHex(value) }] : fieldsOf(observation)
  }
  const decoded = decodeCharacteristic(uuid, value)
  return [{ name: 'data', value: toHex(value) }, ...(decoded.ok ? fieldsOf(decoded.fields) : [])]
}

function fieldsOf(read: object): readonly DecodedField[] {
  return Object.entries(read).flatMap(([name, value]): readonly DecodedField[] => {
    if (name === 'raw') return []
    if (name === 'time') return [{ name, value: timeText(value as object) }]
    if (name === 'members') return (value as readonly object[]).flatMap(fieldsOf)
    return [{ name, value: Array.isArray(value) ? listText(value) : String(value) }]
  })
}

/** The counter as it stands: its epoch is unconfirmed. */
function timeText(time: object): string {
  return Object.values(time).map(String).join(' ')
}

function listText(list: readonly unknown[]): string {
  return list
    .map((one) =>
      typeof one === 'object' && one !== null ? Object.values(one).map(String).join(' ') : String(one),
    )
    .join(', ')
}
