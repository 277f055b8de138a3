/** The broker as the command line and the configuration name it; pure. */

export interface BrokerAddress {
  /** Without credentials: it is shown and logged. */
  readonly url: string
  readonly username: string | undefined
  readonly password: string | undefined
}

/** Gives words when it will not do. */
export function parseBrokerUrl(text: string): BrokerAddress | string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^mqtts?:$/.test(url.protocol) || url.hostname === '') {
    return 'the broker is mqtts://HOST:PORT'
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isLoopback = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
  if (url.protocol === 'mqtt:' && !isLoopback) {
    return `mqtt:// is accepted for this machine alone (127.0.0.1); use mqtts://`
  }
  const [username, password] = [decoded(url.username), decoded(url.password)]
  if (username === null || password === null) {
    return 'in the user name or password of the broker a % stands for nothing: write it as %25'
  }
  return { url: `${url.protocol}//${url.host}`, username, password }
}

/** Undefined where there is none, null where it cannot be read. */
function decoded(part: string): string | undefined | null {
  try {
    return part === '' ? undefined : decodeURIComponent(part)
  } catch {
    return null
  }
}
