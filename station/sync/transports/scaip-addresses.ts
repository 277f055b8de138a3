import { destinationOf, parseSipUri } from '../../../shared/sip/addresses.ts'
import type { SipListenAddress } from '../../../shared/sip/endpoint-types.ts'
import { isLoopbackHost, parseListenAddress } from '../../config/addresses.ts'
import type { Secret } from '../../config/path-configuration.ts'

/**
 * Where a path takes answers, besides the connection that it opened: at its own address, by the transport of the
 * receiver's. TLS can be listened to with a certificate alone. Over UDP there must be an address, and without one given
 * it is a free port that only this machine reaches, because only it is spoken to in the clear.
 */
export function answerAddressOf(path: {
  readonly uri: string
  readonly listen?: string | undefined
  readonly clientCert?: Secret | undefined
}): SipListenAddress | undefined {
  const uri = parseSipUri(path.uri)
  const to = uri === undefined ? undefined : destinationOf(uri)
  if (to === undefined) return undefined
  const own = path.listen === undefined ? undefined : parseListenAddress(path.listen)
  if (own !== undefined && (to.kind !== 'tls' || path.clientCert !== undefined)) {
    return { kind: to.kind, ...own }
  }
  if (to.kind !== 'udp' || !isLoopbackHost(to.host)) return undefined
  return { kind: 'udp', host: to.host.includes(':') ? '::1' : '127.0.0.1', port: 0 }
}
