/** By which numbers a rule over time goes, and when: its profiles. */
import { z } from 'zod'

/**
 * `day` and `night` by the resident's hours; `workday` and `holiday` (Sundays and public holidays) for what should have
 * happened by a time of the day; `always` where the hour makes no difference.
 */
export const RULE_PROFILES = ['always', 'day', 'night', 'workday', 'holiday'] as const
export type RuleProfile = (typeof RULE_PROFILES)[number]

/**
 * Numbers of one profile, all of them whole. Minutes of the day are since midnight in Norway; `lastsMinutes` how long
 * it must stand.
 */
export const RuleLimitsSchema = z.strictObject({
  lastsMinutes: z.int().exactOptional(),
  fromMinute: z.int().exactOptional(),
  byMinute: z.int().exactOptional(),
  lowestCelsius: z.int().exactOptional(),
  highestCelsius: z.int().exactOptional(),
})
export type RuleLimits = Readonly<z.infer<typeof RuleLimitsSchema>>

/** By which profile, and which numbers, a rule came due. */
export const WatchedSchema = z.strictObject({ profile: z.enum(RULE_PROFILES), limits: RuleLimitsSchema })
export type Watched = Readonly<z.infer<typeof WatchedSchema>>
