import { isLoopbackHost, parseListenAddress } from '../config/addresses.ts'
import { StartError } from '../start-error.ts'

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
  return listen
}
