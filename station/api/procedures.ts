/** The building blocks of every procedure: who calls, with what, may they (style 23). */
import { initTRPC } from '@trpc/server'
import { z } from 'zod'
import { API_VERSION } from '../../shared/api/version.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import { NOTED_REFUSALS, type RefusedCall } from '../people/refusal-log.ts'
import type { Roster } from '../people/roster.ts'
import type { Session } from '../people/client-connection.ts'
import type { BoardReader } from '../services.ts'
import { describeError, refuse } from './api-failure.ts'
import type { ApiContext, ApiErrorPolicy } from './context.ts'
import { ANY_ROLE, decideRight, TECHNICIANS, type Caller, type Right } from './rights.ts'

/** What the procedures ask of the people's room. */
export interface RightsSource {
  readonly roster: Roster
  readonly refusals: { note(call: RefusedCall): void }
  /** Somebody did something: their screen is not locked yet. */
  readonly signIn: { touch(session: Session): void }
}

/** Every procedure carries the list of those who may call it. */
export interface ProcedureMeta {
  readonly may: readonly Caller[]
}

const ByInput = z.object({ by: IdSchema })

export function createProcedures(people: RightsSource, policy: ApiErrorPolicy) {
  const t = initTRPC
    .context<ApiContext>()
    .meta<ProcedureMeta>()
    .create({
      isDev: false,
      errorFormatter: ({ shape, error, path }) => {
        const tryggvakt = describeError(error, policy.isStorageFailure)
        if (tryggvakt.code === 'internal' || tryggvakt.code === 'cannot-store') {
          policy.log.error(
            { path: path ?? null, code: tryggvakt.code, cause: (error.cause ?? error).name },
            'an API call failed',
          )
        }
        const { code, httpStatus } = shape.data
        return { ...shape, message: tryggvakt.message, data: { code, httpStatus, tryggvakt } }
      },
    })

  const rightOf = (
    { connection }: ApiContext,
    may: readonly Caller[],
    by: string | undefined,
    changes: boolean,
  ) =>
    decideRight(may, {
      signedIn: connection.session === null ? undefined : people.roster.person(connection.session.personId),
      by,
      byPerson: by === undefined ? undefined : people.roster.person(by),
      isGuarded: people.roster.isGuarded,
      changes,
    })

  /** The beginning of every procedure; there is none without a list. */
  const procedureFor = (may: readonly Caller[]) =>
    t.procedure
      .meta({ may })
      .use(({ ctx, next }) => {
        if (!ctx.isLocalClient) throw refuse('not-allowed', 'the token is missing or wrong')
        return next()
      })
      .use(({ ctx, path, next }) => {
        if (ctx.otherVersion === undefined) return next()
        const { address } = ctx.connection
        people.refusals.note({ path, code: 'other-version', personId: null, address })
        throw refuse('other-version', `this station speaks version ${String(API_VERSION)}`, null, API_VERSION)
      })
      .use(async ({ ctx, type, path, getRawInput, next }) => {
        const changes = type === 'mutation'
        const by = byOf(await getRawInput())
        const decide = (): Right => rightOf(ctx, may, by, changes)
        const right = decide()
        if (!right.ok) {
          const { address } = ctx.connection
          people.refusals.note({ path, code: right.code, personId: right.personId, address })
          throw refuse(right.code, right.message)
        }
        if (changes && ctx.connection.session !== null) people.signIn.touch(ctx.connection.session)
        const onRightLost = (lost: () => void): (() => void) =>
          ctx.connection.onChanged(() => {
            if (!decide().ok) lost()
          })
        const { personId } = right
        const role = personId === null ? undefined : people.roster.person(personId)?.role
        const result = await next({ ctx: { personId, role, onRightLost } })
        const code = result.ok ? undefined : describeError(result.error, policy.isStorageFailure).code
        if (changes && code !== undefined && NOTED_REFUSALS.has(code)) {
          people.refusals.note({ path, code, personId: right.personId, address: ctx.connection.address })
        }
        return result
      })

  /** A step at an alarm, in the name of whoever stands here. */
  const personProcedure = procedureFor(ANY_ROLE)
    .input(ByInput)
    .use(({ input, next }) => next({ ctx: { actor: { kind: 'person', id: input.by } as const } }))

  /** For what changes devices and receivers. */
  const technicianProcedure = procedureFor(TECHNICIANS).input(ByInput)

  return { router: t.router, procedureFor, personProcedure, technicianProcedure }
}

export type Procedures = ReturnType<typeof createProcedures>

/** A subscription that ends when its client may no longer see it. */
export async function* whileAllowed<Message>(
  { onRightLost }: { readonly onRightLost: (lost: () => void) => () => void },
  signal: AbortSignal | undefined,
  messages: (signal: AbortSignal) => AsyncGenerator<Message, void, void>,
): AsyncGenerator<Message, void, void> {
  const lost = new AbortController()
  const forget = onRightLost(() => {
    lost.abort()
  })
  try {
    yield* messages(signal === undefined ? lost.signal : AbortSignal.any([signal, lost.signal]))
  } finally {
    forget()
  }
}

/** Refuses an id that no person of this station has. */
export async function requirePerson(reader: Pick<BoardReader, 'people'>, id: string): Promise<void> {
  const people = await reader.people()
  if (!people.some((person) => person.id === id)) {
    throw refuse('unknown-person', `nobody here has the id ${id}`)
  }
}

/** Before the input is checked: what is not in the form of an id is nobody's. */
function byOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('by' in input)) return undefined
  const by = IdSchema.safeParse(input.by)
  return by.success ? by.data : undefined
}
