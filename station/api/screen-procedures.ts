/** The screens of the house: who is connected, and what each is called. */
import { z } from 'zod'
import { NameScreenInput, ScreensOutput } from '../../shared/api/screens.ts'
import type { ScreenBook } from '../people/screen-book.ts'
import { refuse } from './api-failure.ts'
import type { Procedures } from './procedures.ts'
import { TECHNICIANS } from './rights.ts'

export function screenRouter({ router, procedureFor }: Procedures, screens: ScreenBook) {
  const procedure = procedureFor(TECHNICIANS)
  return router({
    list: procedure
      .output(ScreensOutput)
      .query(({ ctx: { connection } }) => ({ screens: [...screens.list(connection.screen?.id ?? null)] })),
    name: procedure
      .input(NameScreenInput.strict())
      .output(z.object({}))
      .mutation(async ({ input: { by, screenId, name } }) => {
        const outcome = await screens.name(by, screenId, name)
        if (!outcome.ok) throw refuse(outcome.code, outcome.message)
        return {}
      }),
  })
}
