/**
 * Words for people: always on standard error, so that standard output stays free for results.
 * @param {string} words
 */
export function say(words) {
  process.stderr.write(`${words}\n`)
}

/**
 * An instruction to the person at the keyboard instead of a stack trace.
 */
export class Refusal extends Error {
  /**
   * @param {string} words what is wrong and what to do
   * @param {number} [exitCode] 1: the work failed, 2: wrong usage
   */
  constructor(words, exitCode = 1) {
    super(words)
    this.exitCode = exitCode
  }
}

/**
 * Runs a script's main function; a `Refusal` ends in its words, anything else in its stack.
 * @param {() => Promise<number | void>} main gives the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0
  } catch (error) {
    say(error instanceof Refusal ? error.message : String(error instanceof Error ? error.stack : error))
    process.exitCode = error instanceof Refusal ? error.exitCode : 1
  }
}
