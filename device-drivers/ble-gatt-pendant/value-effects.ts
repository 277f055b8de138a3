/** What values of a pendant become for the station; nothing of connections. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { BluetoothEffect } from '../bluetooth/bluetooth-protocol.ts'
import type { GattCharacteristic } from '../bluetooth/gatt.ts'
import type { DeviceMemory, DeviceSetup, KnownLevels } from '../protocol-driver.ts'
import { batteryNews } from './battery.ts'
import { decodeCharacteristic } from './characteristics.ts'
import { evidenceOf } from './evidence.ts'
import type { PressOutput } from './press-reader.ts'
import { BATTERY, INFORMATION } from './set-up.ts'
import type { InformationName, Purpose } from './set-up.ts'

/** What is needed to speak of one pendant. */
export interface Speaker {
  readonly address: string
  readonly nextRef: () => number
}

export function notice(
  { address }: Speaker,
  code: string,
  data: Readonly<Record<string, string | number>> = {},
): BluetoothEffect {
  return { type: 'notice', address, code, data }
}

export function event(
  { address, nextRef }: Speaker,
  kind: EventKind,
  value: EventValue,
  raw: Uint8Array,
): BluetoothEffect {
  return { type: 'event', event: { address, kind, value, raw, ref: nextRef() } }
}

/** It lives; `raw` is the value that shows it, as evidence keeps it. */
export function heardEffect(
  { address }: Speaker,
  bytes: number,
  signal: number | null,
  raw?: Uint8Array,
): BluetoothEffect {
  const told = { ...(raw === undefined ? {} : { raw }), ...(signal === null ? {} : { signal }) }
  return { type: 'heard', address, bytes, ...told }
}

export function pressEffect(speaker: Speaker, of: GattCharacteristic, output: PressOutput): BluetoothEffect {
  switch (output.type) {
    case 'news':
      return event(speaker, output.news.kind, output.news.value, evidenceOf(of.characteristic, output.value))
    case 'test':
      // A button of no consequence: stored and shown as what it was, and no alarm.
      return event(speaker, 'button', 'test', evidenceOf(of.characteristic, output.value))
    case 'not-valid':
      return notice(speaker, 'observation-not-valid', { of: output.of })
    case 'unknown':
      return {
        type: 'unknown-message',
        raw: evidenceOf(of.characteristic, output.value),
        description: output.description,
      }
    case 'dropped':
      return notice(speaker, 'observation-lost', { reason: output.reason })
    case 'repeated':
      return notice(speaker, 'segment-repeated')
    case 'missed':
      return notice(speaker, 'observation-missed')
    case 'refused':
      return {
        type: 'discarded',
        bytes: evidenceOf(of.characteristic, output.value),
        reason: output.reason,
      }
    default:
      return assertNever(output)
  }
}

/** What a value that was asked for says; nothing for answers that carry none. */
export function answerEffects(
  speaker: Speaker,
  purpose: Purpose,
  value: Uint8Array,
  setup: DeviceSetup,
  signal: number | null,
): readonly BluetoothEffect[] {
  switch (purpose) {
    case 'battery':
    case 'life':
      return batteryEffects(speaker, value, setup)
    case 'tx-power':
      return txPowerEffects(speaker, value, signal)
    case 'manufacturer':
    case 'model':
    case 'serial':
    case 'firmware':
      return informationEffects(speaker, purpose, value, setup.memory)
    default:
      return []
  }
}

/** The level now, and what is new about it. */
export function batteryEffects(
  speaker: Speaker,
  value: Uint8Array,
  { known, memory }: DeviceSetup,
): readonly BluetoothEffect[] {
  const raw = evidenceOf(BATTERY.characteristic, value)
  const decoded = decodeCharacteristic('2a19', value)
  if (!decoded.ok) return [{ type: 'discarded', bytes: raw, reason: decoded.error }]
  const percent = Number(decoded.fields['batteryPercent'])
  const before = memory['battery'] === undefined ? undefined : Number(memory['battery'])
  return [
    setting(speaker, 'battery-percent', percent),
    ...batteryNews(percent, known, before).map((news) => event(speaker, news.kind, news.value, raw)),
    ...(percent === before ? [] : [remember(speaker, { battery: String(percent) })]),
  ]
}

/** Kept, shown, and compared with what was kept before. */
function informationEffects(
  speaker: Speaker,
  name: InformationName,
  value: Uint8Array,
  memory: DeviceMemory,
): readonly BluetoothEffect[] {
  const decoded = decodeCharacteristic(INFORMATION[name], value)
  const text = decoded.ok ? decoded.fields['text'] : undefined
  if (typeof text !== 'string') return []
  const before = memory[name]
  const shown = setting(speaker, name, text)
  if (before === text) return [shown]
  const kept = remember(speaker, { [name]: text })
  const isUpdated = name === 'firmware' && before !== undefined
  return isUpdated
    ? [shown, kept, notice(speaker, 'firmware-changed', { before, after: text })]
    : [shown, kept]
}

/** Path loss is what placement is judged by: transmitted less received strength. */
function txPowerEffects(
  speaker: Speaker,
  value: Uint8Array,
  signal: number | null,
): readonly BluetoothEffect[] {
  const decoded = decodeCharacteristic('2a07', value)
  const dbm = decoded.ok ? decoded.fields['txPowerDbm'] : undefined
  if (typeof dbm !== 'number') return []
  const power = setting(speaker, 'tx-power', dbm)
  return signal === null ? [power] : [power, setting(speaker, 'path-loss', dbm - signal)]
}

/** GHS control point: 80 is "done". */
export function controlPointEffects(speaker: Speaker, value: Uint8Array): readonly BluetoothEffect[] {
  return value[0] === 0x80 ? [] : [notice(speaker, 'live-observations-refused', { answer: value[0] ?? -1 })]
}

/** Connected, but its button cannot be heard. */
const PRESS_NOT_AVAILABLE = 'press-not-available'
/** It keeps its button for whom it is bonded with: another station, a phone. */
const PAIRED_ELSEWHERE = 'paired-elsewhere'
/** That something is not there has no bytes. */
const NO_BYTES = new Uint8Array()

/** How BlueZ says that a pendant wants a bond which is not there: by its own words, or by ATT's error codes. */
const REFUSES_US =
  /Not paired|NotAuthorized|Authentication(?:Failed|Rejected|Canceled)|ATT error: 0x0[58cf]\b/i

export function connectFailed(speaker: Speaker, reason: string): BluetoothEffect {
  return REFUSES_US.test(reason)
    ? notice(speaker, 'paired-elsewhere', { reason })
    : notice(speaker, 'connect-failed', { reason })
}

/** Raised once while it lasts. `reason`: why the press could not be had, where anybody said. */
export function pressLostEffects(
  speaker: Speaker,
  known: KnownLevels,
  reason = '',
): readonly BluetoothEffect[] {
  const fault = REFUSES_US.test(reason) ? PAIRED_ELSEWHERE : PRESS_NOT_AVAILABLE
  return known.fault === fault ? [] : [event(speaker, 'fault', fault, NO_BYTES)]
}

export function pressBackEffects(speaker: Speaker, known: KnownLevels): readonly BluetoothEffect[] {
  const isOver = known.fault === PRESS_NOT_AVAILABLE || known.fault === PAIRED_ELSEWHERE
  return isOver ? [event(speaker, 'restored', 'fault', NO_BYTES)] : []
}

function remember({ address }: Speaker, memory: DeviceMemory): BluetoothEffect {
  return { type: 'remember', address, memory }
}

function setting({ address }: Speaker, name: string, value: string | number): BluetoothEffect {
  return { type: 'setting', address, name, value }
}
