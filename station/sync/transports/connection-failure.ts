/** Why a connection did not stand, from the codes of Node's sockets, resolver and TLS. */
import { errors } from 'undici'
import { CERTIFICATE_FAILURES } from '../../../shared/wire/certificate-failures.ts'
import { isAboutOurCertificate } from '../../../shared/wire/tls-alert.ts'
import type { SendFailure } from '../transport.ts'

const FAILURE_OF: Readonly<Record<string, SendFailure>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ETIMEDOUT: 'timeout',
  ...CERTIFICATE_FAILURES,
  EPROTO: 'tls',
}

/** `unreachable` for what has no name of its own. */
export function connectionFailureOf(error: unknown): SendFailure {
  if (isAboutOurCertificate(error)) return 'client-certificate'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = FAILURE_OF[code]
  if (known !== undefined) return known
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls'
  if (code.includes('TIMEOUT')) return 'timeout'
  return hasHungUp(error) ? 'hung-up' : 'unreachable'
}

/** The connection stood and was closed before a byte of an answer: what undici's errors say of their socket. */
function hasHungUp(error: unknown): boolean {
  if (!(error instanceof errors.SocketError)) return false
  const { socket } = error
  return socket !== null && socket.bytesRead === 0 && (socket.bytesWritten ?? 0) > 0
}
