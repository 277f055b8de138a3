/** The streams of a command, so that tests can run one in their own process. */
import type { Readable, Writable } from 'node:stream'

export interface CliIo {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly stop: AbortSignal
}

/** Words for people. */
export function say(io: CliIo, words: string): void {
  io.stderr.write(`${words}\n`)
}

export function untilStopped(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve()
  return new Promise((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
}
