/** Who sits at the operator page: sign-in by municipality, name tile and PIN. */
import { z } from 'zod'
import { OPERATOR_ROLES } from '../../domain/operator-role.ts'
import { IdSchema, InstantTextSchema } from '../../wire/ids.ts'

const CentrePinSchema = z.string().regex(/^[0-9]{6}$/, '6 digits')

/**
 * Every call of a page that changes something carries this header with the value `1`: another site's page cannot
 * set it, so that it cannot use the cookie.
 */
export const PAGE_HEADER = 'x-tryggvakt'

/** Minutes without a touch after which a session is locked; hours after which it ends, whatever happens. */
export const SESSION_LIMITS = { idleMinutes: 30, hours: 12 } as const

/** `GET /v1/municipalities`: what stands above the name tiles. */
export const MunicipalitiesSchema = z.object({
  municipalities: z.array(z.object({ id: IdSchema, name: z.string() })),
})
export type Municipalities = z.infer<typeof MunicipalitiesSchema>

/** `GET /v1/operators?municipality=…`: the name tiles, by name. */
export const OperatorsQuerySchema = z.object({ municipality: IdSchema })
export const OperatorsSchema = z.object({
  operators: z.array(
    z.object({
      id: IdSchema,
      name: z.string(),
      /** Seconds until the PIN is looked at again; null: not locked. */
      lockedSeconds: z.int().positive().nullable(),
    }),
  ),
})
export type Operators = z.infer<typeof OperatorsSchema>

/** `POST /v1/session`. Sets a cookie that no script can read. */
export const SignInSchema = z.object({ municipality: IdSchema, operator: IdSchema, pin: CentrePinSchema })

/** `GET /v1/session`; 401 `sign-in-required` where nobody has signed in. */
export const CentreSessionSchema = z.object({
  municipality: z.object({ id: IdSchema, name: z.string() }),
  operator: z.object({ id: IdSchema, name: z.string(), role: z.enum(OPERATOR_ROLES) }),
  startedAt: InstantTextSchema,
  /** When it is locked if nobody does anything until then; `POST /v1/session/touch` says that somebody did. */
  idleEndsAt: InstantTextSchema,
  /** When it ends whatever happens. */
  endsAt: InstantTextSchema,
  /** Signed in with a first-use code: everything but `/v1/session` is refused until it is changed. */
  mustChangePin: z.boolean(),
  /**
   * Nobody did anything for too long: alarms are still given and streamed, everything else is refused until somebody
   * signs in again (`POST /v1/session`).
   */
  isLocked: z.boolean(),
})
export type CentreSession = z.infer<typeof CentreSessionSchema>

/** `POST /v1/session/pin`. */
export const CentrePinChangeSchema = z.object({ old: CentrePinSchema, new: CentrePinSchema })

/** `GET /v1/sessions`, for administrators: who is signed in, the newest first. */
export const CentreSessionsSchema = z.object({
  sessions: z.array(
    z.object({
      id: IdSchema,
      operator: IdSchema,
      name: z.string(),
      startedAt: InstantTextSchema,
      seenAt: InstantTextSchema,
      /** The one that asks. */
      isOwn: z.boolean(),
    }),
  ),
})
