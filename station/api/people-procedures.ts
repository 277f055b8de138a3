/** Sign-in, shifts and people: what screens ask of the people's room. */
import { on } from 'node:events'
import { z } from 'zod'
import {
  AddPersonInput,
  ChangePersonInput,
  ChangePinInput,
  EndShiftInput,
  FirstUseCodeOutput,
  LeaveInput,
  MakeAdministratorInput,
  NumbersInput,
  NumbersOutput,
  PeopleOutput,
  ReceiverNumberInput,
  ReceiverNumberOutput,
  ReceiversInput,
  ReceiversOutput,
  ResetPinInput,
  ReturnInput,
  SessionStateSchema,
  SetLockAfterInput,
  ShiftsOutput,
  SignInInput,
  SignInOutput,
  SignOutInput,
  StartShiftInput,
  type SessionState,
} from '../../shared/api/people.ts'
import type { Outcome } from '../people/outcome.ts'
import type { PeopleRoom } from '../people/people-room.ts'
import type { Sight } from '../people/sight-log.ts'
import { refuse } from './api-failure.ts'
import type { Procedures } from './procedures.ts'
import {
  ADMINISTRATORS,
  ANY_ROLE,
  EVERYBODY,
  readsOfResidents,
  WHO_GOES_OUT,
  WHO_SEES_PEOPLE,
} from './rights.ts'

const NothingOutput = z.object({})

export function sessionRouter({ router, procedureFor }: Procedures, room: PeopleRoom) {
  const { signIn } = room.parts
  const everybody = procedureFor(EVERYBODY)
  return router({
    /** Who has signed in on this connection, now and at every change. */
    changes: everybody.subscription(async function* ({
      ctx,
      signal = new AbortController().signal,
    }): AsyncGenerator<SessionState, void, void> {
      const bell = new EventTarget()
      const forget = ctx.connection.onChanged(() => bell.dispatchEvent(new Event('changed')))
      try {
        const rings = on(bell, 'changed', { signal })
        do yield SessionStateSchema.parse(room.stateOf(ctx.connection))
        while (!(await rings.next()).done)
      } catch (error) {
        if (!signal.aborted) throw error
      } finally {
        forget()
      }
    }),
    signIn: everybody
      .input(SignInInput.strict())
      .output(SignInOutput)
      .mutation(async ({ input, ctx }) => granted(await signIn.signIn(ctx.connection, input))),
    signOut: everybody
      .input(SignOutInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input, ctx }) => {
        await signIn.signOut(ctx.connection, input.reason)
        return {}
      }),
    /** A key, a touch, a movement: sent at most now and then, so that the screen is not locked. */
    stay: everybody.output(NothingOutput).mutation(() => ({})),
    changePin: procedureFor(ANY_ROLE)
      .input(ChangePinInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input, ctx }) =>
        nothing(await signIn.changePin(ctx.connection, input.pin, input.newPin)),
      ),
    makeAdministrator: everybody
      .input(MakeAdministratorInput.strict())
      .output(SignInOutput)
      .mutation(async ({ input, ctx }) =>
        granted(await room.parts.people.makeAdministrator(ctx.connection, input.name, input.pin)),
      ),
  })
}

export function shiftRouter(
  { router, procedureFor }: Procedures,
  { parts: { shifts } }: PeopleRoom,
  noteSight: (sight: Sight) => Promise<void>,
) {
  const anyRole = procedureFor(ANY_ROLE)
  return router({
    /** Who is on is for everybody; what was written about residents for those who may have to go to them. */
    state: anyRole.output(ShiftsOutput).query(async ({ ctx: { personId, role } }) => {
      const { onDuty, before } = await shifts.read()
      if (!readsOfResidents(role)) {
        return { onDuty: [...onDuty], before: before.map((shift) => ({ ...shift, remarks: null })) }
      }
      const written = before.find(({ remarks }) => remarks !== null)
      if (personId !== null && written !== undefined) {
        const action = 'shift.remarks-seen'
        await noteSight({ by: personId, action, subject: written.shiftId, openedAt: null })
      }
      return { onDuty: [...onDuty], before: [...before] }
    }),
    start: anyRole
      .input(StartShiftInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) => nothing(await shifts.start(input.by, input.soundCheck))),
    end: anyRole
      .input(EndShiftInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) => nothing(await shifts.end(input.by))),
  })
}

export function peopleRouter(
  { router, procedureFor }: Procedures,
  { parts: { people, numbers, receivers } }: PeopleRoom,
) {
  const administrator = procedureFor(ADMINISTRATORS)
  return router({
    list: procedureFor(WHO_SEES_PEOPLE)
      .output(PeopleOutput)
      .query(() => people.list()),
    /** Nobody sees a colleague's number without an alarm; what the list of people shows is the keepers' alone. */
    numbers: procedureFor(WHO_GOES_OUT)
      .input(NumbersInput.strict())
      .output(NumbersOutput)
      .query(async ({ input: { by, alarmId } }) => granted(await numbers.of(by, alarmId)).numbers),
    /** Whoever may hand an alarm over sees whom it would reach, and nobody's number. */
    receivers: procedureFor(ANY_ROLE)
      .input(ReceiversInput.strict())
      .output(ReceiversOutput)
      .query(async ({ input: { alarmId } }) => {
        const found = granted(await receivers.of(alarmId))
        return { receivers: [...found.receivers] }
      }),
    /** Of whoever got the alarm, to call and say so. */
    receiverNumber: procedureFor(WHO_GOES_OUT)
      .input(ReceiverNumberInput.strict())
      .output(ReceiverNumberOutput)
      .query(async ({ input: { by, alarmId, personId } }) => ({
        phone: granted(await receivers.numberOf(by, alarmId, personId)).phone,
      })),
    add: administrator
      .input(AddPersonInput.strict())
      .output(FirstUseCodeOutput)
      .mutation(async ({ input }) => granted(await people.add(input.by, input))),
    change: administrator
      .input(ChangePersonInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, personId, ...wish } }) =>
        nothing(await people.change(by, personId, wish)),
      ),
    resetPin: administrator
      .input(ResetPinInput.strict())
      .output(FirstUseCodeOutput)
      .mutation(async ({ input }) => granted(await people.resetPin(input.by, input.personId))),
    leave: administrator
      .input(LeaveInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) => nothing(await people.leave(input.by, input.personId))),
    return: administrator
      .input(ReturnInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) => nothing(await people.return(input.by, input.personId))),
    setLockAfter: administrator
      .input(SetLockAfterInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) => {
        await people.setLockAfter(input.by, input.minutes)
        return {}
      }),
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
