import { chmod, open } from 'node:fs/promises'

/**
 * Makes a database for its user alone before SQLite does, which gives its mode on to `-wal` and `-shm`; and takes
 * from others what an earlier program left them. Never opens a file that is there: closing it would take SQLite's
 * locks from this process.
 */
export async function makePrivate(database: string): Promise<void> {
  try {
    await (await open(database, 'wx', 0o600)).close()
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    for (const file of [database, `${database}-wal`, `${database}-shm`]) await closeToOthers(file)
  }
}

async function closeToOthers(file: string): Promise<void> {
  try {
    await chmod(file, 0o600)
  } catch (error) {
    // Not there, or another user's, who alone may change it.
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'EPERM')) throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
