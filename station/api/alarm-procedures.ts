/** What people do to one alarm: checked input, one transaction at the desk, the card as it then is. */
import type { z } from 'zod'
import {
  AcknowledgeInput,
  ChainInput,
  ChainOutput,
  HandOverInput,
  NoteInput,
  OnSiteInput,
  OnTheWayInput,
  ReleaseInput,
  ReopenInput,
  ResolveInput,
  StepOutput,
} from '../../shared/api/alarm-calls.ts'
import type { AlarmDesk, BoardReader, DeskInput } from '../services.ts'
import { refuse } from './api-failure.ts'
import { requirePerson, type Procedures } from './procedures.ts'
import { ANY_ROLE } from './rights.ts'

export interface AlarmProcedureDeps {
  readonly desk: AlarmDesk
  readonly reader: BoardReader
}

export function alarmRouter(procedures: Procedures, deps: AlarmProcedureDeps) {
  const { router, procedureFor, personProcedure } = procedures

  async function take(alarmId: string, input: DeskInput): Promise<z.infer<typeof StepOutput>> {
    const result = await deps.desk.take(alarmId, input)
    if (!result.ok) throw refuse(result.code, `${input.type} of ${alarmId} was refused`, result.ownerId)
    const [card] = await deps.reader.cards([alarmId])
    if (card === undefined) throw new Error(`alarm ${alarmId} has no card after its step`)
    return { alarm: card }
  }

  return router({
    acknowledge: personProcedure
      .input(AcknowledgeInput.strict())
      .output(StepOutput)
      .mutation(({ input: { alarmId, seenRevision }, ctx: { actor } }) =>
        take(alarmId, { type: 'acknowledged', actor, seenRevision }),
      ),
    release: personProcedure
      .input(ReleaseInput.strict())
      .output(StepOutput)
      .mutation(({ input, ctx: { actor } }) => take(input.alarmId, { type: 'released', actor })),
    onTheWay: personProcedure
      .input(OnTheWayInput.strict())
      .output(StepOutput)
      .mutation(({ input: { alarmId, seenRevision }, ctx: { actor } }) =>
        take(alarmId, { type: 'on-the-way', actor, seenRevision }),
      ),
    onSite: personProcedure
      .input(OnSiteInput.strict())
      .output(StepOutput)
      .mutation(({ input: { alarmId, seenRevision }, ctx: { actor } }) =>
        take(alarmId, { type: 'on-site', actor, seenRevision }),
      ),
    resolve: personProcedure
      .input(ResolveInput.strict())
      .output(StepOutput)
      .mutation(({ input: { alarmId, seenRevision, outcome }, ctx: { actor } }) =>
        take(alarmId, { type: 'resolved', actor, seenRevision, outcome }),
      ),
    note: personProcedure
      .input(NoteInput.strict())
      .output(StepOutput)
      .mutation(({ input: { alarmId, words }, ctx: { actor } }) =>
        take(alarmId, { type: 'note', actor, words }),
      ),
    handOver: personProcedure
      .input(HandOverInput.strict())
      .output(StepOutput)
      .mutation(async ({ input: { alarmId, to }, ctx: { actor } }) => {
        await requirePerson(deps.reader, to)
        return take(alarmId, { type: 'handed-over', actor, to })
      }),
    reopen: personProcedure
      .input(ReopenInput.strict())
      .output(StepOutput)
      .mutation(({ input, ctx: { actor } }) => take(input.alarmId, { type: 'reopened', actor })),
    chain: procedureFor(ANY_ROLE)
      .input(ChainInput.strict())
      .output(ChainOutput)
      .query(async ({ input }) => {
        const chain = await deps.reader.chain(input.alarmId)
        if (chain === undefined) throw refuse('unknown-alarm', `there is no alarm ${input.alarmId}`)
        return chain
      }),
  })
}
