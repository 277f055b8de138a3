import { LONGEST_AGO_MS } from '../../shared/api/board.ts'
import { StationCallError, type StationClient } from '../station-client.ts'

/** Somebody who presses the key for as long as a station is away has paused the sound no more often than this. */
const MOST_WAITING = 50

interface Pause {
  readonly by: string | null
  readonly seconds: number
  /** A reading of the steady clock. */
  readonly at: number
}

/** Tells the station who paused the sound, also of the time when it was away: then when it is back, with how long ago. */
export class PauseTeller {
  #waiting: readonly Pause[] = []
  #isTelling = false

  constructor(private readonly client: Pick<StationClient, 'soundPaused'>) {}

  tell(by: string | null, seconds: number, now: number): void {
    this.#waiting = [...this.#waiting, { by, seconds, at: now }].slice(-MOST_WAITING)
    void this.tellWaiting(now)
  }

  /** What waits, the oldest first; stops where the station does not answer. */
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

  /** A refusal is an answer: what the station will not note is not told again. */
  async #isTold({ by, seconds, at }: Pause, now: number): Promise<boolean> {
    const agoMs = Math.max(0, Math.round(now - at))
    if (agoMs > LONGEST_AGO_MS) return true
    try {
      await this.client.soundPaused(by, seconds, agoMs)
      return true
    } catch (error) {
      return error instanceof StationCallError && error.code !== 'no-contact'
    }
  }
}
