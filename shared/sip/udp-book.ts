/** The UDP ports of an endpoint: those it listens on, and one for requests where it listens on none. */
import type { SipEndpointParts } from './endpoint-types.ts'
import type { Line } from './line.ts'
import type { SipAddress, SipNetFailure, SipUdpPort } from './net.ts'

export class UdpBook {
  readonly #ports: SipUdpPort[] = []
  #opening: Promise<SipUdpPort> | undefined

  constructor(
    private readonly net: SipEndpointParts['net'],
    private readonly onDatagram: (bytes: Uint8Array, line: Line) => void,
  ) {}

  async listen(address: SipAddress): Promise<SipAddress> {
    const port = await this.#open(address)
    this.#ports.push(port)
    return port.address
  }

  /** A line to an address; `unreachable` where no port can be had. */
  async line(to: SipAddress): Promise<Line | SipNetFailure> {
    try {
      const [first] = this.#ports
      this.#opening ??= first === undefined ? this.#openForRequests(to) : Promise.resolve(first)
      return lineTo(await this.#opening, to)
    } catch {
      this.#opening = undefined
      return 'unreachable'
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#ports.splice(0).map((port) => port.close()))
  }

  async #openForRequests(to: SipAddress): Promise<SipUdpPort> {
    const port = await this.#open({ host: to.host.includes(':') ? '::' : '0.0.0.0', port: 0 })
    this.#ports.push(port)
    return port
  }

  async #open(address: SipAddress): Promise<SipUdpPort> {
    const port = await this.net.openUdp(address, (bytes, from) => {
      this.onDatagram(bytes, lineTo(port, from))
    })
    return port
  }
}

function lineTo(port: SipUdpPort, to: SipAddress): Line {
  const waiting = new Set<(code: SipNetFailure) => void>()
  return {
    peer: { kind: 'udp', host: to.host, port: to.port },
    local: port.address,
    isReliable: false,
    isFresh: true,
    send: (bytes) => {
      port.send(bytes, to, (code) => {
        for (const callback of waiting) callback(code)
      })
    },
    onFailure: (callback) => {
      waiting.add(callback)
      return () => waiting.delete(callback)
    },
    giveUp: () => undefined,
  }
}
