/** Structured logs on standard error: ids, codes and counts, never what a message or a note says. */
import { pino, type Logger } from 'pino'
import { databaseCodeOf } from './store/store-error.ts'

export function stderrLog(): Logger {
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
}

/** Not the error itself: a failed statement carries its parameters, and they are people's. */
export function errorFields(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { reason: String(error) }
  return { code: databaseCodeOf(error), reason: error.message, stack: error.stack ?? '' }
}
