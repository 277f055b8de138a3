import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventKind, EventValue } from '../../../../shared/domain/device-event.ts'
import type { DeviceStanding, PlacedEvent } from '../../../../station/alarms/placed-event.ts'
import { Night, type NightDevice, type Told } from '../../../support/night.ts'

const DEVICES: readonly NightDevice[] = [
  { id: 'radar-204', residentId: 'ingrid' },
  { id: 'pendant-204', residentId: 'ingrid' },
  { id: 'radar-205', residentId: 'olav' },
  { id: 'hall', residentId: null },
]
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
const CRITICAL: ReadonlySet<EventKind> = new Set(['fall', 'help-call', 'smoke', 'gas'])

interface Word {
  readonly device: NightDevice
  readonly saying: readonly [EventKind, EventValue]
  readonly standing: DeviceStanding | undefined
  /** How late the station hears of it, in seconds. */
  readonly late: number
}
type Deed =
  | { readonly kind: 'says'; readonly words: readonly Word[] }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'acknowledges' | 'resolves' | 'shelves'; readonly which: number }
  | { readonly kind: 'restart' }

const words = (standings: readonly (DeviceStanding | undefined)[]) =>
  fc.record({
    device: fc.constantFrom(...DEVICES),
    saying: fc.constantFrom(...SAYINGS),
    standing: fc.constantFrom(...standings),
    late: fc.integer({ min: 0, max: 600 }),
  })

const deeds = (standings: readonly (DeviceStanding | undefined)[]): fc.Arbitrary<Deed[]> =>
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
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constantFrom('acknowledges' as const, 'resolves' as const, 'shelves' as const),
          which: fc.nat(20),
        }),
      },
      { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'restart' }) },
    ),
    { maxLength: 60 },
  )

const RESTLESS = ['silent', 'restored silent', 'fault', 'restored fault', 'inactivity'] as const

/** A few sources that come and go, so that they chatter and flood. */
const restless: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .record({ device: fc.constantFrom(...DEVICES.slice(0, 2)), saying: fc.constantFrom(...RESTLESS) })
        .map(({ device, saying }): Deed => {
          const [kind, ended] = saying.split(' ') as [EventKind, string?]
          const word: Word = { device, saying: [kind, ended ?? true], standing: undefined, late: 0 }
          return { kind: 'says', words: [word] }
        }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 400 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('acknowledges' as const, 'resolves' as const, 'shelves' as const),
        which: fc.nat(20),
      }),
    },
    { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'restart' }) },
  ),
  { minLength: 20, maxLength: 90 },
)

/** Ids are counted, so that the same deeds give the same night. */
function live(script: readonly Deed[], restarts: boolean): Night {
  const night = new Night('2026-11-21T01:00:00+01:00')
  let count = 0
  for (const deed of script) {
    // Two things in one millisecond are the store's to order.
    night.pass(1)
    if (deed.kind === 'pass') night.pass(deed.seconds)
    else if (deed.kind === 'restart') {
      if (restarts) night.restart()
    } else if (deed.kind === 'says') {
      night.hears(
        deed.words.map(({ device, saying: [kind, value], standing, late }): PlacedEvent => {
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
        }),
      )
    } else {
      const alarm = night.open()[deed.which % Math.max(1, night.open().length)]
      if (alarm === undefined) continue
      if (deed.kind === 'shelves') night.shelves(alarm, 20)
      else night[deed.kind](alarm)
    }
  }
  return night
}

const STANDINGS = [undefined, undefined, undefined, 'test', 'suspended'] as const

test('no critical event is without its alarm and its one ring, whatever is open, set aside, chattering or tested', () => {
  fc.assert(
    fc.property(deeds(STANDINGS), (script) => {
      const night = live(script, true)
      const alarms = new Set(night.stored().map(({ id }) => id))
      for (const event of night.events) {
        const steps = night.told.filter(({ action }) => action.data.eventId === event.id)
        const isReal = event.standing === undefined && CRITICAL.has(event.kind)
        const loud = steps.filter(({ rang }) => rang)
        expect(loud.length).toBeLessThanOrEqual(1)
        if (!isReal) continue
        expect(loud.map(({ action }) => action.type === 'raised' || action.type === 'repeated')).toEqual([
          true,
        ])
        expect(alarms.has(loud[0]?.alarm.id ?? '')).toBe(true)
      }
    }),
    { numRuns: 150 },
  )
})

test('no alarm and no incident of one resident carries another’s', () => {
  fc.assert(
    fc.property(deeds(STANDINGS), (script) => {
      const night = live(script, true)
      const residentOf = new Map(night.events.map(({ id, residentId }) => [id, residentId]))
      const incidents = new Map<string, string | null>()
      for (const { alarm, action } of night.told) {
        const { eventId } = action.data
        // A fault is the device's own, whoever it hangs at.
        if (eventId !== undefined) expect(alarm.residentId).toBe(residentOf.get(eventId))
        expect(incidents.get(alarm.incidentId) ?? alarm.residentId).toBe(alarm.residentId)
        incidents.set(alarm.incidentId, alarm.residentId)
      }
      for (const { eventId, alarmId } of night.suppressed) {
        const alarm = night.stored().find(({ id }) => id === alarmId)
        if (alarm !== undefined) expect(alarm.residentId).toBe(residentOf.get(eventId))
      }
    }),
    { numRuns: 150 },
  )
})

test('the stored events give the same alarms again, and a restart anywhere changes nothing', () => {
  const facts = ({ at, alarm, action, rang }: Told) =>
    [
      at,
      action.type,
      action.reason,
      action.data.eventId,
      alarm.cause,
      alarm.state,
      alarm.count,
      alarm.priority,
      rang,
    ].join(' ')
  fc.assert(
    fc.property(fc.oneof(restless, deeds([undefined])), (script) => {
      const once = live(script, false)
      expect(live(script, false).told.map(facts)).toEqual(once.told.map(facts))
      expect(live(script, true).told.map(facts)).toEqual(once.told.map(facts))
    }),
    { numRuns: 150 },
  )
})

test('what is on the board is what its stored actions tell', () => {
  fc.assert(
    fc.property(deeds(STANDINGS), (script) => {
      const night = live(script, true)
      const stored = new Map(night.stored().map((alarm) => [alarm.id, alarm]))
      for (const alarm of night.open()) expect(stored.get(alarm.id)).toEqual(alarm)
    }),
    { numRuns: 100 },
  )
})
