/** Ports and adapters as a technician sets them up, and what would come of it beforehand. */
import { z } from 'zod'
import {
  AdaptersOutput,
  AddPortInput,
  CheckOutput,
  CheckPairingInput,
  ChangePortInput,
  CheckPortInput,
  CheckSettingsInput,
  ChoosePortInput,
  MovePortInput,
  ReceiverSetupInput,
  ReceiverSetupOutput,
  RemoveAdapterInput,
  RemovePortInput,
  SerialPortsOutput,
  SetAdapterInput,
  type Check,
} from '../../shared/api/receiver-setup.ts'
import type { Outcome } from '../technician/outcome.ts'
import type { PairWarning, Refusal } from '../technician/pairing.ts'
import type { TechnicianRoom } from '../technician/technician-room.ts'
import { refuse } from './api-failure.ts'
import type { Procedures } from './procedures.ts'

const NothingOutput = z.object({})

export function receiverProcedures(
  procedure: ReturnType<Procedures['procedureFor']>,
  technicianProcedure: Procedures['technicianProcedure'],
  { parts }: TechnicianRoom,
) {
  return {
    serialPorts: procedure.output(SerialPortsOutput).query(() => parts.view.serialPorts()),
    adapters: procedure.output(AdaptersOutput).query(() => parts.view.adapters()),
    checkPort: procedure
      .input(CheckPortInput.strict())
      .output(CheckOutput)
      .query(({ input }) => checked(parts.ports.check(input))),
    addPort: technicianProcedure
      .input(AddPortInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, ...wish } }) => nothing(await parts.ports.add(by, wish))),
    receiverSetup: procedure
      .input(ReceiverSetupInput.strict())
      .output(ReceiverSetupOutput)
      .query(async ({ input: { name } }) => {
        const setup = await parts.setupOf(name)
        if (setup === undefined) throw refuse('unknown-receiver', `nothing is set up as ${name}`)
        return setup
      }),
    /** What a driver would say of its settings, on a port or an adapter that stands already. */
    checkSettings: procedure
      .input(CheckSettingsInput.strict())
      .output(CheckOutput)
      .query(({ input }) => checked(parts.refuseSettings(input.protocol, input.settings))),
    changePort: technicianProcedure
      .input(ChangePortInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, ...wish } }) => nothing(await parts.ports.change(by, wish))),
    movePort: technicianProcedure
      .input(MovePortInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, path, to } }) => nothing(await parts.ports.move(by, path, to))),
    removePort: technicianProcedure
      .input(RemovePortInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) => nothing(await parts.ports.remove(input.by, input.path, input.retires))),
    choosePort: technicianProcedure
      .input(ChoosePortInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, receiver, path } }) =>
        nothing(await parts.ports.choose(by, receiver, path)),
      ),
    setAdapter: technicianProcedure
      .input(SetAdapterInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, adapter, protocols, settings } }) =>
        nothing(await parts.adapters.set(by, adapter, protocols, settings)),
      ),
    removeAdapter: technicianProcedure
      .input(RemoveAdapterInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) =>
        nothing(await parts.adapters.remove(input.by, input.adapter, input.retires)),
      ),
    checkPairing: procedure
      .input(CheckPairingInput.strict())
      .output(CheckOutput)
      .query(({ input }) => {
        const decision = parts.devices.check(input)
        return decision.ok ? checked(undefined, decision.warnings) : checked(decision)
      }),
  }
}

function checked(refusal: Refusal | undefined, warnings: readonly PairWarning[] = []): Check {
  const refused = refusal === undefined ? null : { code: refusal.code, fields: [...(refusal.fields ?? [])] }
  return { refused, warnings: [...warnings] }
}

/** Nothing, or the refusal as the error that a screen explains. @throws TRPCError */
export function nothing(outcome: Outcome<object>): Record<string, never> {
  granted(outcome)
  return {}
}

/** What was done, or the refusal as the error that a screen explains. @throws TRPCError */
export function granted<T extends object>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome
  throw refuse(outcome.code, outcome.message)
}
