/** What a technician asks and does: every change by somebody with that role, audited, effective at once. */
import { z } from 'zod'
import {
  CommissionInput,
  DecodeInput,
  DecodeOutput,
  DeviceEventsInput,
  DeviceEventsOutput,
  DeviceOutput,
  DevicePageInput,
  DevicePageOutput,
  FormerDeviceInput,
  FormerDeviceOutput,
  FindInput,
  FramesInput,
  FramesMessageSchema,
  MoveInput,
  PairingWindowInput,
  PairInput,
  ReadSettingsInput,
  ReplaceInput,
  ResumeInput,
  RetireInput,
  SetDidInput,
  SetSupervisionInput,
  SettingsOutput,
  StartTestInput,
  StopTestInput,
  SuspendInput,
  TechnicianMessageSchema,
  TechnicianResidentsOutput,
  TestChangesInput,
  TestOutput,
  TestRunSchema,
  WriteSettingInput,
  type TechnicianMessage,
  type TestRun,
} from '../../shared/api/technician.ts'
import { inspect } from '../technician/frame-inspector.ts'
import type { Changed } from '../technician/device-desk.ts'
import type { FramesMessage } from '../technician/live-frames.ts'
import type { TechnicianRoom } from '../technician/technician-room.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import { refuse } from './api-failure.ts'
import { whileAllowed, type Procedures } from './procedures.ts'
import { granted, nothing, receiverProcedures } from './receiver-procedures.ts'
import { TECHNICIANS } from './rights.ts'
import { frameMessages, technicianMessages, testMessages, testRunOf } from './technician-feed.ts'

const NothingOutput = z.object({})

export function technicianRouter(
  { router, procedureFor, technicianProcedure }: Procedures,
  room: TechnicianRoom,
) {
  const { parts } = room
  const procedure = procedureFor(TECHNICIANS)
  const deviceOf = async (deviceId: string): Promise<AssignedDevice> =>
    granted(await parts.devices.find(deviceId)).device

  async function changed(outcome: Promise<Changed>): Promise<z.infer<typeof DeviceOutput>> {
    const { deviceId, warnings } = granted(await outcome)
    const device = await deviceOf(deviceId)
    return { device: parts.view.line(device), warnings: [...warnings] }
  }

  return router({
    changes: procedure.subscription(async function* ({
      ctx,
      signal,
    }): AsyncGenerator<TechnicianMessage, void, void> {
      const { view, clock } = parts
      const messages = whileAllowed(ctx, signal, (until) =>
        technicianMessages(
          () => view.read(),
          () => clock.wall(),
          { signal: until, isCongested: ctx.isCongested },
        ),
      )
      for await (const message of messages) yield TechnicianMessageSchema.parse(message)
    }),
    residents: procedure
      .output(TechnicianResidentsOutput)
      .query(() => ({ residents: parts.view.residents() })),
    ...receiverProcedures(procedure, technicianProcedure, room),
    pairing: technicianProcedure
      .input(PairingWindowInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) => {
        await parts.devices.noteDone(input.by, input.open ? 'pairing.opened' : 'pairing.closed')
        if (input.open) parts.pairing.open(parts.clock.wall())
        else parts.pairing.close()
        return {}
      }),
    pair: technicianProcedure
      .input(PairInput.strict())
      .output(DeviceOutput)
      .mutation(({ input: { by, ...wish } }) => changed(parts.devices.pair(by, wish))),
    move: technicianProcedure
      .input(MoveInput.strict())
      .output(DeviceOutput)
      .mutation(({ input: { by, deviceId, residentId, placement } }) =>
        changed(parts.devices.move(by, deviceId, residentId, placement)),
      ),
    suspend: technicianProcedure
      .input(SuspendInput.strict())
      .output(DeviceOutput)
      .mutation(({ input: { by, deviceId, minutes } }) =>
        changed(parts.devices.suspend(by, deviceId, minutes)),
      ),
    resume: technicianProcedure
      .input(ResumeInput.strict())
      .output(DeviceOutput)
      .mutation(({ input }) => changed(parts.devices.resume(input.by, input.deviceId))),
    retire: technicianProcedure
      .input(RetireInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) => nothing(await parts.devices.retire(input.by, input.deviceId))),
    replace: technicianProcedure
      .input(ReplaceInput.strict())
      .output(DeviceOutput)
      .mutation(({ input: { by, deviceId, ...wish } }) => changed(parts.devices.replace(by, deviceId, wish))),
    setSupervision: technicianProcedure
      .input(SetSupervisionInput.strict())
      .output(DeviceOutput)
      .mutation(({ input: { by, deviceId, supervisionSeconds } }) =>
        changed(parts.devices.setSupervision(by, deviceId, supervisionSeconds)),
      ),
    setDid: technicianProcedure
      .input(SetDidInput.strict())
      .output(DeviceOutput)
      .mutation(({ input: { by, deviceId, did } }) => changed(parts.devices.setDid(by, deviceId, did))),
    find: technicianProcedure
      .input(FindInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input }) => {
        const device = await deviceOf(input.deviceId)
        await parts.devices.noteDone(input.by, 'device.sought', device.id)
        const isHeard = parts.command(device, { type: 'find', address: device.address })
        if (!isHeard) throw refuse('not-connected', 'its receiver is not open')
        return {}
      }),
    startTest: technicianProcedure
      .input(StartTestInput.strict())
      .output(TestOutput)
      .mutation(async ({ input }) => ({
        test: testRunOf(granted(await parts.tests.start(input.by, input.deviceId)).test),
      })),
    stopTest: technicianProcedure
      .input(StopTestInput.strict())
      .output(TestOutput)
      .mutation(async ({ input }) => ({
        test: testRunOf(granted(await parts.tests.stop(input.by, input.testId)).test),
      })),
    testChanges: procedure.input(TestChangesInput.strict()).subscription(async function* ({
      input,
      ctx,
      signal,
    }): AsyncGenerator<TestRun, void, void> {
      const { test } = granted(await parts.tests.find(input.testId))
      const runs = whileAllowed(ctx, signal, (until) => testMessages(test, parts.running, until))
      for await (const run of runs) yield TestRunSchema.parse(run)
    }),
    commission: technicianProcedure
      .input(CommissionInput.strict())
      .output(DeviceOutput)
      .mutation(({ input: { by, deviceId, testId } }) =>
        changed(parts.tests.commission(by, deviceId, testId)),
      ),
    device: procedure
      .input(DevicePageInput.strict())
      .output(DevicePageOutput)
      .query(async ({ input }) => parts.pages.page(await deviceOf(input.deviceId))),
    formerDevice: procedure
      .input(FormerDeviceInput.strict())
      .output(FormerDeviceOutput)
      .query(async ({ input }) => ({ former: (await parts.pages.former(input.words)) ?? null })),
    events: procedure
      .input(DeviceEventsInput.strict())
      .output(DeviceEventsOutput)
      .query(async ({ input }) => {
        if (!/^[0-9]{1,15}$/.test(input.before)) throw refuse('bad-input', 'no such page')
        return parts.pages.events(await deviceOf(input.deviceId), input.before)
      }),
    readSettings: technicianProcedure
      .input(ReadSettingsInput.strict())
      .output(SettingsOutput)
      .mutation(async ({ input }) => {
        const { settings } = granted(await parts.settings.readAll(await deviceOf(input.deviceId)))
        return { settings }
      }),
    writeSetting: technicianProcedure
      .input(WriteSettingInput.strict())
      .output(SettingsOutput)
      .mutation(async ({ input: { by, deviceId, name, value } }) => {
        const device = await deviceOf(deviceId)
        await parts.devices.noteDone(by, 'device.setting-written', deviceId, { name, value })
        const { settings } = granted(await parts.settings.write(device, name, value))
        return { settings }
      }),
    decode: procedure
      .input(DecodeInput.strict())
      .output(DecodeOutput)
      .query(({ input }) => {
        const protocol = parts.view.protocol(input.protocol)
        if (protocol === undefined) throw refuse('unknown-protocol', `no protocol ${input.protocol}`)
        return inspect(protocol, input.line)
      }),
    frames: procedure.input(FramesInput.strict()).subscription(async function* ({
      input,
      ctx,
      signal,
    }): AsyncGenerator<FramesMessage, void, void> {
      const { isCongested } = ctx
      const messages = whileAllowed(ctx, signal, (until) =>
        frameMessages(parts.frames, input.receiver, { signal: until, isCongested }),
      )
      for await (const message of messages) yield FramesMessageSchema.parse(message)
    }),
  })
}
