/** What can be wrong with the database, told apart by code. */
export type StoreErrorCode =
  | 'no-database'
  | 'no-folder'
  | 'not-permitted'
  | 'folder-taken'
  | 'database-newer'
  | 'database-unsuited'
  | 'database-damaged'
  | 'database-unopened'
  | 'database-unreachable'
  | 'migration-failed'
  | 'not-durable'
  | 'backup-exists'
  | 'cannot-store'

/** `message` is for people: it says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** No room, no disk, no permission, no database: everything else would fail alike, and may succeed later. */
const TROUBLE: ReadonlySet<string> = new Set([
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_NOMEM',
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
  'UNREACHABLE',
  // PostgreSQL: read-only, lock or statement waited too long, in the way of another node.
  'PG_25006',
  'PG_55P03',
  'PG_57014',
  'PG_40001',
  'PG_40P01',
])

/** Whole classes of PostgreSQL's codes: connection, resources, operator's hand, system, its own corruption. */
const TROUBLE_CLASSES = /^PG_(08|53|57P|58|XX)/

/**
 * The database's own word for what went wrong, else `unknown`: `SQLITE_FULL` as SQLite's driver gives it, `PG_` and
 * the five signs of PostgreSQL, `UNREACHABLE` where the connection broke or none could be had.
 */
export function databaseCodeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = ownCodeOf(at)
    if (code !== undefined) return code
    if ('driverError' in at && at.driverError instanceof Error && at.driverError !== at) {
      const inner = databaseCodeOf(at.driverError)
      if (inner !== 'unknown') return inner
    }
  }
  return 'unknown'
}

function ownCodeOf(error: Error): string | undefined {
  // The driver has no code for these: ended by the other side, and no free connection in time.
  if (
    /^(Connection terminated|timeout exceeded|Client (was closed|has encountered)|Query read)/.test(
      error.message,
    )
  )
    return 'UNREACHABLE'
  if (!('code' in error) || typeof error.code !== 'string') return undefined
  if (error.code.startsWith('SQLITE_')) return error.code
  // As PostgreSQL's answers have it; names of system errors are five letters at times, too (EPIPE).
  if (/^[0-9A-Z]{5}$/.test(error.code) && 'severity' in error) return `PG_${error.code}`
  return NETWORK_CODES.has(error.code) ? 'UNREACHABLE' : undefined
}

/** Of the way to the database, its name, and the certificate that it shows. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** Whether the database is at fault and not the rows. */
export function isStoreTrouble(error: unknown): boolean {
  const code = databaseCodeOf(error)
  return TROUBLE.has(code) || TROUBLE_CLASSES.test(code)
}
