/** Calls about people over the station's WebSocket; every message and answer is checked before a screen sees it. */
import type { z } from 'zod'
import {
  FirstUseCodeOutput,
  PeopleOutput,
  SessionStateSchema,
  ShiftsOutput,
  SignInOutput,
} from '../../shared/api/people.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { watching, type TechnicianTransport } from '../technician/trpc-technician-client.ts'
import type { CodeCall, PeopleCall, PeopleClient } from './people-client.ts'
import type { SessionToken } from './session-token.ts'

export function createTrpcPeopleClient(transport: TechnicianTransport, token: SessionToken): PeopleClient {
  const { api, answered, limitMs } = transport
  const limit = () => ({ signal: AbortSignal.timeout(limitMs) })
  const keep = (answer: unknown): string => {
    const signedIn = SignInOutput.parse(answer)
    token.keep(signedIn.token)
    return signedIn.personId
  }
  return {
    watchSession: (listener) =>
      watching(transport, listener, (handlers) =>
        api.session.changes.subscribe(undefined, handlers(SessionStateSchema)),
      ),
    signIn: (input) => answered(api.session.signIn.mutate(input, limit()).then(keep)),
    makeAdministrator: (input) => answered(api.session.makeAdministrator.mutate(input, limit()).then(keep)),
    signOut: async () => {
      token.forget()
      await answered(api.session.signOut.mutate({ reason: 'signed-out' }, limit()))
    },
    stay: async () => {
      await answered(api.session.stay.mutate(undefined, limit()))
    },
    list: () => answered(api.people.list.query(undefined, limit()).then((it) => PeopleOutput.parse(it))),
    shifts: () => answered(api.shift.state.query(undefined, limit()).then((it) => ShiftsOutput.parse(it))),
    take: async (call) => {
      await answered<unknown>(send(call))
    },
    code: (call) => answered(ask(call).then((it) => FirstUseCodeOutput.parse(it))),
  }

  function send(call: PeopleCall): Promise<unknown> {
    switch (call.act) {
      case 'change':
        return api.people.change.mutate(call.input, limit())
      case 'leave':
        return api.people.leave.mutate(call.input, limit())
      case 'return':
        return api.people.return.mutate(call.input, limit())
      case 'set-lock-after':
        return api.people.setLockAfter.mutate(call.input, limit())
      case 'start-shift':
        return api.shift.start.mutate(call.input, limit())
      case 'end-shift':
        return api.shift.end.mutate(call.input, limit())
      case 'change-pin':
        return api.session.changePin.mutate(call.input, limit())
      default:
        return assertNever(call)
    }
  }

  function ask(call: CodeCall): Promise<z.infer<typeof FirstUseCodeOutput>> {
    switch (call.act) {
      case 'add':
        return api.people.add.mutate(call.input, limit())
      case 'reset-pin':
        return api.people.resetPin.mutate(call.input, limit())
      default:
        return assertNever(call)
    }
  }
}
