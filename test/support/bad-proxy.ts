/**
 * A network as bad as they come, between a station and what it talks to: everything takes half a second each way, and
 * three connections in ten break, by a reset or by saying nothing any more.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { CleanUp } from './clean-up.ts'
import { seededRandom } from './seeded-random.ts'

export interface Badness {
  readonly delayMs: number
  /** Of a hundred connections. */
  readonly brokenPercent: number
  /** No connection lives longer, so that there are many. */
  readonly longestMs: number
}

export class BadProxy {
  connections = 0
  broken = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #random: (below: number) => number

  private constructor(
    private readonly targetPort: number,
    private readonly badness: Badness,
    seed: number,
  ) {
    this.#random = seededRandom(seed)
    this.#server = createServer((near) => this.#join(near))
  }

  static async before(
    cleanUp: CleanUp,
    targetPort: number,
    badness: Badness,
    seed: number,
  ): Promise<BadProxy> {
    const proxy = new BadProxy(targetPort, badness, seed)
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve)
    })
    cleanUp.add(() => proxy.#close())
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  #join(near: Socket): void {
    const far = connect(this.targetPort, '127.0.0.1')
    const { delayMs, brokenPercent, longestMs } = this.badness
    const isBroken = this.#random(100) < brokenPercent
    const breaksBySilence = this.#random(2) === 0
    this.connections += 1
    if (isBroken) this.broken += 1
    let isMute = false
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from)
      let last: Promise<unknown> = Promise.resolve()
      from.on('data', (bytes) => {
        const due = pause(delayMs)
        last = Promise.all([last, due]).then(() => (isMute || to.destroyed ? undefined : to.write(bytes)))
      })
      from.on('error', () => to.destroy())
      from.on('close', () => {
        this.#sockets.delete(from)
        void last.then(() => to.end())
      })
    }
    const end = setTimeout(
      () => {
        if (isBroken && breaksBySilence) isMute = true
        else if (isBroken) near.resetAndDestroy()
        else near.end()
      },
      isBroken ? this.#random(2 * delayMs + 500) : longestMs,
    )
    near.on('close', () => clearTimeout(end))
  }

  #close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
    })
  }
}
