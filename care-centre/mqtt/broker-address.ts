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
  const { username, password } = url
  return {
    url: `${url.protocol}//${url.host}`,
    username: username === '' ? undefined : decodeURIComponent(username),
    password: password === '' ? undefined : decodeURIComponent(password),
  }
}
