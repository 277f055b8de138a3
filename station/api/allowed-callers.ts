/** Who may speak to the station's port: by the address they used and the page they come from. */

/** The desktop client's own pages. */
export const SHELL_ORIGIN = 'app://tryggvakt'

export interface OwnAddress {
  /** As it was listened on: `127.0.0.1`, `::1` or `localhost`. */
  readonly host: string
  readonly port: number
}

/**
 * The `Host` header must name this machine: a page of the internet whose name was rebound to 127.0.0.1
 * still sends its own name.
 */
export function isOwnHost(host: string | undefined, own: OwnAddress): boolean {
  return host !== undefined && ownHosts(own).includes(host.toLowerCase())
}

/** No `Origin` means that no browser page is calling; the token is asked for in any case. */
export function isAllowedOrigin(origin: string | undefined, own: OwnAddress): boolean {
  if (origin === undefined || origin === SHELL_ORIGIN) return true
  return ownHosts(own).some((host) => origin === `http://${host}`)
}

/** `http://127.0.0.1:4120`, no trailing slash. */
export function ownUrl(own: OwnAddress): string {
  return `http://${bracketed(own.host)}:${own.port}`
}

function ownHosts(own: OwnAddress): string[] {
  const names = new Set(['127.0.0.1', 'localhost', '[::1]', bracketed(own.host).toLowerCase()])
  const hosts = [...names].map((name) => `${name}:${own.port}`)
  // Browsers leave the default port out.
  return own.port === 80 ? [...hosts, ...names] : hosts
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
