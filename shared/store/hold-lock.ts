/**
 * One process for each data folder (docs/adr/0007). The package of SQLite is native and belongs to the rooms' stores,
 * so the room gives it in.
 */
interface LockConnection {
  exec(sql: string, done: (error: Error | null) => void): unknown
  close(done: (error: Error | null) => void): unknown
}

export type OpenConnection = (path: string, opened: (error: Error | null) => void) => LockConnection

export interface Lock {
  release(): Promise<void>
}

// Its journal stays in memory: the lock must not need a block of a full disk.
const HOLD = 'PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE'

/**
 * Holds `path` for this caller alone until `release`. It is an SQLite lock, so the operating system gives it back when
 * the process ends, however it ends. `held` where another has it; throws the driver's error for anything else.
 */
export async function holdLock(open: OpenConnection, path: string): Promise<Lock | 'held'> {
  const connection = await new Promise<LockConnection>((resolve, reject) => {
    const opened = open(path, (error) => {
      if (error === null) resolve(opened)
      else reject(error)
    })
  })
  const release = (): Promise<void> => settled((done) => connection.close(done))
  try {
    await settled((done) => connection.exec(HOLD, done))
  } catch (error) {
    await release()
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return 'held'
    throw error
  }
  return { release }
}

function settled(start: (done: (error: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error === null) resolve()
      else reject(error)
    })
  })
}
