/** What stands, since when and by the word of which devices. Pure. */
import type { Instant } from '../../../shared/domain/time.ts'

/** Since when something stands, and the event that began it. */
export interface Since {
  readonly at: Instant
  readonly eventId: string
  readonly deviceId: string
  readonly placement: string | null
  /** When the resident was back whose absence made it count anew; what it is due for then is another episode. */
  readonly backAt?: Instant
}

/** What becomes of when it counts from. */
type Move = (since: Since) => Pick<Since, 'at' | 'backAt'>

/** A place that somebody is in: since the first word of those who say so, one after the other. */
export interface Taken extends Since {
  /** What each device that says so said first. */
  readonly by: ReadonlyMap<string, Since>
}

export function firstOf<Value>(all: ReadonlyMap<string, Value>): Value | null {
  const [first = null] = all.values()
  return first
}

/** What this device says already stands since it said so first. */
export function withFirst(all: ReadonlyMap<string, Since>, here: Since): ReadonlyMap<string, Since> {
  return all.has(here.deviceId) ? all : new Map(all).set(here.deviceId, here)
}

export function withoutKey<Value>(all: ReadonlyMap<string, Value>, gone: string): ReadonlyMap<string, Value> {
  return new Map([...all].filter(([key]) => key !== gone))
}

export function movedOne(since: Since | null, move: Move): Since | null {
  return since === null ? null : { ...since, ...move(since) }
}

export function movedTaken(place: Taken | null, move: Move): Taken | null {
  return place === null ? null : { ...place, ...move(place), by: movedEach(place.by, move) }
}

export function movedEach<Stands extends Since>(
  all: ReadonlyMap<string, Stands>,
  move: Move,
): ReadonlyMap<string, Stands> {
  return new Map([...all].map(([deviceId, since]) => [deviceId, { ...since, ...move(since) }]))
}

/** Free when nobody else says that somebody is in it. */
export function withoutWord(place: Taken, deviceId: string): Taken | null {
  const by = withoutKey(place.by, deviceId)
  return by.size === 0 ? null : { ...place, by }
}

/** The device is gone: it is taken as the others said last, and where `wasSaid` of its word, from then on. */
export function takenWithout(
  place: Taken,
  deviceId: string,
  at: Instant,
  wasSaid: (began: Since) => boolean,
): Taken | null {
  const left = withoutWord(place, deviceId)
  const next = left === null ? null : firstOf(left.by)
  if (left === null || next === null || place.deviceId !== deviceId) return left
  return { ...next, at: wasSaid(place) ? Math.max(next.at, at) : next.at, by: left.by }
}
