/** The certificates of the node, and those that callers show. */
import { readFile } from 'node:fs/promises'
import { Server, type ServerOptions } from 'node:https'
import { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'
import type { TlsFiles } from '../configuration-schema.ts'
import { Problem } from './problem.ts'

/** Throws where a file cannot be read. */
export async function readTls({ cert, key, ca, clients }: TlsFiles): Promise<ServerOptions> {
  return {
    minVersion: 'TLSv1.2',
    cert: await readFile(cert),
    key: await readFile(key),
    ...(ca === undefined ? {} : { ca: await readFile(ca), requestCert: true }),
    rejectUnauthorized: clients === 'required',
  }
}

/** Shown from the next handshake on; connections that stand stay. */
export function renewTls(server: object, { cert, key, ca, minVersion }: ServerOptions): void {
  if (server instanceof Server) server.setSecureContext({ cert, key, ca, minVersion })
}

/** Whoever shows a certificate shows a right one; to show none is allowed where nobody has to. */
export function refuseWrongCertificate(
  { raw }: FastifyRequest,
  _reply: unknown,
  done: (error?: Error) => void,
): void {
  const { socket } = raw
  const isWrong =
    socket instanceof TLSSocket && !socket.authorized && Object.keys(socket.getPeerCertificate()).length > 0
  done(isWrong ? new Problem('not-allowed', 'this certificate is not known here') : undefined)
}
