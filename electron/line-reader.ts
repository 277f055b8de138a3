/** Splits a stream into lines; a line longer than the bound is cut, so that a broken child cannot fill memory. */
export class LineReader {
  readonly #longest: number
  readonly #onLine: (line: string) => void
  #pending = ''

  constructor(onLine: (line: string) => void, longest = 4_000) {
    this.#onLine = onLine
    this.#longest = longest
  }

  push(chunk: string): void {
    const lines = (this.#pending + chunk).split('\n')
    this.#pending = (lines.pop() ?? '').slice(0, this.#longest)
    for (const line of lines) this.#onLine(line.slice(0, this.#longest))
  }
}

/** The last words of a child, bounded. */
export class LastWords {
  readonly #limit: number
  #lines: string[] = []

  constructor(limit = 12) {
    this.#limit = limit
  }

  add(line: string): void {
    if (line.trim() === '') return
    this.#lines = [...this.#lines, line].slice(-this.#limit)
  }

  get text(): string {
    return this.#lines.join('\n')
  }
}
