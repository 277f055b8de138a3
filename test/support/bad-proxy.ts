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
  /** Of every ten connections, the first of them always: a proxy that had one connection has broken one. */
  readonly brokenOfTen: number
  /** No connection lives longer, so that there are many. */
  readonly longestMs: number
}

export class BadProxy {
  connections = 0
  broken = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #random: (below: number) => number
  /** What becomes of the next connections, up to ten of them. */
  #fates: boolean[] = []

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
    const { delayMs, longestMs } = this.badness
    const isBroken = this.#nextBreaks()
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

  #nextBreaks(): boolean {
    if (this.#fates.length === 0) {
      const breaking = new Set([0])
      while (breaking.size < this.badness.brokenOfTen) breaking.add(this.#random(10))
      this.#fates = Array.from({ length: 10 }, (_, at) => breaking.has(at))
    }
    return this.#fates.shift() ?? false
  }

  #close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
    })
  }
}
