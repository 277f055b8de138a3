/** What is known of one resident's home for rules over time: folded from stored events, in their order. Pure. */
import type { DeviceEvent, EventKind, EventValue } from '../../../shared/domain/device-event.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import {
  firstOf,
  movedEach,
  movedOne,
  movedTaken,
  takenWithout,
  withFirst,
  withoutKey,
  withoutWord,
  type Since,
  type Taken,
} from './since.ts'

/** An event as the rules see it. The station's own time counts: it is what events are ordered by. */
export interface HomeEvent extends Pick<DeviceEvent, 'id' | 'deviceId' | 'kind' | 'value' | 'receivedAt'> {
  readonly placement: string | null
  /** Its device was tested then. */
  readonly isTest?: boolean
}

export interface HomeFacts {
  readonly lastSign: Since | null
  readonly lastMedicine: Since | null
  /** When a device that is this resident's first told of medicine at all, however long ago; null where none ever did. */
  readonly medicineToldFrom: Instant | null
  /** By device, the first that said it first: since when the person is out of bed. None in bed or not known. */
  readonly emptyBeds: ReadonlyMap<string, Since>
  /** By device, while it is open. */
  readonly openDoors: ReadonlyMap<string, Since>
  /** The last time an outer door moved, while nobody has been noticed inside since. */
  readonly leftBy: Since | null
  /** Null when no device there says that somebody is in it, or somebody was noticed elsewhere since. */
  readonly inBathroom: Taken | null
  /** By device: a bed that was empty or a door that was open when it was tested last; what the test left so stands. */
  readonly tested: ReadonlyMap<string, HomeEvent>
  /** By device: the last temperature, and since when it is on this side of the limits. */
  readonly temperatures: ReadonlyMap<string, Temperature>
}

export interface Temperature extends Since {
  readonly celsius: number
}

export const NO_FACTS: HomeFacts = {
  lastSign: null,
  lastMedicine: null,
  medicineToldFrom: null,
  emptyBeds: new Map(),
  openDoors: new Map(),
  leftBy: null,
  inBathroom: null,
  tested: new Map(),
  temperatures: new Map(),
}

const BATHROOMS: ReadonlySet<string> = new Set(['bathroom', 'toilet'])
/** Where a person lets themselves out; a door sensor without a place is taken for that. */
const OUTER_DOORS: ReadonlySet<string> = new Set(['front-door', 'hall'])
export const SIGNS: ReadonlySet<EventKind> = new Set([
  'presence',
  'motion',
  'door',
  'bed',
  'button',
  'medicine',
  'help-call',
  'help-cancelled',
])

export function isBathroom(placement: string | null): boolean {
  return BATHROOMS.has(placement ?? '')
}

export function isOuterDoor(placement: string | null): boolean {
  return placement === null || OUTER_DOORS.has(placement)
}

/** The kinds that any rule over time looks at. */
export const KINDS_OF_FACTS: readonly EventKind[] = [...SIGNS, 'temperature']

/** `isWithin` says whether a temperature is as it should be, by the limits of the resident's rule. */
export function withEvent(
  before: HomeFacts,
  event: HomeEvent,
  isWithin: (celsius: number) => boolean,
): HomeFacts {
  const facts =
    event.kind === 'medicine' && before.medicineToldFrom === null
      ? { ...before, medicineToldFrom: event.receivedAt }
      : before
  const { kind, value, deviceId, placement } = event
  const here: Since = { at: event.receivedAt, eventId: event.id, deviceId, placement }
  if (kind === 'temperature') {
    return typeof value === 'number' ? withTemperature(facts, here, value, isWithin) : facts
  }
  if (!SIGNS.has(kind) || value === null) return facts
  if (event.isTest === true) return withTested(facts, event)
  const known = facts.tested.has(deviceId) ? { ...facts, tested: withoutKey(facts.tested, deviceId) } : facts
  const seen = isSign(event) ? noticed(known, event, here) : known
  switch (kind) {
    case 'bed':
      if (typeof value !== 'boolean') return seen
      return { ...seen, emptyBeds: value ? new Map() : withFirst(seen.emptyBeds, here) }
    case 'door':
      return typeof value === 'boolean' ? withDoor(seen, here, value) : seen
    case 'presence':
      return isBathroom(placement) ? withBathroom(seen, here, value !== false) : seen
    case 'medicine':
      return isTaken(value) ? { ...seen, lastMedicine: here } : seen
    default:
      return seen
  }
}

/** The same by a clock on the wall that was set: what stands has stood for as long as it has. */
export function shiftFacts(facts: HomeFacts, ms: number): HomeFacts {
  const moved = ({ at }: Since): Pick<Since, 'at'> => ({ at: at + ms })
  return {
    ...standingAt(facts, moved),
    temperatures: movedEach(facts.temperatures, moved),
    lastSign: movedOne(facts.lastSign, moved),
    lastMedicine: movedOne(facts.lastMedicine, moved),
    medicineToldFrom: facts.medicineToldFrom === null ? null : facts.medicineToldFrom + ms,
  }
}

/**
 * The resident is back: what somebody who is at home leaves standing counts from then on, and is due anew. A home is as
 * cold as it was. `backAt` as it is stored, where `from` may be earlier because the clock was set back since.
 */
export function countedFrom(facts: HomeFacts, from: Instant, backAt: Instant): HomeFacts {
  return standingAt(facts, ({ at }) => (at < from ? { at: from, backAt } : { at }))
}

/** What stands, since the instants that `move` gives for those of now. */
function standingAt(facts: HomeFacts, move: Parameters<typeof movedOne>[1]): HomeFacts {
  return {
    ...facts,
    emptyBeds: movedEach(facts.emptyBeds, move),
    openDoors: movedEach(facts.openDoors, move),
    leftBy: movedOne(facts.leftBy, move),
    inBathroom: movedTaken(facts.inBathroom, move),
  }
}

/**
 * Somebody did something, or was there. A door that closes alone says nothing, but somebody moved it; a sensor that says
 * that nobody came to bed has noticed nobody.
 */
function isSign({ kind, value }: HomeEvent): boolean {
  if (kind === 'bed' || kind === 'door') return typeof value === 'boolean'
  return kind === 'medicine' ? isTaken(value) : value !== false && value !== 'none'
}

function isTaken(value: EventValue): boolean {
  return value === true || value === 'taken'
}

/** The same tells that somebody is in there now: a bed is left on the way out, and what is worn is pressed out there too. */
function isInside({ kind, value, placement }: HomeEvent): boolean {
  switch (kind) {
    case 'door':
      return false
    case 'bed':
      return value === true
    case 'button':
    case 'help-call':
    case 'help-cancelled':
      return placement !== null
    default:
      return true
  }
}

/**
 * Of a device that is tested: what it began before may end with it; nothing begins, and nobody was noticed. What it
 * leaves behind is known until the test ends.
 */
function withTested(before: HomeFacts, event: HomeEvent): HomeFacts {
  const { kind, value, deviceId } = event
  const isLeft = (kind === 'bed' && value === false) || (kind === 'door' && value === true)
  const tested = isLeft ? new Map(before.tested).set(deviceId, event) : withoutKey(before.tested, deviceId)
  const facts = { ...before, tested }
  const { emptyBeds, inBathroom, openDoors } = facts
  switch (kind) {
    case 'bed':
      return value === true && firstOf(emptyBeds)?.deviceId === deviceId
        ? { ...facts, emptyBeds: new Map() }
        : facts
    case 'presence':
      return value === false && inBathroom?.by.has(deviceId) === true
        ? { ...facts, inBathroom: withoutWord(inBathroom, deviceId) }
        : facts
    case 'door':
      if (value !== false || !openDoors.has(deviceId)) return facts
      return { ...facts, openDoors: withoutKey(openDoors, deviceId) }
    default:
      return facts
  }
}

/** The test of this device is over: its bed is still empty, its door still open, from then on for the rules as well. */
export function afterTest(facts: HomeFacts, deviceId: string, at: Instant): HomeFacts {
  const left = facts.tested.get(deviceId)
  if (left === undefined) return facts
  const { id: eventId, kind, placement } = left
  const here: Since = { at, eventId, deviceId, placement }
  const known = { ...facts, tested: withoutKey(facts.tested, deviceId) }
  if (kind === 'bed') return { ...known, emptyBeds: withFirst(known.emptyBeds, here) }
  // Whoever opened it for the test is not somebody who left.
  return { ...known, openDoors: withFirst(known.openDoors, here) }
}

/** Devices by whose word something stands. */
export function devicesOf(facts: HomeFacts): ReadonlySet<string> {
  const { emptyBeds, openDoors, temperatures, tested, leftBy, inBathroom } = facts
  const byDevice = [emptyBeds, openDoors, temperatures, tested, inBathroom?.by ?? new Map<string, Since>()]
  return new Set([
    ...byDevice.flatMap((all) => [...all.keys()]),
    ...(leftBy === null ? [] : [leftBy.deviceId]),
  ])
}

/**
 * This device is no longer theirs: what stands by its word stands no more. That somebody was noticed by it remains; a
 * bed or a bathroom stands as the others said last, and where `wasSaid` of its word, from then on.
 */
export function withoutDevice(
  facts: HomeFacts,
  deviceId: string,
  at: Instant,
  wasSaid: (began: Since) => boolean,
): HomeFacts {
  const { emptyBeds, leftBy, inBathroom } = facts
  const began = firstOf(emptyBeds)
  const others = withoutKey(emptyBeds, deviceId)
  const isCounted = began?.deviceId === deviceId && wasSaid(began)
  return {
    ...facts,
    emptyBeds: isCounted ? movedEach(others, (since) => ({ at: Math.max(since.at, at) })) : others,
    openDoors: withoutKey(facts.openDoors, deviceId),
    temperatures: withoutKey(facts.temperatures, deviceId),
    tested: withoutKey(facts.tested, deviceId),
    leftBy: leftBy?.deviceId === deviceId ? null : leftBy,
    inBathroom: inBathroom === null ? null : takenWithout(inBathroom, deviceId, at, wasSaid),
  }
}

/** The device that told of it is gone; what it told of goes on until another one says that it has ended. */
export function withoutTeller(facts: HomeFacts, deviceId: string): HomeFacts {
  const { inBathroom } = facts
  if (inBathroom === null) return facts
  return { ...facts, inBathroom: { ...inBathroom, by: withoutKey(inBathroom.by, deviceId) } }
}

function noticed(facts: HomeFacts, event: HomeEvent, here: Since): HomeFacts {
  const { kind, placement } = event
  const isElsewhere = !isBathroom(placement) && (kind === 'presence' || kind === 'motion')
  return {
    ...facts,
    lastSign: here,
    leftBy: isInside(event) ? null : facts.leftBy,
    inBathroom: isElsewhere ? null : facts.inBathroom,
  }
}

function withDoor(facts: HomeFacts, here: Since, isOpen: boolean): HomeFacts {
  const { openDoors: before } = facts
  const openDoors = isOpen ? withFirst(before, here) : withoutKey(before, here.deviceId)
  return { ...facts, openDoors, leftBy: isOuterDoor(here.placement) ? here : facts.leftBy }
}

function withBathroom(facts: HomeFacts, here: Since, isIn: boolean): HomeFacts {
  const { inBathroom: place } = facts
  if (isIn)
    return { ...facts, inBathroom: { ...(place ?? here), by: withFirst(place?.by ?? new Map(), here) } }
  return place === null ? facts : { ...facts, inBathroom: withoutWord(place, here.deviceId) }
}

function withTemperature(
  facts: HomeFacts,
  here: Since,
  celsius: number,
  isWithin: (celsius: number) => boolean,
): HomeFacts {
  const before = facts.temperatures.get(here.deviceId)
  const isSame = before !== undefined && isWithin(before.celsius) === isWithin(celsius)
  const next = { ...(isSame ? before : here), celsius }
  return { ...facts, temperatures: new Map(facts.temperatures).set(here.deviceId, next) }
}
