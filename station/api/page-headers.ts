/** Headers of every page the station serves: it may load itself and nothing else. */
import type { OwnAddress } from './allowed-callers.ts'

/**
 * Older WebKit does not count a WebSocket of the same host as 'self', so it is named, where a policy can: no host
 * in one is an IPv6 address. Sounds and fonts come from the bundle.
 */
export function pageHeaders(own: OwnAddress): Readonly<Record<string, string>> {
  const socket = own.host.includes(':') ? '' : ` ws://${own.host}:${own.port}`
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    `connect-src 'self'${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
  }
}
