/** Headers of every page the station serves. */
import { pagePolicy } from '../../shared/api/page-policy.ts'
import type { OwnAddress } from './allowed-callers.ts'

/**
 * Older WebKit does not count a WebSocket of the same host as 'self', so it is named, where a policy can: no host
 * in one is an IPv6 address. Sounds and fonts come from the bundle.
 */
export function pageHeaders(own: OwnAddress): Readonly<Record<string, string>> {
  return pagePolicy(own.host.includes(':') ? '' : ` ws://${own.host}:${String(own.port)}`)
}
