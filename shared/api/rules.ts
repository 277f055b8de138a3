/** Rules over time of one resident: what is switched on, by which numbers, and when it is night there. */
import { z } from 'zod'
import { IdSchema } from '../wire/ids.ts'

const Minute = z.int().min(0).max(1439)

export const RuleLimitsSchema = z.strictObject({
  lastsMinutes: z.int().exactOptional(),
  fromMinute: z.int().exactOptional(),
  byMinute: z.int().exactOptional(),
  lowestCelsius: z.int().exactOptional(),
  highestCelsius: z.int().exactOptional(),
})

export const HoursSchema = z.strictObject({ from: Minute, to: Minute })

export const ResidentHoursSchema = z.strictObject({ night: HoursSchema, holidayNight: HoursSchema })

export const ResidentRulesInput = z.object({ residentId: IdSchema })

export const ResidentRulesOutput = z.object({
  hours: ResidentHoursSchema,
  rules: z.array(
    z.object({
      /** Its words stand in the locale files. */
      ruleId: z.string(),
      isOn: z.boolean(),
      /** As it is for this resident; the ready-made numbers where nobody has chosen others. */
      limits: RuleLimitsSchema,
      watches: z.enum(['at-night', 'always']),
    }),
  ),
})
export type ResidentRules = z.infer<typeof ResidentRulesOutput>

/** `limits`: numbers that differ from the ready-made ones. */
export const SwitchRuleInput = z.object({
  by: IdSchema,
  residentId: IdSchema,
  ruleId: z.string().max(64),
  isOn: z.boolean(),
  limits: RuleLimitsSchema,
})

export const SetHoursInput = z.object({ by: IdSchema, residentId: IdSchema, hours: ResidentHoursSchema })
