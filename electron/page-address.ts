import type { StationAddress } from '../shared/api/shell.ts'

/**
 * The station's address as the page may use it. No content security policy can name an IPv6 address
 * (w3c/webappsec-csp#224), and Chromium leaves out what it can't read. It looks `localhost` up itself, on [::1]
 * as well as on 127.0.0.1.
 */
export function addressForPage({ url, token }: StationAddress): StationAddress {
  return { url: url.replace('//[::1]', '//localhost'), token }
}
