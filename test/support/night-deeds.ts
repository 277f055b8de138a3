/** Random nights: what devices say and what people do, in any order, and the same night again from what was stored. */
import fc from 'fast-check'
import type { AlarmInput } from '../../shared/domain/alarm-input.ts'
import type { Actor, AlarmAction, Outcome } from '../../shared/domain/alarm.ts'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import { latestShelfEnd } from '../../station/alarms/shelf-limits.ts'
import type { DeviceStanding, PlacedEvent } from '../../station/alarms/placed-event.ts'
import { Night, type NightDevice } from './night.ts'

const BEGINS = '2026-11-21T01:00:00+01:00'

const DEVICES: readonly NightDevice[] = [
  { id: 'radar-204', residentId: 'ingrid' },
  { id: 'pendant-204', residentId: 'ingrid' },
  { id: 'radar-205', residentId: 'olav' },
  { id: 'hall', residentId: null },
]
const RESIDENTS = ['ingrid', 'olav'] as const
const SAYINGS: readonly (readonly [EventKind, EventValue])[] = [
  ['fall', true],
  ['help-call', true],
  ['help-call', 'ordinary'],
  ['help-cancelled', true],
  ['smoke', true],
  ['gas', true],
  ['water', true],
  ['inactivity', true],
  ['silent', true],
  ['fault', 'problem'],
  ['fault', 'unsafe'],
  ['tamper', true],
  ['presence', true],
  ['restored', 'fall'],
  ['restored', 'silent'],
  ['restored', 'fault'],
  ['restored', 'inactivity'],
]

interface Word {
  readonly device: NightDevice
  readonly saying: readonly [EventKind, EventValue]
  readonly standing: DeviceStanding | undefined
  /** How late the station hears of it, in seconds. */
  readonly late: number
}

/** What somebody does at one of the open alarms; `reopens` and `undoes` take back what was closed. */
const AT_AN_ALARM = [
  'acknowledges',
  'resolves',
  'shelves',
  'goes',
  'hands-over',
  'releases',
  'notes',
  'undoes',
  'reopens',
] as const

export type Deed =
  | { readonly kind: 'says'; readonly words: readonly Word[] }
  | { readonly kind: 'pass'; readonly seconds: number }
  | {
      readonly kind: (typeof AT_AN_ALARM)[number]
      readonly which: number
      readonly by: Actor
    }
  | { readonly kind: 'reports'; readonly residentId: string | null; readonly by: Actor }
  | { readonly kind: 'asks-for-help'; readonly by: Actor }
  | { readonly kind: 'goes-away'; readonly residentId: string; readonly minutes: number }
  | { readonly kind: 'is-back'; readonly residentId: string }
  | { readonly kind: 'restart' }

const CARERS: readonly Actor[] = [
  { kind: 'person', id: 'kari' },
  { kind: 'person', id: 'ola' },
]
const by = fc.constantFrom(...CARERS)

const words = (standings: readonly (DeviceStanding | undefined)[]) =>
  fc.record({
    device: fc.constantFrom(...DEVICES),
    saying: fc.constantFrom(...SAYINGS),
    standing: fc.constantFrom(...standings),
    late: fc.integer({ min: 0, max: 600 }),
  })

const people: readonly fc.WeightedArbitrary<Deed>[] = [
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom(...AT_AN_ALARM), which: fc.nat(20), by }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('reports' as const),
      residentId: fc.constantFrom(...RESIDENTS, null),
      by,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('asks-for-help' as const), by }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('goes-away' as const),
      residentId: fc.constantFrom(...RESIDENTS),
      minutes: fc.integer({ min: 1, max: 90 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('is-back' as const),
      residentId: fc.constantFrom(...RESIDENTS),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'restart' }) },
]

/** Deeds of a night; `standings`: how the devices stand that speak. */
export const deeds = (standings: readonly (DeviceStanding | undefined)[]): fc.Arbitrary<Deed[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          kind: fc.constant('says' as const),
          words: fc.array(words(standings), { minLength: 1, maxLength: 4 }),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('pass' as const),
          seconds: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 2000 })),
        }),
      },
      ...people,
    ),
    { maxLength: 60 },
  )

const RESTLESS = ['silent', 'restored silent', 'fault', 'restored fault', 'inactivity'] as const

/** A few sources that come and go, so that they chatter and flood. */
export const restless: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    {
      weight: 24,
      arbitrary: fc
        .record({ device: fc.constantFrom(...DEVICES.slice(0, 2)), saying: fc.constantFrom(...RESTLESS) })
        .map(({ device, saying }): Deed => {
          const [kind, ended] = saying.split(' ') as [EventKind, string?]
          const word: Word = { device, saying: [kind, ended ?? true], standing: undefined, late: 0 }
          return { kind: 'says', words: [word] }
        }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 400 }) }),
    },
    ...people,
  ),
  { minLength: 20, maxLength: 90 },
)

/** Ids are counted, so that the same deeds give the same night. */
export function live(script: readonly Deed[], restarts: boolean): Night {
  const night = new Night(BEGINS)
  let count = 0
  const heard = ({ device, saying: [kind, value], standing, late }: Word): PlacedEvent => {
    count += 1
    return {
      id: `event-${String(count)}`,
      deviceId: device.id,
      residentId: device.residentId,
      kind,
      value,
      occurredAt: night.now - late * 1000,
      receivedAt: night.now,
      raw: null,
      placement: null,
      ...(standing === undefined ? {} : { standing }),
    }
  }
  for (const deed of script) {
    // Two things in one millisecond are the store's to order.
    night.pass(1)
    switch (deed.kind) {
      case 'pass':
        night.pass(deed.seconds)
        break
      case 'restart':
        if (restarts) night.restart()
        break
      case 'says':
        night.hears(deed.words.map(heard))
        break
      case 'reports':
        night.reportsByHand(
          { cause: 'fall', residentId: deed.residentId, place: deed.residentId === null ? 'hall' : null },
          deed.by,
        )
        break
      case 'asks-for-help':
        night.asksForHelp(deed.by)
        break
      case 'goes-away':
        night.goesAway(deed.residentId, deed.minutes)
        break
      case 'is-back':
        night.isBack(deed.residentId)
        break
      default:
        atAnAlarm(night, deed)
    }
  }
  return night
}

function atAnAlarm(night: Night, { kind, which, by: actor }: Extract<Deed, { which: number }>): void {
  if (kind === 'reopens') {
    const closed = night.told.filter(({ action }) => action.type === 'resolved')
    const alarm = night.latest(closed[which % Math.max(1, closed.length)]?.alarm.id ?? '')
    if (alarm !== undefined) night.does(alarm, { type: 'reopened', actor })
    return
  }
  // In the order of their ids: the board of a restarted station may hold them in another one.
  const open = [...night.open()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const alarm = open[which % Math.max(1, open.length)]
  if (alarm === undefined) return
  const seenRevision = alarm.revision
  const outcome: Outcome = { kind: 'helped-unhurt', words: null }
  switch (kind) {
    case 'acknowledges':
      night.does(alarm, { type: 'acknowledged', actor, seenRevision })
      return
    case 'goes':
      night.does(alarm, { type: 'on-the-way', actor, seenRevision })
      return
    case 'resolves':
      night.does(alarm, { type: 'resolved', actor, seenRevision, outcome })
      return
    case 'undoes': {
      const closed = night.does(alarm, { type: 'resolved', actor, seenRevision, outcome })
      night.pass(5)
      if (closed.ok) night.does(closed.alarm, { type: 'reopened', actor })
      return
    }
    case 'shelves':
      night.shelves(alarm, 20)
      return
    case 'hands-over': {
      const to = CARERS.find(({ id }) => id !== actor.id)?.id ?? actor.id
      night.does(alarm, { type: 'handed-over', actor, to })
      return
    }
    case 'releases':
      night.does(alarm, { type: 'released', actor })
      return
    case 'notes':
      night.does(alarm, { type: 'note', actor, words: 'sett' })
      return
  }
}

/**
 * The night anew from what a store holds of it and from nothing else: the events as they were received, what people
 * did, who was away. What the engine itself did comes of these or does not come.
 */
export function again(night: Night): Night {
  const replay = new Night(BEGINS)
  const instants = new Set([
    ...night.events.map(({ receivedAt }) => receivedAt),
    ...night.told.map(({ at }) => at),
    ...night.absences.map(({ at }) => at),
  ])
  for (const at of [...instants].sort((a, b) => a - b)) {
    replay.pass((at - replay.now) / 1000)
    const events = night.events.filter(({ receivedAt }) => receivedAt === at)
    if (events.length > 0) replay.hears(events)
    for (const stored of night.absences.filter((absence) => absence.at === at)) {
      if ('absence' in stored) {
        const { residentId, until } = stored.absence
        replay.goesAway(residentId, (until - at) / 60_000)
      } else replay.isBack(stored.residentId)
    }
    for (const { action, alarm } of night.told.filter((told) => told.at === at)) {
      if (action.actor.kind !== 'person') continue
      const known = replay.latest(alarm.id)
      if (action.type === 'raised' || action.type === 'repeated') {
        const { cause, residentId, placement: place } = alarm
        if (cause === 'assistance') replay.asksForHelp(action.actor)
        else replay.reportsByHand({ cause: 'fall', residentId, place }, action.actor)
      } else if (known !== undefined) replay.does(known, inputOf(action))
    }
  }
  return replay
}

/** What somebody did, from its stored action. */
function inputOf({ type, actor, at, data }: AlarmAction): AlarmInput {
  const seenRevision = data.seenRevision ?? 0
  switch (type) {
    case 'acknowledged':
    case 'on-the-way':
      return { type, actor, seenRevision }
    case 'resolved':
      return { type, actor, seenRevision, outcome: { kind: data.outcome ?? 'other', words: null } }
    case 'shelved':
      return {
        type,
        actor,
        seenRevision,
        until: data.until ?? 0,
        latest: latestShelfEnd(at),
        why: data.why ?? 'other',
        words: null,
      }
    case 'handed-over':
      return { type, actor, to: data.to ?? '' }
    case 'note':
      return { type, actor, words: data.words ?? '' }
    case 'released':
    case 'reopened':
      return { type, actor }
    default:
      throw new Error(`nobody does ${type} in these nights`)
  }
}
