/**
 * Shortest pause between two drawings. The first change is drawn at once; in a flood of falls the screen shows
 * the newest state in every second frame (33 ms, less what frames come early) instead of falling further behind.
 */
const DRAW_GAP_MS = 25
/** A window that nobody sees has no frames; what rings must still be told to its sound. */
const NO_FRAME_MS = 100

/** A store for React that tells a screen no oftener than it can draw. */
export class PacedStore<State> {
  readonly #listeners = new Set<() => void>()
  #latest: State
  #shown: State
  #shownAt = Number.NEGATIVE_INFINITY
  #dropShow: (() => void) | null = null

  constructor(initial: State) {
    this.#latest = initial
    this.#shown = initial
  }

  /** What has come; the screen may not have been told of it yet. */
  get latest(): State {
    return this.#latest
  }

  /** What the screen has been told. */
  readonly getState = (): State => this.#shown

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** `isUrgent`: told at once. */
  set(state: State, isUrgent: boolean): void {
    this.#latest = state
    if (isUrgent || this.#isDue()) this.#show()
    else
      this.#dropShow ??= inFrame(
        () => this.#isDue(),
        () => {
          this.#show()
        },
      )
  }

  /** What has not been told yet is not told any more. */
  stop(): void {
    this.#dropShow?.()
    this.#dropShow = null
  }

  #isDue(): boolean {
    return performance.now() - this.#shownAt >= DRAW_GAP_MS
  }

  #show(): void {
    this.stop()
    this.#shown = this.#latest
    this.#shownAt = performance.now()
    for (const listener of this.#listeners) listener()
  }
}

/** Runs `act` at the start of the first frame in which `isDue`, or without frames; returns what drops it. */
function inFrame(isDue: () => boolean, act: () => void): () => void {
  const look = () => {
    if (isDue()) act()
    else frame = requestAnimationFrame(look)
  }
  let frame = requestAnimationFrame(look)
  const timer = setTimeout(act, NO_FRAME_MS)
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
