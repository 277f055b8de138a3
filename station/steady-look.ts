/** Looks again and again at a steady pace, never twice at once; whoever stops it waits for the look under way. */
export class SteadyLook {
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined

  constructor(
    private readonly look: () => Promise<void>,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking ??= this.look().finally(() => (this.#looking = undefined))
    }, this.everyMs)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }
}
