/** Network addresses in a configuration or on the command line. */

/** `HOST:PORT` with a bracketed IPv6 host; undefined when it is neither. Port 0 asks for any free one. */
export function parseListenAddress(text: string): { host: string; port: number } | undefined {
  const match = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]\s/]+):([0-9]{1,5})$/.exec(text)
  if (match === null) return undefined
  const [, host = '', digits = ''] = match
  const port = Number(digits)
  return port > 65_535 ? undefined : { host: host.replace(/^\[|\]$/g, ''), port }
}

/** True for addresses that never leave this machine. `localhost` is taken at its word (RFC 6761). */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare)
}
