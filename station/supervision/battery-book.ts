/** What each device has told of its battery, and whether that is low: the words of the device, or a forecast. */
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { daysLeft } from './battery-forecast.ts'
import type { Condition } from './condition.ts'

/** Low is shown at least seven days ahead (alarm-standards.md, section 1); twice that reaches the next visit. */
const LOW_DAYS = 14
/** What was low must be clearly better before it is over: a cold night is no new battery. */
const CLEAR_DAYS = 21
const CLEAR_PERCENT = 5
export const BATTERY_LOW_PERCENT = 15
/** Readings kept of a device: a change of one percent each is more than a battery's life of them. */
export const MOST_READINGS = 100

interface Told {
  readonly value: EventValue
  readonly eventId: string
  readonly readings: readonly { readonly at: Instant; readonly percent: number }[]
}

export interface BatteryEvent {
  readonly id: string
  readonly deviceId: string
  readonly kind: EventKind
  readonly value: EventValue
  readonly receivedAt: Instant
}

export interface BatteryDevice {
  readonly id: string
  readonly placement: string | null
  readonly residentId: string | null
  /** Below this it is low, in percent. */
  readonly lowPercent: number
}

export class BatteryBook {
  readonly #told = new Map<string, Told>()

  constructor(events: Iterable<BatteryEvent> = []) {
    for (const event of events) this.take(event)
  }

  /** A stored event, in the order of storing; others than those of a battery are passed over. */
  take({ id, deviceId, kind, value, receivedAt }: BatteryEvent): void {
    const isOver = kind === 'restored' && value === 'battery'
    if (kind !== 'battery' && !isOver) return
    const readings = this.#told.get(deviceId)?.readings ?? []
    const reading = typeof value === 'number' ? [{ at: receivedAt, percent: value }] : []
    this.#told.set(deviceId, {
      value: isOver ? false : value,
      eventId: id,
      readings: [...readings, ...reading].slice(-MOST_READINGS),
    })
  }

  /** Percent last told and the days left by the forecast; undefined where nothing was told. */
  stateOf(deviceId: string): { percent: number; at: Instant; daysLeft: number | null } | undefined {
    const readings = this.#told.get(deviceId)?.readings ?? []
    const last = readings.at(-1)
    return last === undefined ? undefined : { ...last, daysLeft: daysLeft(readings) }
  }

  /** Of a device that has told something of its battery. */
  conditionOf({ id, placement, residentId, lowPercent }: BatteryDevice): Condition | undefined {
    const told = this.#told.get(id)
    if (told === undefined) return undefined
    const days = daysLeft(told.readings)
    const { standing, isForecast } = judge(told.value, days, lowPercent)
    const figure = isForecast ? days : typeof told.value === 'number' ? told.value : null
    return {
      cause: 'battery',
      subject: null,
      deviceId: id,
      residentId,
      placement,
      priority: 'low',
      standing,
      code: isForecast ? 'forecast' : 'low',
      ...(figure === null ? {} : { figure }),
      eventId: told.eventId,
      afterMs: 0,
      clearAfterMs: 0,
      endsByItself: true,
    }
  }
}

function judge(
  value: EventValue,
  days: number | null,
  lowPercent: number,
): { standing: Condition['standing']; isForecast: boolean } {
  if (typeof value !== 'number') {
    return { standing: value === false || value === null ? 'no' : 'yes', isForecast: false }
  }
  if (value < lowPercent) return { standing: 'yes', isForecast: false }
  if (days !== null && days < LOW_DAYS) return { standing: 'yes', isForecast: true }
  const isClear = value >= lowPercent + CLEAR_PERCENT && (days === null || days >= CLEAR_DAYS)
  return { standing: isClear ? 'no' : 'unknown', isForecast: false }
}
