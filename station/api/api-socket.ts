/** The WebSocket at `/api`: origin and number checked before the upgrade, the token before the first call. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import { readScreenParam, SCREEN_PARAM, type Screen } from '../../shared/api/screens.ts'
import { API_VERSION, VERSION_PARAM } from '../../shared/api/version.ts'
import type { ClientConnection } from '../people/client-connection.ts'
import type { Log } from '../services.ts'
import { isAllowedOrigin, isOwnHost, type OwnAddress } from './allowed-callers.ts'
import type { ApiContext } from './context.ts'
import type { AppRouter } from './router.ts'
import { isSameToken } from './token.ts'

export interface ApiSocketOptions {
  readonly router: AppRouter
  readonly token: string
  readonly connections: Connections
  readonly log: Log
  /** Known only after listening. */
  readonly own: () => OwnAddress
  readonly limits?: Partial<ApiSocketLimits>
}

/** Who has signed in on which connection. */
export interface Connections {
  /** `session`: the token that a client brings back from before, checked there. */
  connect(address: string, session: unknown, screen: Screen | null): ClientConnection
  disconnect(connection: ClientConnection): void
}

export interface ApiSocketLimits {
  readonly connections: number
  /** How long a connection may stay without having shown the token. */
  readonly signInMs: number
  readonly pingMs: number
  /** Unsent bytes above which a client is too slow for more changes. */
  readonly congestedBytes: number
}

export interface ApiSocket {
  close(): void
}

const LIMITS: ApiSocketLimits = {
  connections: 200,
  signInMs: 5000,
  pingMs: 10_000,
  congestedBytes: 1024 * 1024,
}
const LONGEST_MESSAGE_BYTES = 256 * 1024

export function openApiSocket(server: Server, options: ApiSocketOptions): ApiSocket {
  const limits = { ...LIMITS, ...options.limits }
  const wss = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE_BYTES })
  const signedIn = new WeakSet<WebSocket>()
  const alive = new WeakSet<WebSocket>()

  server.on('upgrade', onUpgrade)
  wss.on('connection', (socket) => {
    alive.add(socket)
    socket.on('pong', () => alive.add(socket))
    const signInTimer = setTimeout(() => {
      if (!signedIn.has(socket)) socket.terminate()
    }, limits.signInMs)
    socket.once('close', () => clearTimeout(signInTimer))
  })

  applyWSSHandler({
    wss,
    router: options.router,
    createContext: ({ info, req, res }): ApiContext => {
      // The adapter's types name `ws` in a way that does not resolve here.
      const socket = res as WebSocket
      // A wrong token is answered call by call, with a code; the connection ends when its time to sign in is up.
      const isLocalClient = isSameToken(info.connectionParams?.['token'], options.token)
      if (isLocalClient) signedIn.add(socket)
      const session = isLocalClient ? info.connectionParams?.['session'] : undefined
      const screen = isLocalClient ? readScreenParam(info.connectionParams?.[SCREEN_PARAM]) : null
      const connection = options.connections.connect(req.socket.remoteAddress ?? 'unknown', session, screen)
      socket.once('close', () => options.connections.disconnect(connection))
      const otherVersion = isLocalClient
        ? versionThatDiffers(info.connectionParams?.[VERSION_PARAM])
        : undefined
      if (otherVersion !== undefined) {
        options.log.warn(
          { client: otherVersion, station: API_VERSION },
          'a client of another version was refused',
        )
      }
      return {
        isLocalClient,
        ...(otherVersion === undefined ? {} : { otherVersion }),
        connection,
        isCongested: () => socket.bufferedAmount > limits.congestedBytes,
      }
    },
  })

  // A network that vanished sends no end: a client that answers no ping is gone.
  const pinger = setInterval(() => {
    for (const socket of wss.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, limits.pingMs)

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = judge(request)
    if (refusal !== undefined) {
      options.log.warn({ reason: refusal }, 'a client was refused')
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    wss.handleUpgrade(request, socket, head, (client) => wss.emit('connection', client, request))
  }

  function judge(request: IncomingMessage): string | undefined {
    const path = request.url?.split('?')[0]
    if (path !== '/api') return '404 Not Found'
    if (!isOwnHost(request.headers.host, options.own())) return '403 Forbidden'
    if (!isAllowedOrigin(request.headers.origin, options.own())) return '403 Forbidden'
    if (wss.clients.size >= limits.connections) return '503 Service Unavailable'
    return undefined
  }

  return {
    close: () => {
      clearInterval(pinger)
      server.off('upgrade', onUpgrade)
      for (const socket of wss.clients) {
        socket.close(1001, 'the station stops')
        socket.terminate()
      }
      wss.close()
    },
  }
}

/**
 * What a client named, short enough for a log, where it is not this station's version. One that names none is no
 * screen of ours: a program that looks at the version told with the board itself.
 */
function versionThatDiffers(named: string | undefined): string | undefined {
  if (named === undefined || named === String(API_VERSION)) return undefined
  return /^[0-9]{1,9}$/.test(named) ? named : 'unreadable'
}
