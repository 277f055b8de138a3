/** The technician's calls over the station's WebSocket; every message and answer is checked before a screen sees it. */
import type { TRPCUntypedClient } from '@trpc/client'
import { z } from 'zod'
import {
  DecodeOutput,
  DeviceEventsOutput,
  DeviceOutput,
  DevicePageOutput,
  FramesMessageSchema,
  SerialPortsOutput,
  SettingsOutput,
  TechnicianMessageSchema,
  TechnicianResidentsOutput,
  TestOutput,
} from '../../shared/api/technician.ts'
import type { AppRouter } from '../../station/api/router.ts'
import type { FeedListener } from '../station-client.ts'
import type { TechnicianCall, TechnicianClient } from './technician-client.ts'

/** Reading a radar's settings waits for its answers, one after the other. */
const SLOW_LIMIT_MS = 30_000

/** The procedure of each act. */
const PROCEDURES: Readonly<Record<TechnicianCall['act'], string>> = {
  'add-port': 'addPort',
  'remove-port': 'removePort',
  'choose-port': 'choosePort',
  pairing: 'pairing',
  move: 'move',
  suspend: 'suspend',
  resume: 'resume',
  retire: 'retire',
  replace: 'replace',
  'set-supervision': 'setSupervision',
  find: 'find',
  'stop-test': 'stopTest',
  commission: 'commission',
}

export interface TechnicianTransport {
  readonly trpc: TRPCUntypedClient<AppRouter>
  /** Listeners that are told when the socket closes. */
  readonly onClosed: Set<() => void>
  /** Turns whatever a call throws into a `StationCallError`. */
  readonly answered: <Answer>(call: Promise<Answer>) => Promise<Answer>
  /** Longest wait for an ordinary answer, in milliseconds. */
  readonly limitMs: number
}

export function createTrpcTechnicianClient(transport: TechnicianTransport): TechnicianClient {
  const { trpc, answered, limitMs } = transport
  const limit = (milliseconds: number) => ({ signal: AbortSignal.timeout(milliseconds) })
  const query = <Answer>(name: string, input: unknown, schema: z.ZodType<Answer>) =>
    answered(trpc.query(`technician.${name}`, input, limit(limitMs)).then((it) => schema.parse(it)))
  const mutate = <Answer>(name: string, input: unknown, schema: z.ZodType<Answer>, waitMs = limitMs) =>
    answered(trpc.mutation(`technician.${name}`, input, limit(waitMs)).then((it) => schema.parse(it)))
  const watch = <Message>(
    name: string,
    input: unknown,
    schema: z.ZodType<Message>,
    listener: FeedListener<Message>,
  ) => {
    const closed = () => {
      listener.onClosed()
    }
    transport.onClosed.add(closed)
    const feed = trpc.subscription(`technician.${name}`, input, {
      onData: (data: unknown) => {
        const message = schema.safeParse(data)
        if (message.success) listener.onMessage(message.data)
        else listener.onBroken()
      },
      onError: () => {
        listener.onBroken()
      },
      onComplete: () => {
        listener.onBroken()
      },
    })
    return () => {
      transport.onClosed.delete(closed)
      feed.unsubscribe()
    }
  }
  return {
    watch: (listener) => watch('changes', undefined, TechnicianMessageSchema, listener),
    watchTest: (testId, { onMessage, onBroken, onClosed }) =>
      watch('testChanges', { testId }, TestOutput, {
        onMessage: ({ test }) => {
          onMessage(test)
        },
        onBroken,
        onClosed,
      }),
    watchFrames: (receiver, listener) => watch('frames', { receiver }, FramesMessageSchema, listener),
    residents: async () => (await query('residents', undefined, TechnicianResidentsOutput)).residents,
    serialPorts: () => query('serialPorts', undefined, SerialPortsOutput),
    page: (deviceId) => query('device', { deviceId }, DevicePageOutput),
    events: (deviceId, before) => query('events', { deviceId, before }, DeviceEventsOutput),
    decode: (input) => query('decode', input, DecodeOutput),
    take: async ({ act, input }) => {
      await mutate(PROCEDURES[act], input, z.unknown())
    },
    pair: async (input) => (await mutate('pair', input, DeviceOutput)).device,
    startTest: async (input) => (await mutate('startTest', input, TestOutput)).test,
    readSettings: async (input) =>
      (await mutate('readSettings', input, SettingsOutput, SLOW_LIMIT_MS)).settings,
    writeSetting: async (input) =>
      (await mutate('writeSetting', input, SettingsOutput, SLOW_LIMIT_MS)).settings,
  }
}
