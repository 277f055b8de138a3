/** Why a station (or another command) will not start, in words for people, with the exit code of the contract. */
export class StartError extends Error {
  readonly code: string
  /** May be several lines; goes to standard error as it is. */
  readonly words: string
  /** 1: the work failed. 2: wrong usage or configuration. */
  readonly exitCode: 1 | 2

  constructor(code: string, words: string, exitCode: 1 | 2, options?: ErrorOptions) {
    super(`${code}: ${words}`, options)
    this.name = 'StartError'
    this.code = code
    this.words = words
    this.exitCode = exitCode
  }
}
