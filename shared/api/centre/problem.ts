/** A refusal of the care centre: a code that the page can explain, and whether trying again can help. */
import { z } from 'zod'
import { IdSchema, InstantTextSchema } from '../../wire/ids.ts'

export const CENTRE_PROBLEM_CODES = [
  'bad-body',
  'bad-input',
  'not-allowed',
  'sign-in-required',
  'wrong-pin',
  'locked-out',
  'pin-change-required',
  'pin-too-simple',
  'pin-unchanged',
  'not-from-this-page',
  'unknown-station',
  'unknown-alarm',
  'unknown-municipality',
  'unknown-path',
  'ambiguous-alarm',
  'already-taken',
  'not-taken',
  'not-in-this-state',
  'outcome-required',
  'too-large',
  'overloaded',
  'cannot-store',
  'internal',
] as const
export type CentreProblemCode = (typeof CENTRE_PROBLEM_CODES)[number]

export const ProblemSchema = z.object({
  code: z.enum(CENTRE_PROBLEM_CODES),
  /** For logs and developers; screens translate the code. */
  message: z.string(),
  /** True when the same call may succeed later without anyone changing anything. */
  retry: z.boolean(),
  /** Tries left of `wrong-pin`, seconds to wait of `locked-out`. */
  figure: z.int().nonnegative().exactOptional(),
  /** Who was faster, of `already-taken`. */
  takenBy: z.object({ id: IdSchema, name: z.string() }).exactOptional(),
  takenAt: InstantTextSchema.exactOptional(),
})
export type CentreProblem = z.infer<typeof ProblemSchema>
