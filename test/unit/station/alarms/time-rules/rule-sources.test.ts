/** Which rules over time a home can feed, by what its devices have said. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EVENT_KINDS } from '../../../../../shared/domain/device-event.ts'
import { duesOf } from '../../../../../station/alarms/time-rules/due.ts'
import { NO_FACTS, withEvent } from '../../../../../station/alarms/time-rules/facts.ts'
import { USUAL_HOURS } from '../../../../../station/alarms/time-rules/hours.ts'
import { hasSource } from '../../../../../station/alarms/time-rules/rule-sources.ts'
import { TIME_RULES } from '../../../../../station/alarms/time-rules/rule-set.ts'

const NIGHT = Date.parse('2026-11-22T01:00:00Z')
const heard = fc.record({
  kind: fc.constantFrom(...EVENT_KINDS),
  placement: fc.constantFrom('bathroom', 'bedroom', 'hall', 'front-door', 'kitchen', null),
})

test('nothing feeds a home without devices, and what cannot be fed is never due however often it speaks', () => {
  for (const { id } of TIME_RULES) expect(hasSource(id, [])).toBe(false)
  fc.assert(
    fc.property(
      fc.array(heard, { maxLength: 6 }),
      fc.array(fc.boolean(), { maxLength: 6 }),
      (home, values) => {
        let facts = NO_FACTS
        for (const [index, { kind, placement }] of home.entries()) {
          const value = kind === 'temperature' ? 5 : (values[index] ?? false)
          const event = { id: `e-${String(index)}`, deviceId: `d-${String(index)}`, kind, value, placement }
          facts = withEvent(facts, { ...event, receivedAt: NIGHT + index }, () => false)
        }
        for (const rule of TIME_RULES) {
          if (rule.id === 'no-sign-of-life' || hasSource(rule.id, home)) continue
          expect(duesOf(rule, facts, USUAL_HOURS, NIGHT)).toEqual([])
        }
      },
    ),
  )
})

test.each([
  ['out-of-bed', { kind: 'bed', placement: 'bedroom' }, true],
  ['out-of-bed', { kind: 'presence', placement: 'bedroom' }, false],
  ['too-long-in-bathroom', { kind: 'presence', placement: 'bathroom' }, true],
  ['too-long-in-bathroom', { kind: 'presence', placement: 'bedroom' }, false],
  ['nobody-back', { kind: 'door', placement: 'kitchen' }, false],
  ['nobody-back', { kind: 'door', placement: null }, true],
  ['door-open-at-night', { kind: 'door', placement: 'kitchen' }, true],
  ['no-sign-of-life', { kind: 'motion', placement: 'kitchen' }, true],
  ['no-sign-of-life', { kind: 'battery', placement: 'kitchen' }, false],
  ['too-cold-or-hot', { kind: 'temperature', placement: null }, true],
  ['medicine-not-taken', { kind: 'medicine', placement: null }, true],
] as const)('%s of %o: %s', (ruleId, said, isFed) => {
  expect(hasSource(ruleId, [said])).toBe(isFed)
})
