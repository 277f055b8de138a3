/** What any driver may ask for: the shape of each effect, checked where TypeScript no longer looks. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import { EVENT_KINDS } from '../../shared/domain/device-event.ts'
import type { DriverEffect } from '../../device-drivers/protocol-driver.ts'
import type { DriverSample } from './protocol-samples/sample.ts'

/** What the rules must know of who speaks. */
export interface SpeakerFacts extends Pick<DriverSample, 'devices' | 'isWhole'> {
  /** True for Bluetooth, whose addresses BlueZ writes in capitals; the registry compares without regard to it. */
  readonly eitherCase?: boolean
}

/** More than this at once would stand in the line longer than any partner waits. */
const LONGEST_WRITE = 2048
const LONGEST_TEXT = 200
const CODE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const REASON = /^[a-zA-Z][a-zA-Z0-9-]*$/

/** Why the effect is not allowed; undefined when it is. */
export function effectFault(effect: DriverEffect, sample: SpeakerFacts): string | undefined {
  const wrong = (what: string) => `${effect.type}: ${what}`
  for (const { key } of sample.devices.values()) {
    if (key !== null && JSON.stringify(effect).toLowerCase().includes(key.toLowerCase())) {
      return wrong('carries the key')
    }
  }
  switch (effect.type) {
    case 'write':
      return effect.bytes.length > 0 && effect.bytes.length <= LONGEST_WRITE
        ? undefined
        : wrong(`${effect.bytes.length} bytes`)
    case 'line-speed':
      return effect.baudRate > 0 ? undefined : wrong(`${effect.baudRate} baud`)
    case 'event':
      return eventFault(effect.event, sample)
    case 'heard':
      if (effect.bytes < 0 || !Number.isInteger(effect.bytes)) return wrong(`${effect.bytes} bytes`)
      if (effect.signal !== undefined && (effect.signal > 0 || effect.signal < -255)) {
        return wrong(`signal ${effect.signal} is no dBm`)
      }
      return addressFault(effect.address, sample) ?? recordFault(effect.about ?? {})
    case 'remember':
      return addressFault(effect.address, sample) ?? recordFault(effect.memory)
    case 'discarded':
      if (effect.bytes.length === 0) return wrong('nothing')
      return REASON.test(effect.reason) ? undefined : wrong(`reason "${effect.reason}"`)
    case 'unknown-message':
      if (effect.raw.length === 0) return wrong('no bytes')
      return effect.description.length <= LONGEST_TEXT ? undefined : wrong('a long description')
    case 'notice':
      if (!CODE.test(effect.code)) return wrong(`code "${effect.code}"`)
      return addressFault(effect.address, sample) ?? recordFault(effect.data)
    case 'port-fault':
      return CODE.test(effect.code) ? undefined : wrong(`code "${effect.code}"`)
    case 'setting':
      return CODE.test(effect.name) ? addressFault(effect.address, sample) : wrong(`name "${effect.name}"`)
    default:
      return assertNever(effect)
  }
}

function eventFault(
  { address, kind, value, raw, ref, remember }: Extract<DriverEffect, { type: 'event' }>['event'],
  sample: SpeakerFacts,
): string | undefined {
  if (!EVENT_KINDS.includes(kind)) return 'event of an unknown kind'
  if (kind === 'silent') return 'silence is for the station to find'
  if (!Number.isInteger(ref)) return `event ref ${ref}`
  if (typeof value === 'number' && !Number.isFinite(value)) return `event value ${value}`
  if (typeof value === 'string' && value.length > LONGEST_TEXT) return 'event with a long value'
  if (kind === 'fault' && (typeof value !== 'string' || !CODE.test(value))) {
    return `fault without a code: ${String(value)}`
  }
  // The end of a fault may be found by time alone; everything else was said by a frame.
  const mayBeTimed = kind === 'fault' || kind === 'restored'
  if (!mayBeTimed && !sample.isWhole(raw)) return `${kind} from a damaged frame`
  return addressFault(address, sample) ?? recordFault(remember ?? {})
}

function addressFault(address: string | null, { eitherCase = false }: SpeakerFacts): string | undefined {
  if (address === null) return undefined
  if (address.length === 0 || address.length > 64) return `address of ${address.length} characters`
  // Text of a line is kept as it is; hex has one form.
  return !eitherCase && /^[0-9A-Fa-f:]*[A-F][0-9A-Fa-f:]*$/.test(address)
    ? `address ${address} is not in lower case`
    : undefined
}

function recordFault(record: Readonly<Record<string, string | number>>): string | undefined {
  const entries = Object.entries(record)
  if (entries.length > 32) return `${entries.length} fields`
  const long = entries.find(([name, value]) => name.length > 64 || String(value).length > 1024)
  return long === undefined ? undefined : `a long value of ${long[0].slice(0, 64)}`
}
