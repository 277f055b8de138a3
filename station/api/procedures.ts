/** The building blocks of every procedure: who calls, with what, may they (style 23). */
import { initTRPC } from '@trpc/server'
import { z } from 'zod'
import { IdSchema } from '../../shared/wire/ids.ts'
import type { BoardReader } from '../services.ts'
import { describeError, refuse } from './api-failure.ts'
import type { ApiContext, ApiErrorPolicy } from './context.ts'

export function createProcedures(reader: Pick<BoardReader, 'people'>, policy: ApiErrorPolicy) {
  const t = initTRPC.context<ApiContext>().create({
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

  const procedure = t.procedure.use(({ ctx, next }) => {
    if (!ctx.isLocalClient) throw refuse('not-allowed', 'the token is missing or wrong')
    return next()
  })

  /** The one place that says who a caller is; sessions replace the name tile here. */
  const personProcedure = procedure.input(z.object({ by: IdSchema })).use(async ({ input, next }) => {
    await requirePerson(reader, input.by)
    return next({ ctx: { actor: { kind: 'person', id: input.by } as const } })
  })

  /** For what changes devices and receivers. */
  const technicianProcedure = procedure.input(z.object({ by: IdSchema })).use(async ({ input, next }) => {
    const people = await reader.people()
    const role = people.find((person) => person.id === input.by)?.role
    if (role === undefined) throw refuse('unknown-person', `nobody here has the id ${input.by}`)
    if (role !== 'technician' && role !== 'administrator') {
      throw refuse('not-allowed', `${input.by} is neither technician nor administrator`)
    }
    return next()
  })

  return { router: t.router, procedure, personProcedure, technicianProcedure }
}

export type Procedures = ReturnType<typeof createProcedures>

/** Refuses an id that no person of this station has. */
export async function requirePerson(reader: Pick<BoardReader, 'people'>, id: string): Promise<void> {
  const people = await reader.people()
  if (!people.some((person) => person.id === id)) {
    throw refuse('unknown-person', `nobody here has the id ${id}`)
  }
}
