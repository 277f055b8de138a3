/**
 * One piece of work at a time, in the order in which it was asked for: each is decided on what the one before it left.
 * Work that failed holds up nothing after it.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** How many pieces of work run or wait. */
  get size(): number {
    return this.#waiting
  }

  /** When everything that was asked for so far is done, or has failed. */
  async idle(): Promise<void> {
    await this.#last
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1
    const next = this.#last.then(work).finally(() => {
      this.#waiting -= 1
    })
    this.#last = next.catch(() => undefined)
    return next
  }
}
