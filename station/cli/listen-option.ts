import { isLoopbackHost, parseListenAddress } from '../config/addresses.ts'
import { StartError } from '../start-error.ts'

/** What the desktop client's page may speak to: a content security policy cannot name all of 127.0.0.0/8. */
const REACHED_BY_DESKTOP: readonly string[] = ['127.0.0.1', 'localhost', '::1']

/** `--listen HOST:PORT`, this machine alone: there is no TLS yet (contract: "station"). */
export function listenOption(text: string): { host: string; port: number } {
  const listen = parseListenAddress(text)
  if (listen === undefined) {
    throw new StartError('usage', `--listen is HOST:PORT, such as 127.0.0.1:4120, not "${text}".`, 2)
  }
  if (!isLoopbackHost(listen.host)) {
    const words = `--listen ${text}: without TLS a station listens on this machine alone; use 127.0.0.1:${listen.port}.`
    throw new StartError('listen-not-loopback', words, 2)
  }
  if (!REACHED_BY_DESKTOP.includes(listen.host.toLowerCase())) {
    const words = `--listen ${text}: the desktop client would not reach it there; use 127.0.0.1:${listen.port}.`
    throw new StartError('usage', words, 2)
  }
  return listen
}
