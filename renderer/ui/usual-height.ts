/**
 * What a card that was never drawn is taken to measure: what most cards measured that were. A wrong guess has a long list
 * drawn twice and all its places counted anew, each time that one more card comes into sight.
 */
export class UsualHeight {
  readonly #times = new Map<number, number>()
  #height: number

  constructor(guess: number) {
    this.#height = guess
  }

  get height(): number {
    return this.#height
  }

  measured(height: number): void {
    const times = (this.#times.get(height) ?? 0) + 1
    this.#times.set(height, times)
    if (times > (this.#times.get(this.#height) ?? 0)) this.#height = height
  }
}
