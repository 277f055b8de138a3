import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Alarm, Cause } from '../../../../../shared/domain/alarm.ts'
import { isMoreUrgent } from '../../../../../shared/domain/priority.ts'
import { CONFIRMING, INCIDENT_MS } from '../../../../../station/alarms/stages/correlate.ts'
import { TIME_RULES, type TimeRuleId } from '../../../../../station/alarms/time-rules/rule-set.ts'
import { Night } from '../../../../support/night.ts'

const leak = { id: 'leak-204', residentId: 'ingrid', placement: 'bathroom' }
const at0340 = (): Night => new Night('2026-11-21T03:40:00+01:00')
const urgencies = (night: Night): string[] =>
  night.open().map(({ cause, priority }) => `${cause} ${priority}`)

/** A home's rule, or water in its bathroom. */
type Found = TimeRuleId | 'leak'

function finds(night: Night, found: Found): void {
  if (found === 'leak') night.says(leak, 'water')
  else night.comesDue(found, 'ingrid')
}

describe('confirming causes', () => {
  test('out of bed, and no sign of life: critical together, one incident, and the second rings for both', () => {
    const night = at0340()
    night.comesDue('out-of-bed', 'ingrid')
    night.pass(60)
    night.comesDue('no-sign-of-life', 'ingrid')
    expect(urgencies(night)).toEqual(['bed critical', 'inactivity critical'])
    const [bed, still] = night.open()
    expect(still?.incidentId).toBe(bed?.incidentId)
    expect(night.told.map(({ action }) => action.reason)).toEqual(['rule-matched', 'confirmed', 'confirmed'])
  })

  test('the cold, or a medicine that was not taken, between the two hides nothing', () => {
    for (const between of ['too-cold-or-hot', 'medicine-not-taken'] as const) {
      const night = at0340()
      night.comesDue('out-of-bed', 'ingrid')
      night.comesDue(between, 'ingrid')
      night.comesDue('no-sign-of-life', 'ingrid')
      expect(night.open().map(({ priority }) => priority)).toEqual(['critical', 'medium', 'critical'])
      expect(new Set(night.open().map(({ incidentId }) => incidentId)).size).toBe(1)
    }
  })

  test('water, lying still, then too long in the bathroom: it confirms both', () => {
    const night = at0340()
    night.says(leak, 'water')
    night.comesDue('no-sign-of-life', 'ingrid')
    expect(urgencies(night)).toEqual(['water high', 'inactivity high'])
    night.comesDue('too-long-in-bathroom', 'ingrid')
    expect(urgencies(night)).toEqual(['water critical', 'inactivity critical', 'bathroom critical'])
  })

  test('nobody confirms a neighbour, and nothing is confirmed by what is six minutes old', () => {
    const night = at0340()
    night.comesDue('out-of-bed', 'ingrid')
    night.comesDue('no-sign-of-life', 'olav')
    night.pass(INCIDENT_MS / 1000 + 60)
    night.comesDue('no-sign-of-life', 'ingrid')
    expect(urgencies(night)).toEqual(['bed high', 'inactivity high', 'inactivity high'])
  })

  test('whatever the order within five minutes: each is as urgent as the pairs that it is part of', () => {
    const found = fc.uniqueArray(
      fc.constantFrom<Found>('leak', ...TIME_RULES.map(({ id }) => id)),
      // Two rules of one cause and device are one alarm.
      { selector: (one) => TIME_RULES.find(({ id }) => id === one)?.cause ?? 'water' },
    )
    fc.assert(
      fc.property(found, fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 10 }), (order, pauses) => {
        const night = at0340()
        for (const [at, one] of order.entries()) {
          finds(night, one)
          night.pass(pauses[at] ?? 0)
        }
        const causes = night.open().map(({ cause }) => cause)
        expect(causes).toHaveLength(order.length)
        for (const alarm of night.open()) expect(alarm.priority).toBe(togetherWith(causes, alarm))
      }),
    )
  })
})

function togetherWith(open: readonly Cause[], { cause }: Alarm): string {
  const alone = TIME_RULES.find((rule) => rule.cause === cause)?.priority ?? 'high'
  return CONFIRMING.filter(
    ({ causes: [one, other] }) =>
      (one === cause && open.includes(other)) || (other === cause && open.includes(one)),
  ).reduce((most, { priority }) => (isMoreUrgent(priority, most) ? priority : most), alone)
}
