/** Results: one JSON object a line on standard output, no faster than the reader takes them. */
import type { Writable } from 'node:stream'

export class JsonLines {
  readonly #output: Writable
  #isClosed = false
  #wake: () => void = () => undefined

  constructor(output: Writable) {
    this.#output = output
    const close = (): void => {
      this.#isClosed = true
      this.#wake()
    }
    output.on('drain', () => this.#wake())
    output.on('close', close)
    // `… | head` closes the pipe early: that is the reader's right and no failure of the command.
    output.on('error', close)
  }

  /** False when the reader has gone and nothing more needs to be written. */
  async write(value: object): Promise<boolean> {
    if (this.#isClosed) return false
    if (!this.#output.write(`${JSON.stringify(value)}\n`)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        if (this.#isClosed) resolve()
      })
    }
    return !this.#isClosed
  }

  /** Writes all of them; ends early without a word when the reader goes or the command is stopped. */
  async writeAll(values: AsyncIterable<object>, stop: AbortSignal): Promise<void> {
    for await (const value of values) {
      if (stop.aborted || !(await this.write(value))) return
    }
  }
}
