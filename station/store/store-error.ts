/**
 * What can go wrong with the database, told apart by what it means for alarms (style: "Signal-Desktop").
 * `full`: no room; nothing half-written, works again when there is room. `busy`: another process is in the
 * way, try again. `damaged`, `newer`, `locked`: the station must not run on this file. `refused`: a rule of
 * the schema said no, which is a fault of this program. `failing`: the disk or file system answers badly.
 * `not-permitted`: this user may not use a file that is there, which the message names.
 * `not-migrated`: a step to this program's schema failed and was undone; the copy from before is named.
 */
export type StoreErrorCode =
  | 'full'
  | 'busy'
  | 'damaged'
  | 'newer'
  | 'locked'
  | 'not-migrated'
  | 'refused'
  | 'read-only'
  | 'not-permitted'
  | 'interrupted'
  | 'failing'

export class StoreError extends Error {
  constructor(
    readonly code: StoreErrorCode,
    message: string,
  ) {
    super(message)
    this.name = 'StoreError'
  }
}

const CODE_OF: Readonly<Record<string, StoreErrorCode>> = {
  SQLITE_FULL: 'full',
  SQLITE_BUSY: 'busy',
  SQLITE_LOCKED: 'busy',
  SQLITE_CORRUPT: 'damaged',
  SQLITE_NOTADB: 'damaged',
  SQLITE_CONSTRAINT: 'refused',
  SQLITE_READONLY: 'read-only',
  SQLITE_INTERRUPT: 'interrupted',
}

/**
 * The error as a `StoreError`. Only the driver's own message is kept: TypeORM's error also carries the
 * parameters, which may hold personal data.
 */
export function storeErrorOf(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const driverError = hasDriverError(error) ? error.driverError : error
  const message = driverError instanceof Error ? driverError.message : 'unknown database error'
  const sqliteCode = /SQLITE_[A-Z]+/.exec(message)?.[0] ?? ''
  return new StoreError(CODE_OF[sqliteCode] ?? 'failing', message)
}

function hasDriverError(error: unknown): error is { driverError: unknown } {
  return typeof error === 'object' && error !== null && 'driverError' in error
}
