/** The API as a client on this machine uses it: real sockets, the token, and a fresh connection each. */
import { createTRPCClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client'
import { WebSocket } from 'ws'
import { ApiErrorSchema, type ApiError } from '../../shared/api/errors.ts'
import type { AppRouter } from '../../station/api/router.ts'

/** @param told what else the client says with its connection, such as its version */
export function apiClient(
  url: string,
  token: string,
  origin?: string,
  told: Readonly<Record<string, string>> = {},
) {
  class Socket extends WebSocket {
    constructor(address: string | URL) {
      super(address, origin === undefined ? {} : { origin })
    }
  }
  const connection = createWSClient({
    url: `${url.replace('http', 'ws')}/api`,
    connectionParams: { token, ...told },
    WebSocket: Socket as unknown as typeof globalThis.WebSocket,
    retryDelayMs: () => 20,
  })
  const api = createTRPCClient<AppRouter>({ links: [wsLink({ client: connection })] })
  return { api, close: () => connection.close() }
}

/** The refusal of a call as the data that a screen gets. */
export async function refusalOf(call: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (!(error instanceof TRPCClientError)) throw new Error('the call was not refused', { cause: error })
  const shape = error.shape as { data?: { tryggvakt?: unknown; stack?: unknown } } | undefined
  if (shape?.data?.stack !== undefined) throw new Error('a stack trace crossed the API')
  return ApiErrorSchema.parse(shape?.data?.tryggvakt)
}
