import { PRIORITIES, type Priority } from '../../../shared/domain/priority.ts'

/** Behind every alarm: "I am here" never waits in front of a fall (scaip.md §9.4, §13.11). */
type Urgency = Priority | 'heartbeat'
const ORDER: readonly Urgency[] = [...PRIORITIES, 'heartbeat']

/** Lets a bounded number of documents be under way at a time; who waits comes in by urgency, then by age. */
export class ScaipGate {
  readonly #waiting: ReadonlyMap<Urgency, (() => void)[]> = new Map(ORDER.map((urgency) => [urgency, []]))
  #inside = 0

  constructor(private readonly most: number) {}

  async through<T>(urgency: Urgency, work: () => Promise<T>): Promise<T> {
    if (this.#inside < this.most) this.#inside += 1
    else await new Promise<void>((enter) => this.#waiting.get(urgency)?.push(enter))
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  /** The place is handed on, so that nobody slips in between. */
  #leave(): void {
    for (const urgency of ORDER) {
      const enter = this.#waiting.get(urgency)?.shift()
      if (enter === undefined) continue
      enter()
      return
    }
    this.#inside -= 1
  }
}
