/**
 * Connections to a centre: straight or through a proxy's tunnel, TLS 1.2 or newer, its certificate trusted by the
 * machine's list, by an authority of one's own, or by the pin of its key. Nothing is sent before all of that holds.
 */
import { createHash, timingSafeEqual, type X509Certificate } from 'node:crypto'
import { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { buildConnector, Client } from 'undici'
import type { SendFailure } from '../transport.ts'
import { connectionFailureOf } from './connection-failure.ts'

/** How long a connection may take to stand. */
const CONNECT_LIMIT_MS = 5_000
const PROXY_OK = 200

export interface CentreConnection {
  readonly ca: string | undefined
  readonly clientCert: string | undefined
  readonly clientKey: string | undefined
  /** SHA-256 of the public key (SubjectPublicKeyInfo), base64 or hex. */
  readonly pinSha256: string | undefined
  readonly proxy: string | undefined
  readonly proxyUsername: string | undefined
  readonly proxyPassword: string | undefined
}

/** A connection that was not to be used, by name. */
class RefusedConnection extends Error {
  constructor(readonly failure: SendFailure) {
    super(failure)
    this.name = 'RefusedConnection'
  }
}

/** What a failed request says of the way; `unreachable` for what has no name of its own. */
export function centreFailureOf(error: unknown): SendFailure {
  if (error instanceof RefusedConnection) return error.failure
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout'
  return connectionFailureOf(error)
}

export function centreConnector(connection: CentreConnection): buildConnector.connector {
  const { ca, clientCert, clientKey, pinSha256, proxy } = connection
  const pin = pinSha256 === undefined ? undefined : pinOf(pinSha256)
  const straight = buildConnector({
    timeout: CONNECT_LIMIT_MS,
    minVersion: 'TLSv1.2',
    // A session that is taken up again would bring a certificate that was judged before.
    ...(pin === undefined ? {} : { maxCachedSessions: 0 }),
    // A pinned key needs nobody's signature; its dates and its name are asked for below.
    rejectUnauthorized: pin === undefined || ca !== undefined,
    ...(ca === undefined ? {} : { ca }),
    ...(clientCert === undefined ? {} : { cert: clientCert }),
    ...(clientKey === undefined ? {} : { key: clientKey }),
  })
  const connect = withAlerts(proxy === undefined ? straight : throughProxy(proxy, connection, straight))
  if (pin === undefined) return connect
  return (options, callback) => {
    connect(options, (error, socket) => {
      if (error !== null) {
        callback(error, null)
        return
      }
      const why = socket instanceof TLSSocket ? whyNotPinned(socket, pin, options.hostname) : undefined
      if (why === undefined) callback(null, socket)
      else {
        socket.destroy()
        callback(new RefusedConnection(why), null)
      }
    })
  }
}

/**
 * With TLS 1.3 the other side judges our certificate after the connection stands. Its alert is what the request fails
 * with, and not the end that follows.
 */
function withAlerts(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    connect(options, (error, socket) => {
      if (error !== null) {
        callback(error, null)
        return
      }
      socket.once('error', (alert: Error) => socket.destroy(alert))
      callback(null, socket)
    })
  }
}

function throughProxy(
  proxy: string,
  { proxyUsername, proxyPassword }: CentreConnection,
  connect: buildConnector.connector,
): buildConnector.connector {
  const word = `${proxyUsername ?? ''}:${proxyPassword ?? ''}`
  const headers =
    proxyUsername === undefined
      ? {}
      : { 'proxy-authorization': `Basic ${Buffer.from(word).toString('base64')}` }
  return (options, callback) => {
    const usualPort = options.protocol === 'https:' ? '443' : '80'
    const target = `${options.hostname}:${options.port === '' ? usualPort : options.port}`
    // One for each tunnel: what stands behind it closes with it.
    const client = new Client(proxy, { connect: { timeout: CONNECT_LIMIT_MS, minVersion: 'TLSv1.2' } })
    client
      .connect({
        path: target,
        headers: { ...headers, host: target },
        signal: AbortSignal.timeout(CONNECT_LIMIT_MS),
      })
      .then(({ statusCode, socket }) => {
        if (statusCode === PROXY_OK && socket instanceof Socket) {
          connect({ ...options, httpSocket: socket }, callback)
          return
        }
        socket.on('error', () => undefined).destroy()
        callback(new RefusedConnection('proxy'), null)
      })
      .catch(() => {
        callback(new RefusedConnection('proxy'), null)
      })
  }
}

function whyNotPinned(socket: TLSSocket, pin: Buffer, host: string): SendFailure | undefined {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined || !timingSafeEqual(pin, keyDigest(certificate)))
    return 'certificate-untrusted'
  const now = Date.now()
  if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) {
    return 'certificate-expired'
  }
  const bare = host.replace(/^\[|\]$/g, '')
  const isNamed = certificate.checkHost(bare) !== undefined || certificate.checkIP(bare) !== undefined
  return isNamed ? undefined : 'certificate-name'
}

function keyDigest({ publicKey }: X509Certificate): Buffer {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
}

function pinOf(text: string): Buffer {
  return Buffer.from(text, text.length === 64 ? 'hex' : 'base64')
}
