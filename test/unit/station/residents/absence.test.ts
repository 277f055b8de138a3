import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALWAYS_RINGS, CAUSES } from '../../../../shared/domain/alarm.ts'
import { SILENT_WHEN_AWAY, type Absence } from '../../../../shared/domain/absence.ts'
import { EVENT_KINDS } from '../../../../shared/domain/device-event.ts'
import { away } from '../../../../station/alarms/stages/away.ts'
import { unjudged, type World } from '../../../../station/alarms/verdict.ts'
import { isBackBy, isOver, LEAVING_MS } from '../../../../station/residents/absence.ts'

const ABSENCE: Absence = {
  absenceId: 'x',
  residentId: 'r-204',
  reason: 'hospital',
  from: 1_000_000_000,
  until: 2_000_000_000,
  silences: SILENT_WHEN_AWAY,
  by: 'kari',
}

describe('somebody who is away', () => {
  it('is back by a movement after the leaving, never by a level that goes off', () => {
    const at = (after: number, value: boolean) =>
      isBackBy(ABSENCE, { kind: 'presence', value, receivedAt: ABSENCE.from + after })
    expect(at(LEAVING_MS - 1, true)).toBe(false)
    expect(at(LEAVING_MS, true)).toBe(true)
    expect(at(LEAVING_MS, false)).toBe(false)
    expect(at(-1, true)).toBe(true)
  })

  it('is not back by what a device says of itself', () => {
    const own = ['battery', 'heartbeat', 'silent', 'fault', 'tamper', 'temperature'] as const
    for (const kind of own) {
      expect(isBackBy(ABSENCE, { kind, value: true, receivedAt: ABSENCE.from + LEAVING_MS })).toBe(false)
    }
    expect(isOver(ABSENCE, ABSENCE.until - 1)).toBe(false)
    expect(isOver(ABSENCE, ABSENCE.until)).toBe(true)
  })

  it('silences nothing that must always ring, whatever is silenced', () => {
    const world: World = {
      openFor: () => undefined,
      openOfResident: () => [],
      activityOf: () => undefined,
      silencedFor: () => SILENT_WHEN_AWAY,
      isFlood: false,
    }
    fc.assert(
      fc.property(fc.constantFrom(...CAUSES), fc.constantFrom(...EVENT_KINDS), (cause, kind) => {
        const rule = {
          id: cause,
          kind,
          cause,
          category: 'care',
          priority: 'high',
          endsWithCondition: false,
        } as const
        const event = {
          id: 'e',
          deviceId: 'd',
          residentId: 'r-204',
          kind,
          value: true,
          occurredAt: 0,
          receivedAt: 0,
          raw: null,
          placement: null,
        }
        const { act } = away({ ...unjudged(event), act: 'raise', rule }, world)
        const isSilent = (SILENT_WHEN_AWAY as readonly string[]).includes(cause)
        expect(act).toBe(isSilent ? 'keep' : 'raise')
        if (ALWAYS_RINGS.has(cause)) expect(act).toBe('raise')
      }),
    )
  })
})
