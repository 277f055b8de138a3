/**
 * Requests of ours that nobody has answered yet, by whom they are for. Whoever does not answer keeps no place from
 * anybody: the oldest of its own ends, or where all places are taken the oldest of whoever has the most. What ends
 * early has been sent; it is only not sent again.
 */

/** At a time, so that a flood costs no memory. */
export const MOST_UNDER_WAY = 2_000
/** Of one share: more than a station of ours ever has under way. */
export const MOST_OF_SHARE = 128

export class UnderWay {
  readonly #shares = new Map<string, Set<() => void>>()
  #size = 0

  get isFull(): boolean {
    return this.#size >= MOST_UNDER_WAY
  }

  /**
   * `end` is called where it must make room. Gives what is called when it is over, however it ended. Without a `share`
   * it counts for all alone.
   */
  enter(named: string | undefined, end: () => void): () => void {
    const share = named ?? ''
    const own = this.#shares.get(share)?.size ?? 0
    if (named !== undefined && own >= MOST_OF_SHARE) this.#endOldest(share)
    else if (this.isFull) this.#endOldest(this.#largest())
    const all = this.#shares.get(share) ?? new Set()
    this.#shares.set(share, all.add(end))
    this.#size += 1
    return () => this.#leave(share, end)
  }

  #largest(): string {
    let name = ''
    let most = 0
    for (const [share, { size }] of this.#shares) if (size > most) [name, most] = [share, size]
    return name
  }

  #endOldest(share: string): void {
    const [oldest] = this.#shares.get(share) ?? []
    if (oldest === undefined) return
    this.#leave(share, oldest)
    oldest()
  }

  #leave(share: string, end: () => void): void {
    const all = this.#shares.get(share)
    if (all?.delete(end) !== true) return
    this.#size -= 1
    if (all.size === 0) this.#shares.delete(share)
  }
}
