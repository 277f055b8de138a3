import { LONGEST_AGO_MS } from '../../shared/api/board.ts'

/** Somebody who presses the key for as long as nobody answers has paused the sound no more often than this. */
const MOST_WAITING = 50

interface Pause {
  readonly by: string | null
  readonly seconds: number
  /** A reading of the steady clock. */
  readonly at: number
}

/** Who is told of pauses: the station by a board, the care centre by an operator page. */
export interface PauseHearer {
  soundPaused(by: string | null, seconds: number, agoMs: number): Promise<void>
}

/** Tells who paused the sound, also of the time when nobody could be told: then when they are back, with how long ago. */
export class PauseTeller {
  #waiting: readonly Pause[] = []
  #isTelling = false

  /** `hasNoContact`: by what a call threw, whether it got no answer. */
  constructor(
    private readonly hearer: PauseHearer,
    private readonly hasNoContact: (error: unknown) => boolean,
  ) {}

  tell(by: string | null, seconds: number, now: number): void {
    this.#waiting = [...this.#waiting, { by, seconds, at: now }].slice(-MOST_WAITING)
    void this.tellWaiting(now)
  }

  /** What waits, the oldest first; stops where nobody answers. */
  async tellWaiting(now: number): Promise<void> {
    if (this.#isTelling) return
    this.#isTelling = true
    let next = this.#waiting[0]
    while (next !== undefined && (await this.#isTold(next, now))) {
      const told = next
      this.#waiting = this.#waiting.filter((pause) => pause !== told)
      next = this.#waiting[0]
    }
    this.#isTelling = false
  }

  /** A refusal is an answer: what will not be noted is not told again. */
  async #isTold({ by, seconds, at }: Pause, now: number): Promise<boolean> {
    const agoMs = Math.max(0, Math.round(now - at))
    if (agoMs > LONGEST_AGO_MS) return true
    try {
      await this.hearer.soundPaused(by, seconds, agoMs)
      return true
    } catch (error) {
      return !this.hasNoContact(error)
    }
  }
}
