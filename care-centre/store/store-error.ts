/** What can be wrong with the database, told apart by code. */
export type StoreErrorCode =
  'database-newer' | 'database-damaged' | 'migration-failed' | 'not-durable' | 'cannot-store'

/** `message` is for people: it says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** No room, no disk, no permission: everything else in the queue would fail alike, and may succeed later. */
const DISK_CODES: ReadonlySet<string> = new Set([
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_NOMEM',
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
])

/** SQLite's own word for what went wrong (`SQLITE_FULL`), as its driver gives it, else `unknown`. */
export function sqliteCodeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string' && at.code.startsWith('SQLITE_')) return at.code
    if ('driverError' in at && at.driverError instanceof Error && at.driverError !== at) {
      const inner = sqliteCodeOf(at.driverError)
      if (inner !== 'unknown') return inner
    }
  }
  return 'unknown'
}

/** Whether the disk is at fault and not the rows. */
export function isDiskTrouble(error: unknown): boolean {
  return DISK_CODES.has(sqliteCodeOf(error))
}
