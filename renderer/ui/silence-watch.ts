/** The other side gives a sign of life every second; 1.8 s of silence is shown as lost within 2 s (issue, "The path"). */
const SILENCE_MS = 1_800
const LOOK_EVERY_MS = 100

/** How long the other side has been silent, by the steady clock: a wall clock that jumps is not silence. */
export class SilenceWatch {
  #lastSign = 0

  /** Begins with a sign of life and then lets `look` look again and again; returns the function that ends it. */
  start(look: () => void): () => void {
    this.heard()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
    }
  }

  heard(): void {
    this.#lastSign = performance.now()
  }

  get isTooLong(): boolean {
    return performance.now() - this.#lastSign > SILENCE_MS
  }

  /** A reading of the steady clock. */
  get lastSign(): number {
    return this.#lastSign
  }
}
