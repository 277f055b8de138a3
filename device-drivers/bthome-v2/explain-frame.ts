/** One frame, field by field, for "why" on a card and for the frame inspector. */
import { hexByte, toHex } from '../bytes.ts'
import type { DecodedField } from '../protocol-driver.ts'
import { readObjects } from './read-objects.ts'
import { BTHOME_VERSION, splitSealed, splitServiceData } from './service-data.ts'

/** Of an encrypted frame only what lies open: a key does not leave the station. Empty for what is no frame. */
export function explainBthomeFrame(raw: Uint8Array): readonly DecodedField[] {
  const frame = splitServiceData(raw)
  if (frame === undefined || frame.header.version !== BTHOME_VERSION) return []
  const { header, info, macInFrame, rest } = frame
  if (rest === null) return []
  const head = [
    { name: 'info', value: hexByte(info) },
    { name: 'encrypted', value: String(header.encrypted) },
    { name: 'triggerBased', value: String(header.triggerBased) },
    ...(macInFrame === null ? [] : [{ name: 'macInFrame', value: macInFrame }]),
  ]
  if (!header.encrypted) return [...head, ...objectFields(rest)]
  // The nonce is not shown, so any address serves to split the frame.
  const sealed = splitSealed(frame, '00:00:00:00:00:00')
  if (sealed === undefined) return []
  return [
    ...head,
    { name: 'ciphertext', value: toHex(sealed.ciphertext) },
    { name: 'counter', value: String(sealed.counter) },
    { name: 'mic', value: toHex(sealed.tag) },
  ]
}

function objectFields(payload: Uint8Array): readonly DecodedField[] {
  const { objects, stoppedBy } = readObjects(payload)
  const fields = objects.flatMap(({ name, value, raw, steps }) => [
    { name, value: value === null ? toHex(raw) : String(value) },
    ...(steps === undefined ? [] : [{ name: 'steps', value: String(steps) }]),
  ])
  if (stoppedBy === null) return fields
  return [...fields, { name: stoppedBy.reason, value: toHex(payload.subarray(stoppedBy.at)) }]
}
