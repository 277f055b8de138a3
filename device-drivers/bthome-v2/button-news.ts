/** What the keys of a button say (bthome-v2.md, sections 3, 6 and 7): 3A, the first one is the first key. */
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import { keyUse } from './device-settings.ts'
import type { BthomeSettings, KeyUse } from './device-settings.ts'
import type { BthomeObject } from './read-objects.ts'

export interface News {
  readonly kind: EventKind
  readonly value: EventValue
}

const BUTTON = 0x3a
const LONG = 0x04
const HOLD = 0x80
/** Shelly's buttons before firmware 1.0.20. */
const HOLD_BEFORE = 0xfe
/** Sensors whose own button is for pairing: illuminance, motion, moving, door, window, opening, climate. */
const SENSOR_OBJECTS = new Set([0x02, 0x03, 0x05, 0x11, 0x1a, 0x21, 0x22, 0x23, 0x2d, 0x2e, 0x45, 0x57, 0x58])

export function isOfSensor(objects: readonly BthomeObject[]): boolean {
  return objects.some(({ id }) => SENSOR_OBJECTS.has(id))
}

/** A key that is there says so in each frame, pressed (`3A 01`) or not (`3A 00`). */
export function hasButton(objects: readonly BthomeObject[]): boolean {
  return objects.some(({ id }) => id === BUTTON)
}

/** One for each key that was pressed; `3A 00` is none. */
export function buttonNews(objects: readonly BthomeObject[], settings: BthomeSettings): readonly News[] {
  const isSensor = isOfSensor(objects)
  const keys = objects.filter(({ id }) => id === BUTTON)
  return keys.flatMap((object, index): News[] => {
    const event = object.raw[0] ?? 0
    if (event === 0) return []
    const word = keys.length === 1 ? String(object.value) : `${String(index + 1)}:${String(object.value)}`
    return [keyNews(keyUse(settings, index, isSensor), event, word, settings)]
  })
}

function keyNews(use: KeyUse, event: number, word: string, { gesture }: BthomeSettings): News {
  if (use === 'button') return { kind: 'button', value: word }
  // Taking a call back must not be easier than making it, and calling never harder than set.
  return isGesture(event, gesture) ? { kind: use, value: true } : { kind: 'button', value: word }
}

function isGesture(event: number, gesture: BthomeSettings['gesture']): boolean {
  switch (gesture) {
    case 'any':
      return true
    case 'long':
      return event === LONG
    case 'hold':
      return event === HOLD || event === HOLD_BEFORE
  }
}
