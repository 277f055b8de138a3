/**
 * The station's log: JSON lines in `DIR/logs`, at most 10 files of 10 MB, warnings on standard error too.
 * Ids, codes, counts and durations only. A full disk costs log lines, never the station.
 */
import { join } from 'node:path'
import { pino } from 'pino'
import type { Log } from './services.ts'
import { LogFile } from './log-file.ts'

/** The type of `Log` keeps objects out; these names are stopped even so. */
const PERSONAL = [
  'name',
  'residentName',
  'address',
  'unit',
  'words',
  'note',
  'text',
  'token',
  'pin',
  'password',
  'key',
  'phone',
]

export interface StationLog extends Log {
  /** Resolves when what was logged is in the file. */
  close(): Promise<void>
}

export function openLog(
  dataFolder: string,
  standardError: NodeJS.WritableStream = process.stderr,
): StationLog {
  const file = new LogFile(join(dataFolder, 'logs'))
  const output = pino.multistream([
    { level: 'info', stream: { write: (line: string) => file.write(line) } },
    { level: 'warn', stream: { write: (line: string) => void standardError.write(line) } },
  ])
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: PERSONAL, remove: true },
    },
    output,
  )
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    close: () => file.close(),
  }
}
