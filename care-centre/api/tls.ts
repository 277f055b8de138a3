/** The certificates of the node, and those that callers show. */
import { readFile } from 'node:fs/promises'
import { Server, type ServerOptions } from 'node:https'
import { Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { assertAuthorities } from '../certificates.ts'
import type { TlsFiles } from '../configuration-schema.ts'
import { Problem } from './problem.ts'

/**
 * Throws where a file cannot be read, is no certificate, or the key is of another one: before anything is changed.
 * Who must show a certificate is judged when the handshake is over.
 */
export async function readTls({ cert, key, ca }: Omit<TlsFiles, 'clients'>): Promise<ServerOptions> {
  const own = { cert: await readFile(cert), key: await readFile(key) }
  const trusted = ca === undefined ? {} : { ca: await readFile(ca) }
  createSecureContext({ ...own, ...trusted })
  if (trusted.ca !== undefined) assertAuthorities(String(trusted.ca))
  return {
    minVersion: 'TLSv1.2',
    ...own,
    ...trusted,
    requestCert: ca !== undefined,
    rejectUnauthorized: false,
  }
}

/**
 * Shown, and asked of callers, from the next handshake on; connections that stand stay, and no session of before is
 * taken up again. Where another authority counts, those end at which nobody is being answered.
 */
export function renewTls(
  { server }: { readonly server: object },
  callerCertificates: { authority: string },
  renewed: ServerOptions,
): void {
  if (!(server instanceof Server)) return
  const { cert, key, ca, minVersion, requestCert } = renewed
  server.setSecureContext({ cert, key, ca, minVersion })
  // Node reads it anew for each connection.
  Object.assign(server, { requestCert })
  if (authorityOf(renewed) === callerCertificates.authority) return
  callerCertificates.authority = authorityOf(renewed)
  server.closeIdleConnections()
}

/**
 * Where everybody must show a certificate, a connection without a right one ends before a word of it is read; whoever
 * shows none is told by an alert of TLS that one is needed.
 */
export function endStrangers(server: object, areRequired: () => boolean): void {
  if (!(server instanceof Server)) return
  // Node reads it anew for each connection.
  server.prependListener('connection', () => Object.assign(server, { rejectUnauthorized: areRequired() }))
  server.prependListener('secureConnection', (socket) => {
    if (areRequired() && !socket.authorized) socket.destroy()
  })
}

/**
 * Whoever shows a certificate shows a right one; to show none is allowed where nobody has to. Asked of every call,
 * because a connection may be older than the configuration that asks for a certificate.
 */
export function refuseWrongCertificate(areRequired: () => boolean) {
  return ({ raw }: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void => {
    const { socket } = raw
    const isWrong =
      socket instanceof TLSSocket &&
      !socket.authorized &&
      (areRequired() || Object.keys(socket.getPeerCertificate()).length > 0)
    done(isWrong ? new Problem('not-allowed', 'this certificate is not known here') : undefined)
  }
}

/**
 * The hooks that end a connection whose certificate is judged by another authority than the one of now: it is asked
 * nothing any more, and what is being answered is its last. `authority`: PEM, empty where there is none.
 */
export function endOlder(server: object, authority: () => string) {
  // Node judges by what counts when the connection comes in, however long its handshake takes.
  const cameUnder = new Map<string, string>()
  const judgedBy = new WeakMap<object, string>()
  if (server instanceof Server) {
    server.prependListener('connection', (socket) => {
      if (!(socket instanceof Socket)) return
      const peer = peerOf(socket)
      cameUnder.set(peer, authority())
      socket.once('close', () => cameUnder.delete(peer))
    })
    server.prependListener('secureConnection', (socket) => {
      judgedBy.set(socket, cameUnder.get(peerOf(socket)) ?? '')
    })
  }
  const isOlder = ({ raw }: FastifyRequest): boolean => judgedBy.get(raw.socket) !== authority()
  return {
    onRequest: (request: FastifyRequest, _reply: unknown, done: () => void): void => {
      // The caller comes again, as after any connection that has ended.
      if (isOlder(request)) request.raw.socket.destroy()
      else done()
    },
    onSend: (request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: () => void): void => {
      if (isOlder(request)) void reply.header('connection', 'close')
      done()
    },
  }
}

/** One connection at a time has these. */
function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${String(remoteAddress)} ${String(remotePort)}`
}

/** Gives what the callers' certificates are judged by, as PEM; empty where nobody is asked for one. */
export function authorityOf(tls: ServerOptions | undefined): string {
  return String(tls?.ca ?? '')
}
