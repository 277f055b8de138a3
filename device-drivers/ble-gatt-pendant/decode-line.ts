/** The frame inspector for pendants: one line of `decode ble-gatt-pendant` (contract: "decode"). */
import { fromHex } from '../bytes.ts'
import type { DecodeLine } from '../protocol-driver.ts'
import { decodeAdvertising } from './advertising.ts'
import { decodeCharacteristic, shortUuid } from './characteristics.ts'
import { readEvidence } from './evidence.ts'
import { decodeObservation, splitStoredRecord } from './ghs-observation.ts'
import type { GhsObservation } from './ghs-observation.ts'
import { GhsSegmentJoiner } from './ghs-segments.ts'
import type { DropReason } from './ghs-segments.ts'
import { batteryNews } from './battery.ts'
import { observationNews } from './observation-news.ts'
import { PressReader } from './press-reader.ts'
import { usableSettings } from './pendant-settings.ts'

type Shown = Readonly<Record<string, unknown>>

const LIVE = '2b8b'
const STORED = '2bdd'

export const decodePendantLine: DecodeLine = (input) => {
  switch (input['kind']) {
    case 'segments':
      return segments(input)
    case 'read':
    case 'notify':
      return value(input)
    case 'advertisement':
      return hexOf(input, (bytes) => ({ ...decodeAdvertising(bytes), events: [] }))
    case undefined:
      return hexOf(input, evidence)
    default:
      return usage('"kind" must be segments, read, notify or advertisement')
  }
}

function segments(input: Shown): Shown {
  const uuid = shortUuid(text(input['uuid']) ?? LIVE)
  if (uuid !== LIVE && uuid !== STORED) return usage(`"uuid" of segments must be ${LIVE} or ${STORED}`)
  const values = bytesList(input['values'])
  if (values === undefined) return usage('"values" must be a list of notifications as hexadecimal digits')
  const joiner = new GhsSegmentJoiner()
  const observations: Shown[] = []
  const dropped: DropReason[] = []
  const events: Shown[] = []
  for (const output of values.flatMap((one) => joiner.push(one))) {
    if (output.type === 'dropped') dropped.push(output.reason)
    if (output.type !== 'joined') continue
    const read = uuid === STORED ? storedObservation(output.bytes) : liveObservation(output.bytes)
    if (read === undefined) {
      dropped.push('badLength')
    } else {
      observations.push(read.shown)
      // What was stored on the pendant is history; only a live observation is news.
      if (uuid === LIVE) events.push(...observationEvents(read.observation))
    }
  }
  return { observations, dropped, open: joiner.open, events }
}

interface ReadObservation {
  readonly observation: GhsObservation
  readonly shown: Shown
}

function liveObservation(bytes: Uint8Array): ReadObservation | undefined {
  const observation = decodeObservation(bytes)
  return observation && { observation, shown: { ...observation } }
}

function storedObservation(bytes: Uint8Array): ReadObservation | undefined {
  const record = splitStoredRecord(bytes)
  const observation = record && decodeObservation(record.observation)
  return observation && { observation, shown: { record: record.record, ...observation } }
}

function observationEvents(observation: GhsObservation): Shown[] {
  return observationNews(observation, {}).flatMap((news) => (news.type === 'news' ? [{ ...news.news }] : []))
}

function value(input: Shown): Shown {
  const uuid = text(input['uuid'])
  if (uuid === undefined) return usage('"uuid" must name the characteristic, such as 2a19')
  return hexOf(input, (bytes) => decodedValue(uuid, bytes))
}

function decodedValue(uuid: string, bytes: Uint8Array): Shown {
  if (shortUuid(uuid) === LIVE || shortUuid(uuid) === STORED) return segments({ uuid, values: [bytes] })
  const decoded = decodeCharacteristic(uuid, bytes)
  if (!decoded.ok) return { error: decoded.error, events: [] }
  return { ...decoded.fields, events: valueEvents(shortUuid(uuid), bytes, decoded.fields) }
}

/** Of a pendant that nobody has paired yet, whose first digital input is its button. */
function valueEvents(uuid: string, bytes: Uint8Array, fields: Shown): readonly Shown[] {
  if (uuid === '2a19') {
    const percent = fields['batteryPercent']
    return typeof percent === 'number' ? batteryNews(percent, {}, undefined).map((news) => ({ ...news })) : []
  }
  if (uuid !== '2a56') return []
  return new PressReader()
    .read('automation-io', bytes, usableSettings(undefined), {})
    .flatMap((output) => (output.type === 'news' ? [{ ...output.news }] : []))
}

/** A value as the station keeps it. */
function evidence(bytes: Uint8Array): Shown {
  const kept = readEvidence(bytes)
  if (kept === undefined) return usage('"kind" must be segments, read, notify or advertisement')
  if (kept.uuid !== LIVE) return { uuid: kept.uuid, ...decodedValue(kept.uuid, kept.value) }
  const read = liveObservation(kept.value)
  return {
    uuid: kept.uuid,
    observations: read === undefined ? [] : [read.shown],
    dropped: read === undefined ? ['badLength'] : [],
    events: read === undefined ? [] : observationEvents(read.observation),
  }
}

function hexOf(input: Shown, decode: (bytes: Uint8Array) => Shown): Shown {
  const hex = text(input['hex'])
  const bytes = hex === undefined ? undefined : fromHex(hex)
  return bytes === undefined
    ? usage('"hex" must be the bytes as hexadecimal digits, two for each byte')
    : decode(bytes)
}

function bytesList(list: unknown): readonly Uint8Array[] | undefined {
  if (!Array.isArray(list)) return undefined
  const values = list.map((one: unknown) =>
    one instanceof Uint8Array ? one : typeof one === 'string' ? fromHex(one) : undefined,
  )
  return values.every((one) => one !== undefined) ? values : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function usage(message: string): Shown {
  return { error: 'usage', message }
}
