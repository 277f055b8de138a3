/** Rules over time of a resident: what is on, and switching it. Every change has its audit entry. */
import {
  ResidentRulesInput,
  ResidentRulesOutput,
  SetHoursInput,
  SwitchRuleInput,
} from '../../shared/api/rules.ts'
import type { ResidentRules } from '../../shared/api/rules.ts'
import type { RuleDesk, RuleResult } from '../alarms/time-rules/rule-desk.ts'
import { refuse } from './api-failure.ts'
import type { Procedures } from './procedures.ts'
import { WHO_SEES_PEOPLE } from './rights.ts'

export function ruleRouter({ router, procedureFor }: Procedures, desk: RuleDesk) {
  const procedure = procedureFor(WHO_SEES_PEOPLE)
  return router({
    of: procedure
      .input(ResidentRulesInput.strict())
      .output(ResidentRulesOutput)
      .query(async ({ input }) => answer(await desk.of(input.residentId))),
    switch: procedure
      .input(SwitchRuleInput.strict())
      .output(ResidentRulesOutput)
      .mutation(async ({ input: { by, ...change } }) => answer(await desk.switch(by, change))),
    setHours: procedure
      .input(SetHoursInput.strict())
      .output(ResidentRulesOutput)
      .mutation(async ({ input: { by, residentId, hours } }) =>
        answer(await desk.setHours(by, residentId, hours)),
      ),
  })
}

function answer(result: RuleResult): ResidentRules {
  if (result.ok) return result.rules
  switch (result.code) {
    case 'unknown-resident':
      throw refuse('unknown-resident', 'this resident is not here')
    case 'contradicts-itself':
    case 'out-of-range':
    case 'watches-never':
    case 'longer-than-hours':
    case 'hours-contradict':
      throw refuse(`rule-${result.code}`, 'these numbers are no rule')
    case 'unknown-rule':
    case 'no-such-limit':
      throw refuse('bad-input', result.code)
  }
}
