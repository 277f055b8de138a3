/** Rules over time of one resident: what is switched on, when and by which numbers, and when it is night there. */
import { z } from 'zod'
import { RULE_PROFILES, RuleLimitsSchema } from '../domain/rule-profiles.ts'
import { IdSchema } from '../wire/ids.ts'

const Minute = z.int().min(0).max(1439)

export const HoursSchema = z.strictObject({ from: Minute, to: Minute })

export const ResidentHoursSchema = z.strictObject({ night: HoursSchema, holidayNight: HoursSchema })

/** One profile of a rule: whether the rule watches then, and by which numbers. */
export const ProfileChoiceSchema = z.strictObject({
  profile: z.enum(RULE_PROFILES),
  isWatched: z.boolean(),
  limits: RuleLimitsSchema,
})
export type ProfileChoice = Readonly<z.infer<typeof ProfileChoiceSchema>>

export const ResidentRulesInput = z.object({ residentId: IdSchema })

export const ResidentRulesOutput = z.object({
  hours: ResidentHoursSchema,
  rules: z.array(
    z.object({
      /** Its words stand in the locale files. */
      ruleId: z.string(),
      isOn: z.boolean(),
      /** False: no device here has ever said what it waits for. It may be switched on all the same. */
      hasSource: z.boolean(),
      /** As they are for this resident; the ready-made ones where nobody has chosen others. */
      profiles: z.array(ProfileChoiceSchema),
    }),
  ),
})
export type ResidentRules = z.infer<typeof ResidentRulesOutput>

/** `profiles`: those that differ from the ready-made ones; numbers that are left out are the ready-made ones. */
export const SwitchRuleInput = z.object({
  by: IdSchema,
  residentId: IdSchema,
  ruleId: z.string().max(64),
  isOn: z.boolean(),
  profiles: z.array(ProfileChoiceSchema).max(RULE_PROFILES.length),
})

export const SetHoursInput = z.object({ by: IdSchema, residentId: IdSchema, hours: ResidentHoursSchema })
