/**
 * Which rules an occasion concerns: those of a test while one runs, none to raise while its device is suspended. What
 * came due has its rule with it, and is no test: it began before.
 */
import { EVENT_KINDS } from '../../../shared/domain/device-event.ts'
import type { Occasion } from '../placed-event.ts'
import { ruleEndedBy, ruleFor, ruleTakenBack, testRuleFor, type AlarmRule } from '../rules.ts'
import type { Verdict } from '../verdict.ts'

export function testAndMaintenance(verdict: Verdict): Verdict {
  const { event } = verdict
  if (event.due !== undefined) return ofDue(verdict, event.due)
  const ends = rulesEndedBy(event)
  if (ends.length > 0) {
    return { ...verdict, act: event.kind === 'restored' ? 'restore' : 'take-back', candidates: ends }
  }
  const { kind, value, standing } = event
  const rule = (standing === 'test' ? testRuleFor(kind, value) : undefined) ?? ruleFor(kind, value)
  if (rule === undefined) return verdict
  if (standing === 'suspended') return { ...verdict, reason: 'in-maintenance' }
  return { ...verdict, act: 'raise', candidates: [rule] }
}

function ofDue(verdict: Verdict, due: AlarmRule): Verdict {
  const { kind, standing } = verdict.event
  if (kind === 'restored') return { ...verdict, act: 'restore', candidates: [due] }
  if (standing !== 'suspended') return { ...verdict, act: 'raise', candidates: [due] }
  return { ...verdict, act: 'keep', rule: due, candidates: [due], reason: 'in-maintenance' }
}

/** The rules whose alarm this event may end: that of a test as well, and first while one runs. */
function rulesEndedBy({ kind, value, standing }: Occasion): readonly AlarmRule[] {
  const real = kind === 'restored' ? ruleEndedBy(value) : ruleTakenBack(kind, value)
  const ended = kind === 'restored' ? EVENT_KINDS.find((known) => known === value) : real?.kind
  const tested = ended === undefined ? undefined : testRuleFor(ended, true)
  const rules = standing === 'test' ? [tested, real] : [real, tested]
  return rules.filter((rule) => rule !== undefined)
}
