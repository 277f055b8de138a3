import type { Writes } from '../transaction.ts'
import { CHANGES_KEPT_MS } from './node-changes.ts'

const LOOK_EVERY_MS = 60_000

/** Lets changes go that were told long ago. Numbers rise with time, so what was the newest then tells how far. */
export class ChangePruning {
  readonly #marks: { readonly at: number; readonly number: number }[] = []
  readonly #timer: NodeJS.Timeout

  /** `position`: the newest change now. `onTrouble`: it is tried again in a minute. */
  constructor(
    writes: Writes,
    position: () => number,
    monotonic: () => number,
    onTrouble: (error: unknown) => void,
  ) {
    this.#timer = setInterval(() => {
      const due = this.#mark(monotonic(), position())
      if (due === undefined) return
      writes.run(({ query }) => query('DELETE FROM change WHERE number <= ?', [due])).catch(onTrouble)
    }, LOOK_EVERY_MS)
    this.#timer.unref()
  }

  /** The newest change of so long ago that everybody has been told; at most a mark a minute is kept. */
  #mark(now: number, number: number): number | undefined {
    this.#marks.push({ at: now, number })
    let due: number | undefined
    while (this.#marks[0] !== undefined && now - this.#marks[0].at >= CHANGES_KEPT_MS) {
      due = this.#marks.shift()?.number
    }
    return due
  }

  end(): void {
    clearInterval(this.#timer)
  }
}
