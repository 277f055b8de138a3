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
  ShelfLimitOutput,
  ShelveInput,
  StepOutput,
  UnshelveInput,
} from '../../shared/api/alarm-calls.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import type { Sight } from '../people/sight-log.ts'
import type { AlarmDesk, BoardReader, DeskInput, DeskResult, TogetherInput } from '../services.ts'
import { refuse } from './api-failure.ts'
import { requirePerson, type Procedures } from './procedures.ts'
import { ANY_ROLE, readsOfResidents } from './rights.ts'

export interface AlarmProcedureDeps {
  readonly desk: AlarmDesk
  readonly reader: BoardReader
  readonly noteSight: (sight: Sight) => Promise<void>
}

export function alarmRouter(procedures: Procedures, deps: AlarmProcedureDeps) {
  const { router, procedureFor, personProcedure } = procedures

  function take(alarmId: string, input: DeskInput): Promise<z.infer<typeof StepOutput>> {
    return answer(alarmId, input.type, deps.desk.take(alarmId, input))
  }

  async function answer(
    alarmId: string,
    step: string,
    taken: Promise<DeskResult>,
  ): Promise<z.infer<typeof StepOutput>> {
    const result = await taken
    if (!result.ok) throw refuse(result.code, `${step} of ${alarmId} was refused`, result.ownerId)
    const [card] = await deps.reader.cards([alarmId])
    if (card === undefined) throw new Error(`alarm ${alarmId} has no card after its step`)
    return { alarm: card }
  }

  /** One key answers the whole incident as it stood on the card. */
  function together(
    { alarmId, alongside = [] }: z.infer<typeof ReleaseInput>,
    input: TogetherInput,
  ): Promise<z.infer<typeof StepOutput>> {
    return answer(alarmId, input.type, deps.desk.takeTogether(alarmId, input, alongside))
  }

  return router({
    acknowledge: personProcedure
      .input(AcknowledgeInput.strict())
      .output(StepOutput)
      .mutation(({ input, ctx: { actor } }) =>
        together(input, { type: 'acknowledged', actor, seenRevision: input.seenRevision }),
      ),
    release: personProcedure
      .input(ReleaseInput.strict())
      .output(StepOutput)
      .mutation(({ input, ctx: { actor } }) => together(input, { type: 'released', actor })),
    onTheWay: personProcedure
      .input(OnTheWayInput.strict())
      .output(StepOutput)
      .mutation(({ input, ctx: { actor } }) =>
        together(input, { type: 'on-the-way', actor, seenRevision: input.seenRevision }),
      ),
    onSite: personProcedure
      .input(OnSiteInput.strict())
      .output(StepOutput)
      .mutation(({ input, ctx: { actor } }) =>
        together(input, { type: 'on-site', actor, seenRevision: input.seenRevision }),
      ),
    resolve: personProcedure
      .input(ResolveInput.strict())
      .output(StepOutput)
      .mutation(({ input, ctx: { actor } }) => {
        const { seenRevision, outcome } = input
        return together(input, { type: 'resolved', actor, seenRevision, outcome })
      }),
    note: personProcedure
      .input(NoteInput.strict())
      .output(StepOutput)
      .mutation(({ input: { alarmId, words }, ctx: { actor } }) =>
        take(alarmId, { type: 'note', actor, words }),
      ),
    handOver: personProcedure
      .input(HandOverInput.strict())
      .output(StepOutput)
      .mutation(async ({ input, ctx: { actor } }) => {
        await requirePerson(deps.reader, input.to)
        const { to, seenRevision } = input
        return together(input, { type: 'handed-over', actor, to, seenRevision })
      }),
    reopen: personProcedure
      .input(ReopenInput.strict())
      .output(StepOutput)
      .mutation(({ input: { alarmId, by: id, alongside = [] }, ctx: { role } }) => {
        const by = { id, readsOfResidents: readsOfResidents(role) }
        return answer(alarmId, 'reopening', deps.desk.reopen(alarmId, by, alongside))
      }),
    shelve: personProcedure
      .input(ShelveInput.strict())
      .output(StepOutput)
      .mutation(({ input: { alarmId, seenRevision, until, why, words }, ctx: { actor } }) =>
        answer(
          alarmId,
          'shelving',
          deps.desk.shelve(alarmId, { type: 'shelved', actor, seenRevision, until, why, words }),
        ),
      ),
    unshelve: personProcedure
      .input(UnshelveInput.strict())
      .output(StepOutput)
      .mutation(({ input: { alarmId }, ctx: { actor } }) =>
        answer(alarmId, 'unshelving', deps.desk.unshelve(alarmId, actor)),
      ),
    shelfLimit: procedureFor(ANY_ROLE)
      .output(ShelfLimitOutput)
      .query(() => ({ latest: deps.desk.latestShelfEnd() })),
    chain: procedureFor(ANY_ROLE)
      .input(ChainInput.strict())
      .output(ChainOutput)
      .query(async ({ input: { alarmId }, ctx: { personId, role } }) => {
        const chain = await deps.reader.chain(alarmId)
        if (chain === undefined) throw refuse('unknown-alarm', `there is no alarm ${alarmId}`)
        if (chain.alarm.category !== 'care') return chain
        // What stands on the board is for whoever answers it; what is over is a piece of somebody's life.
        const isOver = !isOpen(chain.alarm)
        if (!readsOfResidents(role)) {
          if (isOver) throw refuse('not-allowed', 'what is over is for those who care for the resident')
          return { ...chain, steps: chain.steps.map((step) => ({ ...step, words: null })) }
        }
        if (isOver && personId !== null) {
          await deps.noteSight({ by: personId, action: 'alarm.past-seen', subject: alarmId, openedAt: null })
        }
        return chain
      }),
  })
}
