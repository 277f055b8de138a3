/** What the screens ask about people: who stands here, shifts, and those an administrator looks after. */
import type { z } from 'zod'
import type {
  AddPersonInput,
  ChangePersonInput,
  ChangePinInput,
  EndShiftInput,
  FirstUseCodeOutput,
  LeaveInput,
  MakeAdministratorInput,
  PeopleList,
  ResetPinInput,
  ReturnInput,
  SessionState,
  SetLockAfterInput,
  Shifts,
  SignInInput,
  StartShiftInput,
} from '../../shared/api/people.ts'
import type { FeedListener } from '../station-client.ts'

/** One call that only says whether it was done, named after what somebody does. */
export type PeopleCall =
  | { readonly act: 'change'; readonly input: z.infer<typeof ChangePersonInput> }
  | { readonly act: 'leave'; readonly input: z.infer<typeof LeaveInput> }
  | { readonly act: 'return'; readonly input: z.infer<typeof ReturnInput> }
  | { readonly act: 'set-lock-after'; readonly input: z.infer<typeof SetLockAfterInput> }
  | { readonly act: 'start-shift'; readonly input: z.infer<typeof StartShiftInput> }
  | { readonly act: 'end-shift'; readonly input: z.infer<typeof EndShiftInput> }
  | { readonly act: 'change-pin'; readonly input: z.infer<typeof ChangePinInput> }

/** One call that is answered by a code for the first sign-in, told this once. */
export type CodeCall =
  | { readonly act: 'add'; readonly input: z.infer<typeof AddPersonInput> }
  | { readonly act: 'reset-pin'; readonly input: z.infer<typeof ResetPinInput> }

/** What a form says of somebody. */
export type WrittenPerson = Omit<z.infer<typeof AddPersonInput>, 'by'>

export type FirstUseCode = z.infer<typeof FirstUseCodeOutput>

export interface PeopleClient {
  /** Starts with the state as it is. Returns the function that ends it. */
  watchSession(listener: FeedListener<SessionState>): () => void
  /** Who signs in is signed in on this connection, also when it is lost and comes back. Answers with the person's id. */
  signIn(input: z.infer<typeof SignInInput>): Promise<string>
  makeAdministrator(input: z.infer<typeof MakeAdministratorInput>): Promise<string>
  signOut(): Promise<void>
  /** Somebody touches this screen. */
  stay(): Promise<void>
  list(): Promise<PeopleList>
  shifts(): Promise<Shifts>
  take(call: PeopleCall): Promise<void>
  code(call: CodeCall): Promise<FirstUseCode>
}
