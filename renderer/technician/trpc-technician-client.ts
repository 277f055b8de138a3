/** The technician's calls over the station's WebSocket; every message and answer is checked before a screen sees it. */
import type { TRPCClient } from '@trpc/client'
import { z } from 'zod'
import {
  DecodeOutput,
  DeviceEventsOutput,
  DeviceOutput,
  DevicePageOutput,
  FormerDeviceOutput,
  FramesMessageSchema,
  PAIR_WARNINGS,
  SettingsOutput,
  TechnicianMessageSchema,
  TechnicianResidentsOutput,
  TestOutput,
  TestRunSchema,
} from '../../shared/api/technician.ts'
import {
  AdaptersOutput,
  CheckOutput,
  ReceiverSetupOutput,
  SerialPortsOutput,
} from '../../shared/api/receiver-setup.ts'
import { ScreensOutput } from '../../shared/api/screens.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { AppRouter } from '../../station/api/router.ts'
import type { FeedListener } from '../station-client.ts'
import type { TechnicianCall, TechnicianClient } from './technician-client.ts'

/** Reading a radar's settings waits for its answers, one after the other. */
const SLOW_LIMIT_MS = 30_000

/** Of any step: only some of them answer with warnings. */
const WarningsSchema = z.object({ warnings: z.array(z.enum(PAIR_WARNINGS)).default([]) })

export interface TechnicianTransport {
  readonly api: TRPCClient<AppRouter>
  /** Listeners that are told when the socket closes. */
  readonly onClosed: Set<() => void>
  /** Turns whatever a call throws into a `StationCallError`. */
  readonly answered: <Answer>(call: Promise<Answer>) => Promise<Answer>
  /** Longest wait for an ordinary answer, in milliseconds. */
  readonly limitMs: number
}

export function createTrpcTechnicianClient(transport: TechnicianTransport): TechnicianClient {
  const { answered, limitMs } = transport
  const { technician, screens } = transport.api
  const limit = (milliseconds = limitMs) => ({ signal: AbortSignal.timeout(milliseconds) })
  return {
    watch: (listener) =>
      watching(transport, listener, (handlers) =>
        technician.changes.subscribe(undefined, handlers(TechnicianMessageSchema)),
      ),
    watchTest: (testId, listener) =>
      watching(transport, listener, (handlers) =>
        technician.testChanges.subscribe({ testId }, handlers(TestRunSchema)),
      ),
    watchFrames: (receiver, listener) =>
      watching(transport, listener, (handlers) =>
        technician.frames.subscribe({ receiver }, handlers(FramesMessageSchema)),
      ),
    residents: () =>
      answered(
        technician.residents
          .query(undefined, limit())
          .then((it) => TechnicianResidentsOutput.parse(it).residents),
      ),
    serialPorts: () =>
      answered(technician.serialPorts.query(undefined, limit()).then((it) => SerialPortsOutput.parse(it))),
    adapters: () =>
      answered(technician.adapters.query(undefined, limit()).then((it) => AdaptersOutput.parse(it).adapters)),
    screens: () =>
      answered(screens.list.query(undefined, limit()).then((it) => ScreensOutput.parse(it).screens)),
    receiverSetup: (name) =>
      answered(technician.receiverSetup.query({ name }, limit()).then((it) => ReceiverSetupOutput.parse(it))),
    checkSettings: (input) =>
      answered(technician.checkSettings.query(input, limit()).then((it) => CheckOutput.parse(it))),
    checkPort: (input) =>
      answered(technician.checkPort.query(input, limit()).then((it) => CheckOutput.parse(it))),
    checkPairing: (input) =>
      answered(technician.checkPairing.query(input, limit()).then((it) => CheckOutput.parse(it))),
    page: (deviceId) =>
      answered(technician.device.query({ deviceId }, limit()).then((it) => DevicePageOutput.parse(it))),
    formerDevice: (words) =>
      answered(
        technician.formerDevice.query({ words }, limit()).then((it) => FormerDeviceOutput.parse(it).former),
      ),
    events: (deviceId, before) =>
      answered(
        technician.events.query({ deviceId, before }, limit()).then((it) => DeviceEventsOutput.parse(it)),
      ),
    decode: (input) => answered(technician.decode.query(input, limit()).then((it) => DecodeOutput.parse(it))),
    take: async (call) => WarningsSchema.parse(await answered<unknown>(send(call))).warnings,
    pair: (input) =>
      answered(
        technician.pair.mutate(input, limit()).then((it) => {
          const { device, warnings = [] } = DeviceOutput.parse(it)
          return { device, warnings }
        }),
      ),
    startTest: (input) =>
      answered(technician.startTest.mutate(input, limit()).then((it) => TestOutput.parse(it).test)),
    readSettings: (input) =>
      answered(
        technician.readSettings
          .mutate(input, limit(SLOW_LIMIT_MS))
          .then((it) => SettingsOutput.parse(it).settings),
      ),
    writeSetting: (input) =>
      answered(
        technician.writeSetting
          .mutate(input, limit(SLOW_LIMIT_MS))
          .then((it) => SettingsOutput.parse(it).settings),
      ),
  }

  function send(call: TechnicianCall): Promise<unknown> {
    switch (call.act) {
      case 'add-port':
        return technician.addPort.mutate(call.input, limit())
      case 'remove-port':
        return technician.removePort.mutate(call.input, limit())
      case 'change-port':
        return technician.changePort.mutate(call.input, limit())
      case 'move-port':
        return technician.movePort.mutate(call.input, limit())
      case 'name-screen':
        return screens.name.mutate(call.input, limit())
      case 'choose-port':
        return technician.choosePort.mutate(call.input, limit())
      case 'set-adapter':
        return technician.setAdapter.mutate(call.input, limit())
      case 'remove-adapter':
        return technician.removeAdapter.mutate(call.input, limit())
      case 'pairing':
        return technician.pairing.mutate(call.input, limit())
      case 'move':
        return technician.move.mutate(call.input, limit())
      case 'suspend':
        return technician.suspend.mutate(call.input, limit())
      case 'resume':
        return technician.resume.mutate(call.input, limit())
      case 'retire':
        return technician.retire.mutate(call.input, limit())
      case 'replace':
        return technician.replace.mutate(call.input, limit())
      case 'set-supervision':
        return technician.setSupervision.mutate(call.input, limit())
      case 'set-did':
        return technician.setDid.mutate(call.input, limit())
      case 'find':
        return technician.find.mutate(call.input, limit())
      case 'stop-test':
        return technician.stopTest.mutate(call.input, limit())
      case 'commission':
        return technician.commission.mutate(call.input, limit())
      default:
        return assertNever(call)
    }
  }
}

interface Schema<Message> {
  readonly safeParse: (
    data: unknown,
  ) => { readonly success: true; readonly data: Message } | { readonly success: false }
}

interface Handlers {
  readonly onData: (data: unknown) => void
  readonly onError: () => void
  readonly onComplete: () => void
}

/** A subscription whose messages are checked, told also when the socket closes. */
export function watching<Message>(
  { onClosed }: TechnicianTransport,
  listener: FeedListener<Message>,
  subscribe: (handlers: (schema: Schema<Message>) => Handlers) => { unsubscribe(): void },
): () => void {
  const closed = () => {
    listener.onClosed()
  }
  const broken = () => {
    listener.onBroken()
  }
  onClosed.add(closed)
  const feed = subscribe((schema) => ({
    onData: (data) => {
      const message = schema.safeParse(data)
      if (message.success) listener.onMessage(message.data)
      else broken()
    },
    onError: broken,
    onComplete: broken,
  }))
  return () => {
    onClosed.delete(closed)
    feed.unsubscribe()
  }
}
