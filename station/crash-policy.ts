/**
 * A programming error (an exception or a rejection that nobody took) ends the process: what is in memory may
 * be wrong, what is committed is not, and the supervisor starts the station again (design: "crash-only").
 */
import type { StationLog } from './logging.ts'

/** How long the last line may take to reach the log file. */
const LAST_LINE_MS = 1_000

/** Until the returned function is called, such an error is logged and ends the process with code 1. */
export function endOnProgrammingError(log: StationLog): () => void {
  const end = endWith(log, (code) => process.exit(code))
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
  return () => {
    process.off('uncaughtException', end)
    process.off('unhandledRejection', end)
  }
}

/** Logs the kind of error and where it came from, never its words: they may quote what a person is called. */
export function endWith(log: StationLog, exit: (code: number) => void): (error: unknown) => void {
  let ending = false
  return (error) => {
    if (ending) return
    ending = true
    const known = error instanceof Error
    const frames = known ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
    log.error(
      { error: known ? error.name : typeof error, from: frames.slice(0, 4).join(' ').trim() },
      'a programming error ends the station; started again, it goes on from what is stored',
    )
    const limit = setTimeout(() => exit(1), LAST_LINE_MS)
    void log.close().finally(() => {
      clearTimeout(limit)
      exit(1)
    })
  }
}
