/** Residents: what screens ask of their room. Keys cross in one answer alone, and never by themselves. */
import { z } from 'zod'
import {
  AddResidentInput,
  AddResidentOutput,
  CardInput,
  CardOutput,
  ChangeResidentInput,
  EndAwayInput,
  KeysInput,
  KeysOutput,
  LeaveResidentInput,
  PaperOutput,
  RecordInput,
  RecordOutput,
  ResidentsOutput,
  ReturnResidentInput,
  SetAwayInput,
  SetKeysInput,
  SetPaperKeysInput,
} from '../../shared/api/residents.ts'
import type { Role } from '../../shared/domain/role.ts'
import type { Outcome } from '../people/outcome.ts'
import type { ResidentsRoom } from '../residents/residents-room.ts'
import { refuse } from './api-failure.ts'
import type { Procedures } from './procedures.ts'
import { ADMINISTRATORS, WHO_GOES_OUT, WHO_SEES_PEOPLE } from './rights.ts'

const NothingOutput = z.object({})

export function residentRouter(
  { router, procedureFor }: Procedures,
  room: ResidentsRoom,
  roleOf: (personId: string) => Role | undefined,
) {
  const responder = procedureFor(WHO_GOES_OUT)
  const keeper = procedureFor(WHO_SEES_PEOPLE)
  return router({
    list: responder
      .output(ResidentsOutput)
      .query(async () => ({ residents: [...(await room.views.list())] })),
    card: responder
      .input(CardInput.strict())
      .output(CardOutput)
      .query(async ({ input: { by, alarmId } }) => {
        const { card } = granted(await room.views.card(roleOf(by) ?? 'caregiver', by, alarmId))
        return { card }
      }),
    keys: responder
      .input(KeysInput)
      .output(KeysOutput)
      .mutation(
        async ({ input }) => granted(await room.views.keys(roleOf(input.by) ?? 'caregiver', input)).keys,
      ),
    setAway: responder
      .input(SetAwayInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, ...wish } }) => nothing(await room.absences.set(by, wish))),
    endAway: responder
      .input(EndAwayInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, residentId } }) => nothing(await room.absences.end(by, residentId))),
    record: keeper
      .input(RecordInput.strict())
      .output(RecordOutput)
      .query(async ({ input }) => granted(await room.views.record(input.by, input.residentId)).record),
    add: keeper
      .input(AddResidentInput.strict())
      .output(AddResidentOutput)
      .mutation(async ({ input }) => {
        const { residentId } = granted(await room.desk.add(input.by, input.details))
        return { residentId }
      }),
    change: keeper
      .input(ChangeResidentInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, residentId, seenRevision, details } }) =>
        nothing(await room.desk.change(by, residentId, seenRevision, details)),
      ),
    setKeys: keeper
      .input(SetKeysInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, residentId, ...keys } }) =>
        nothing(await room.desk.setKeys(by, residentId, keys)),
      ),
    leave: keeper
      .input(LeaveResidentInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, residentId, why } }) =>
        nothing(await room.desk.leave(by, residentId, why)),
      ),
    return: keeper
      .input(ReturnResidentInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, residentId } }) => nothing(await room.desk.return(by, residentId))),
    paper: keeper.output(PaperOutput).query(() => room.paper.state()),
    setPaperKeys: procedureFor(ADMINISTRATORS)
      .input(SetPaperKeysInput.strict())
      .output(PaperOutput)
      .mutation(({ input: { by, withKeys } }) => room.paper.setKeys(by, withKeys)),
  })
}

function nothing(outcome: Outcome<object>): Record<string, never> {
  granted(outcome)
  return {}
}

/** What was done, or the refusal as the error that a screen explains. @throws TRPCError */
function granted<T extends object>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome
  throw refuse(outcome.code, outcome.message, null, outcome.figure)
}
