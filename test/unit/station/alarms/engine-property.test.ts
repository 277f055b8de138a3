import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventKind } from '../../../../shared/domain/device-event.ts'
import type { Told } from '../../../support/night.ts'
import { again, deeds, live, restless } from '../../../support/night-deeds.ts'

const CRITICAL: ReadonlySet<EventKind> = new Set(['fall', 'help-call', 'smoke', 'gas'])
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
      // What a person reports rings as well, whatever they are on.
      for (const { alarm } of night.reports)
        expect(alarm).toMatchObject({ ringing: true, priority: 'critical' })
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
      for (const { alarm, residentId } of night.reports) expect(alarm.residentId).toBe(residentId)
    }),
    { numRuns: 150 },
  )
})

test('what is stored of a night gives the same alarms again, and a restart anywhere changes nothing', () => {
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
  // What is due of two alarms in one look is in the order of the board.
  const factsOf = (told: readonly Told[]) => told.map(facts).sort()
  fc.assert(
    fc.property(fc.oneof(restless, deeds([undefined])), (script) => {
      const once = live(script, false)
      expect(factsOf(live(script, true).told)).toEqual(factsOf(once.told))
      const replay = again(once)
      expect(factsOf(replay.told)).toEqual(factsOf(once.told))
      expect(replay.stored()).toEqual(once.stored())
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
