/**
 * The endpoint's sockets made of Node's own modules, which the room gives in, because nothing here may import them.
 * Their types are written down as far as they are used.
 */
import { CERTIFICATE_FAILURES } from '../wire/certificate-failures.ts'
import { isAboutOurCertificate } from '../wire/tls-alert.ts'
import type {
  SipAddress,
  SipListener,
  SipNet,
  SipNetFailure,
  SipStream,
  SipStreamEvents,
  SipTls,
  SipUdpPort,
} from './net.ts'

interface Emitter {
  on(event: string, listener: (...values: never[]) => void): unknown
  once(event: string, listener: (...values: never[]) => void): unknown
}

interface NodeUdpSocket extends Emitter {
  bind(options: { port: number; address: string }): unknown
  send(bytes: Uint8Array, port: number, host: string, done: (error: Error | null) => void): void
  address(): { address: string; port: number }
  close(done: () => void): unknown
}

interface NodeStreamSocket extends Emitter {
  readonly localAddress?: string | undefined
  readonly localPort?: number | undefined
  readonly remoteAddress?: string | undefined
  readonly remotePort?: number | undefined
  readonly writableLength: number
  /** Of TLS alone: its certificate was asked for and found right. */
  readonly authorized?: boolean
  /** Of TLS alone: empty where none was shown. */
  getPeerCertificate?(): object
  setNoDelay(on: boolean): unknown
  setKeepAlive(on: boolean, delayMs: number): unknown
  write(bytes: Uint8Array): boolean
  destroy(): unknown
}

interface NodeServer {
  /** Of TLS alone. */
  requestCert?: boolean
  rejectUnauthorized?: boolean
  on(event: 'connection' | 'secureConnection', listener: (socket: NodeStreamSocket) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  once(event: 'listening', listener: () => void): unknown
  maxConnections: number
  listen(options: { host: string; port: number }): unknown
  address(): string | { address: string; port: number } | null
  /** Of TLS alone. */
  setSecureContext?(options: TlsOptions): void
  close(done: () => void): unknown
}

interface TlsOptions {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly minVersion: 'TLSv1.2'
  readonly rejectUnauthorized: boolean
}

export interface NodeModules {
  readonly dgram: { createSocket(type: 'udp4' | 'udp6'): NodeUdpSocket }
  readonly net: {
    createServer(): NodeServer
    connect(options: { host: string; port: number }): NodeStreamSocket
    isIP(text: string): number
  }
  readonly tls: {
    createServer(
      options: TlsOptions & { readonly requestCert: boolean; readonly handshakeTimeout: number },
    ): NodeServer
    connect(
      options: TlsOptions & { readonly host: string; readonly port: number; readonly servername: string },
    ): NodeStreamSocket
  }
}

/** A line that is cut without a word is noticed by the system's own probes; the heartbeat notices before. */
const KEEP_ALIVE_MS = 30_000
/** A caller that connects and says nothing. */
const HANDSHAKE_MS = 10_000
/** Some more than the endpoint keeps, which closes the one used longest ago. */
const MOST_SOCKETS = 4_096

export function nodeSipNet(modules: NodeModules): SipNet {
  return {
    openUdp: (address, onDatagram) => openUdp(modules, address, onDatagram),
    listen: (kind, address, tls, onStream) => listen(modules, kind, address, tls, onStream),
    connect: (kind, to, tls, events) => connect(modules, kind, to, tls, events),
  }
}

function openUdp(
  { dgram }: NodeModules,
  address: SipAddress,
  onDatagram: (bytes: Uint8Array, from: SipAddress) => void,
): Promise<SipUdpPort> {
  const socket = dgram.createSocket(address.host.includes(':') ? 'udp6' : 'udp4')
  return new Promise((resolve, reject) => {
    // After binding, an error is of one packet and told to its sender.
    socket.on('error', (error: Error) => reject(error))
    socket.on('message', (bytes: Uint8Array, from: { address: string; port: number }) =>
      onDatagram(bytes, { host: from.address, port: from.port }),
    )
    socket.once('listening', () => {
      const { address: host, port } = socket.address()
      resolve({
        address: { host, port },
        send: (bytes, to, onFailure) => {
          try {
            socket.send(bytes, to.port, to.host, (error) => {
              if (error !== null) onFailure(failureOf(error))
            })
          } catch (error) {
            onFailure(failureOf(error))
          }
        },
        close: () => new Promise((closed) => void socket.close(closed)),
      })
    })
    socket.bind({ port: address.port, address: address.host })
  })
}

function listen(
  { net, tls: nodeTls }: NodeModules,
  kind: 'tcp' | 'tls',
  address: SipAddress,
  tls: SipTls,
  onStream: (stream: SipStream) => SipStreamEvents,
): Promise<SipListener> {
  const mustShow = (own: SipTls): boolean =>
    kind === 'tls' && own.ca !== undefined && own.isCallerFree !== true
  let isGuarded = mustShow(tls)
  const server =
    kind === 'tcp'
      ? net.createServer()
      : nodeTls.createServer({
          ...tlsOptions(tls),
          requestCert: tls.ca !== undefined,
          // Whoever must show one and does not is told so by an alert of TLS.
          rejectUnauthorized: isGuarded,
          handshakeTimeout: HANDSHAKE_MS,
        })
  server.maxConnections = MOST_SOCKETS
  // Also those that have not shaken hands yet.
  const sockets = new Set<NodeStreamSocket>()
  server.on('connection', (socket: NodeStreamSocket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on(kind === 'tcp' ? 'connection' : 'secureConnection', (socket: NodeStreamSocket) => {
    if (socket.authorized !== true && (isGuarded || showsCertificate(socket))) {
      socket.on('error', () => undefined)
      socket.destroy()
      return
    }
    const { stream, tell } = streamOf(socket)
    const events = onStream(stream)
    tell(events)
    events.onOpen()
  })
  return new Promise((resolve, reject) => {
    server.on('error', (error: Error) => reject(error))
    server.once('listening', () => {
      const bound = server.address()
      if (bound === null || typeof bound === 'string') {
        reject(new Error('the listening address is none of the network'))
        return
      }
      resolve({
        address: { host: bound.address, port: bound.port },
        renew: (renewed) => {
          server.setSecureContext?.(tlsOptions(renewed))
          isGuarded = mustShow(renewed)
          // Node reads these anew for each connection.
          server.requestCert = renewed.ca !== undefined
          server.rejectUnauthorized = isGuarded
        },
        close: () =>
          new Promise((closed) => {
            server.close(closed)
            for (const socket of sockets) socket.destroy()
          }),
      })
    })
    server.listen({ host: address.host, port: address.port })
  })
}

/** One that the authority signed or none; whoever was not asked has shown none. */
function showsCertificate(socket: NodeStreamSocket): boolean {
  return Object.keys(socket.getPeerCertificate?.() ?? {}).length > 0
}

function connect(
  { net, tls: nodeTls }: NodeModules,
  kind: 'tcp' | 'tls',
  to: SipAddress,
  tls: SipTls,
  events: SipStreamEvents,
): SipStream {
  const socket =
    kind === 'tcp'
      ? net.connect({ host: to.host, port: to.port })
      : nodeTls.connect({
          ...tlsOptions(tls),
          host: to.host,
          port: to.port,
          // A name is sent as such, an address is not (RFC 6066 3); the certificate is checked against both.
          servername: net.isIP(to.host) === 0 ? to.host : '',
        })
  const { stream, tell } = streamOf(socket)
  tell(events)
  // `secureConnect` comes after the certificate was found good; before it nothing is written.
  socket.once(kind === 'tcp' ? 'connect' : 'secureConnect', () => events.onOpen())
  return stream
}

function streamOf(socket: NodeStreamSocket): { stream: SipStream; tell: (events: SipStreamEvents) => void } {
  let failure: SipNetFailure = 'hung-up'
  socket.setNoDelay(true)
  socket.setKeepAlive(true, KEEP_ALIVE_MS)
  socket.on('error', (error: Error) => {
    failure = failureOf(error)
  })
  const stream: SipStream = {
    get local() {
      return { host: socket.localAddress ?? '', port: socket.localPort ?? 0 }
    },
    get remote() {
      return { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 }
    },
    get unsentBytes() {
      return socket.writableLength
    },
    write: (bytes) => void socket.write(bytes),
    destroy: () => void socket.destroy(),
  }
  const tell = (events: SipStreamEvents): void => {
    socket.on('data', (bytes: Uint8Array) => {
      if (failure === 'hung-up') failure = 'closed'
      events.onBytes(bytes)
    })
    socket.on('close', () => events.onClose(failure))
  }
  return { stream, tell }
}

function tlsOptions({ ca, cert, key }: SipTls): TlsOptions {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
  }
}

const FAILURES: Readonly<Record<string, SipNetFailure>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  ...CERTIFICATE_FAILURES,
  EPROTO: 'tls',
}

/** What a socket's error means for whoever waits. */
export function failureOf(error: unknown): SipNetFailure {
  if (isAboutOurCertificate(error)) return 'client-certificate'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = FAILURES[code]
  if (known !== undefined) return known
  return code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') ? 'tls' : 'unreachable'
}
