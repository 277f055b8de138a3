/** A line for datagrams between a station and a receiver: each takes half a second, and three of ten are lost, both ways. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import type { CleanUp } from './clean-up.ts'
import { seededRandom } from './seeded-random.ts'

export interface Lossiness {
  readonly delayMs: number
  readonly lostOfTen: number
}

interface Passage {
  readonly way: 'there' | 'back'
  readonly isLost: boolean
  readonly text: string
}

export class LossyDatagrams {
  /** Every datagram, in the order in which they came. */
  readonly passages: Passage[] = []
  readonly #near = createSocket('udp4')
  /** One for each who speaks, so that answers find back. */
  readonly #far = new Map<string, Socket>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #random: (below: number) => number
  readonly #fates: Record<Passage['way'], boolean[]> = { there: [], back: [] }

  private constructor(
    private readonly targetPort: number,
    private readonly lossiness: Lossiness,
    seed: number,
  ) {
    this.#random = seededRandom(seed)
    this.#near.on('message', (bytes, from) => this.#there(bytes, from))
  }

  static async before(
    cleanUp: CleanUp,
    targetPort: number,
    lossiness: Lossiness,
    seed: number,
  ): Promise<LossyDatagrams> {
    const line = new LossyDatagrams(targetPort, lossiness, seed)
    await new Promise<void>((resolve) => {
      line.#near.bind(0, '127.0.0.1', resolve)
    })
    cleanUp.add(() => line.#close())
    return line
  }

  get port(): number {
    return this.#near.address().port
  }

  #there(bytes: Buffer, from: RemoteInfo): void {
    const key = `${from.address}:${String(from.port)}`
    let far = this.#far.get(key)
    if (far === undefined) {
      far = createSocket('udp4')
      far.on('message', (answer) => {
        this.#pass('back', answer, () => this.#near.send(answer, from.port, from.address))
      })
      this.#far.set(key, far)
    }
    const through = far
    this.#pass('there', bytes, () => through.send(bytes, this.targetPort, '127.0.0.1'))
  }

  #pass(way: Passage['way'], bytes: Buffer, send: () => void): void {
    const isLost = this.#nextIsLost(way)
    this.passages.push({ way, isLost, text: bytes.toString('utf8') })
    if (isLost) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      send()
    }, this.lossiness.delayMs)
    this.#timers.add(timer)
  }

  /** The first of every ten is one of them: who has sent one has lost one. */
  #nextIsLost(way: Passage['way']): boolean {
    if (this.#fates[way].length === 0) {
      const lost = new Set([0])
      while (lost.size < this.lossiness.lostOfTen) lost.add(this.#random(10))
      this.#fates[way] = Array.from({ length: 10 }, (_, at) => lost.has(at))
    }
    return this.#fates[way].shift() ?? false
  }

  async #close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    await Promise.all(
      [this.#near, ...this.#far.values()].map(
        (socket) => new Promise<void>((resolve) => void socket.close(() => resolve())),
      ),
    )
  }
}
