/** Which document an `mrs` belongs to: by `ref` alone, whenever and from wherever it comes (scaip.md §3). */
import type { ScaipResponse } from '../../../shared/scaip/document.ts'

/** Documents that went unanswered in time and may be answered after all; the oldest are forgotten first. */
const MOST_LATE = 1_000

export interface AwaitedAnswer {
  readonly answer: Promise<ScaipResponse>
  /** Nobody waits any more; an answer that comes after is late. */
  end(): void
}

export class ScaipAnswers {
  readonly #awaited = new Map<string, (response: ScaipResponse) => void>()
  readonly #late = new Map<string, string>()

  /** `onLate`: the centre took a message after its time. */
  constructor(private readonly onLate: (messageId: string) => void) {}

  await(ref: string, messageId: string): AwaitedAnswer {
    this.#late.delete(ref)
    let isAnswered = false
    const answer = new Promise<ScaipResponse>((resolve) => {
      this.#awaited.set(ref, (response) => {
        isAnswered = true
        resolve(response)
      })
    })
    return {
      answer,
      end: () => {
        this.#awaited.delete(ref)
        if (!isAnswered) this.#remember(ref, messageId)
      },
    }
  }

  /** False for a `ref` that nobody knows. */
  take(response: ScaipResponse): boolean {
    const awaited = this.#awaited.get(response.ref)
    if (awaited !== undefined) {
      awaited(response)
      return true
    }
    const messageId = this.#late.get(response.ref)
    if (messageId === undefined) return false
    if (response.snu === 0) {
      this.#late.delete(response.ref)
      this.onLate(messageId)
    }
    return true
  }

  #remember(ref: string, messageId: string): void {
    this.#late.set(ref, messageId)
    const [oldest] = this.#late.keys()
    if (this.#late.size > MOST_LATE && oldest !== undefined) this.#late.delete(oldest)
  }
}
