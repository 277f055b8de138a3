import { createTRPCClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client'
import { z } from 'zod'
import { AlarmCardSchema, BoardMessageSchema, type AlarmCard } from '../shared/api/board.ts'
import { ChainOutput, ShelfLimitOutput } from '../shared/api/alarm-calls.ts'
import { DiagnosticsOutput, TrainingOutput } from '../shared/api/diagnostics.ts'
import { ApiErrorSchema } from '../shared/api/errors.ts'
import { SCREEN_PARAM, screenParam, type Screen } from '../shared/api/screens.ts'
import type { StationAddress } from '../shared/api/shell.ts'
import { API_VERSION, VERSION_PARAM } from '../shared/api/version.ts'
import { assertNever } from '../shared/domain/assert-never.ts'
import type { AppRouter } from '../station/api/router.ts'
import { createTrpcHouseClient } from './house/trpc-house-client.ts'
import { createTrpcNightClient } from './night/trpc-night-client.ts'
import { screenKind } from './phone/use-view.ts'
import { SessionToken, type TokenStorage } from './people/session-token.ts'
import { createTrpcPeopleClient } from './people/trpc-people-client.ts'
import { createTrpcResidentsClient } from './residents/trpc-residents-client.ts'
import { thisScreen } from './this-screen.ts'
import { createTrpcTechnicianClient } from './technician/trpc-technician-client.ts'
import { StationCallError, type BoardListener, type StationClient, type StepCall } from './station-client.ts'

/** A call that got no answer in this time is told as such; a late answer still arrives over the board. */
const CALL_LIMIT_MS = 5_000
const RETRY_FIRST_MS = 250
const RETRY_CAP_MS = 2_000

/** The station over its WebSocket; every message and answer is checked before a screen sees it. */
export function createTrpcStationClient(
  address: StationAddress,
  storage: TokenStorage = sessionStorage,
  screen: Screen = thisScreen(localStorage, screenKind(window.tryggvaktShell !== undefined)),
): StationClient {
  const token = new SessionToken(storage)
  const listeners = new Set<BoardListener>()
  const onClosed = new Set<() => void>()
  const socket = createWSClient({
    url: `${address.url.replace(/^http/, 'ws')}/api`,
    // Asked for anew with every connection: whoever has signed in meanwhile is signed in on the next one.
    connectionParams: () => ({
      token: address.token,
      [VERSION_PARAM]: String(API_VERSION),
      [SCREEN_PARAM]: screenParam(screen),
      ...token.params(),
    }),
    retryDelayMs: (attempt) => Math.min(RETRY_CAP_MS, RETRY_FIRST_MS * 2 ** Math.min(attempt, 4)),
    // A half-open socket (sleep, cable) is only found by asking.
    keepAlive: { enabled: true, intervalMs: 2_000, pongTimeoutMs: 1_500 },
    onClose: () => {
      for (const listener of listeners) listener.onClosed()
      for (const tell of onClosed) tell()
    },
  })
  const api = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] })
  const transport = { api, onClosed, answered, limitMs: CALL_LIMIT_MS }

  return {
    technician: createTrpcTechnicianClient(transport),
    people: createTrpcPeopleClient(transport, token),
    residents: createTrpcResidentsClient(transport),
    night: createTrpcNightClient(transport),
    house: createTrpcHouseClient(transport),
    watchBoard(listener) {
      listeners.add(listener)
      const feed = api.board.changes.subscribe(
        {},
        {
          onData: (data: unknown) => {
            const other = otherVersionIn(data)
            const message = BoardMessageSchema.safeParse(data)
            if (other !== null) listener.onOtherVersion(other)
            else if (message.success) listener.onMessage(message.data)
            else listener.onBroken()
          },
          onError: (error) => {
            const { code, figure } = toCallError(error)
            if (code === 'other-version') listener.onOtherVersion(figure ?? 0)
            // Whoever has signed in or not may see the board: only the key is missing.
            else if (code === 'not-allowed') listener.onKeyRefused()
            else listener.onBroken()
          },
          onComplete: () => {
            listener.onBroken()
          },
        },
      )
      return () => {
        listeners.delete(listener)
        feed.unsubscribe()
      }
    },
    attend: (sound) => {
      const attendance = api.client.attend.subscribe({ sound }, {})
      return () => {
        attendance.unsubscribe()
      }
    },
    soundPaused: async (by, seconds, agoMs) => {
      const input = { seconds, agoMs, ...(by === null ? {} : { by }) }
      await answered(api.client.soundPaused.mutate(input, limit()))
    },
    sounded: async (alarmIds) => {
      await answered(api.client.sounded.mutate({ alarmIds: [...alarmIds] }, limit()))
    },
    take: (call) => answered(sendStep(call)),
    chain: (alarmId) =>
      answered(api.alarm.chain.query({ alarmId }, limit()).then((it) => ChainOutput.parse(it))),
    shelfLimit: () =>
      answered(
        api.alarm.shelfLimit.query(undefined, limit()).then((it) => ShelfLimitOutput.parse(it).latest),
      ),
    diagnostics: () =>
      answered(api.station.diagnostics.query(undefined, limit()).then((it) => DiagnosticsOutput.parse(it))),
    trainingDevices: () =>
      answered(api.training.devices.query(undefined, limit()).then((it) => TrainingOutput.parse(it).devices)),
    trainingAct: async (deviceId, act) => {
      await answered(api.training.act.mutate({ deviceId, act }, limit()))
    },
    close: () => {
      listeners.clear()
      onClosed.clear()
      void socket.close()
    },
  }

  async function sendStep(call: StepCall): Promise<AlarmCard> {
    const output = await send(call)
    return AlarmCardSchema.parse(output.alarm)
  }

  function send(call: StepCall) {
    switch (call.step) {
      case 'acknowledge':
        return api.alarm.acknowledge.mutate(call.input, limit())
      case 'release':
        return api.alarm.release.mutate(call.input, limit())
      case 'on-the-way':
        return api.alarm.onTheWay.mutate(call.input, limit())
      case 'on-site':
        return api.alarm.onSite.mutate(call.input, limit())
      case 'resolve':
        return api.alarm.resolve.mutate(call.input, limit())
      case 'note':
        return api.alarm.note.mutate(call.input, limit())
      case 'hand-over':
        return api.alarm.handOver.mutate(call.input, limit())
      case 'reopen':
        return api.alarm.reopen.mutate(call.input, limit())
      case 'shelve':
        return api.alarm.shelve.mutate(call.input, limit())
      case 'unshelve':
        return api.alarm.unshelve.mutate(call.input, limit())
      default:
        return assertNever(call)
    }
  }
}

const ToldVersionSchema = z.object({ apiVersion: z.number() })

/** Read before anything else: of another version's message no more can be trusted. */
function otherVersionIn(data: unknown): number | null {
  const told = ToldVersionSchema.safeParse(data)
  return told.success && told.data.apiVersion !== API_VERSION ? told.data.apiVersion : null
}

function limit() {
  return { signal: AbortSignal.timeout(CALL_LIMIT_MS) }
}

/** Turns whatever a call throws into a code that a screen can explain. */
async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw toCallError(error)
  }
}

function toCallError(error: unknown): StationCallError {
  if (!(error instanceof TRPCClientError)) return new StationCallError('internal', null, { cause: error })
  const data: unknown = error.data
  const carried =
    typeof data === 'object' && data !== null && 'tryggvakt' in data ? data.tryggvakt : undefined
  const known = ApiErrorSchema.safeParse(carried)
  if (known.success) {
    const { code, ownerId, figure } = known.data
    return new StationCallError(code, ownerId, { cause: error, figure })
  }
  // An answer without our code is the station's fault; no answer at all is the line's.
  return new StationCallError(data === undefined || data === null ? 'no-contact' : 'internal', null, {
    cause: error,
  })
}
