/**
 * `DIR/station.reserve`: room that a clean end leaves behind for the next start. SQLite takes its log and its
 * shared memory away when it is closed and needs them again to open; on a disk that others have filled meanwhile
 * it could not. A killed station leaves those files themselves. All of it only under the folder's lock.
 */
import { randomBytes } from 'node:crypto'
import { open, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'

/** SQLite's shared memory is 32 KiB, `station.json` a block; the rest is for the first commits and the log. */
const RESERVE_BYTES = 128 * 1024
/** A block of common file systems: on a full disk what the end has set free is taken to the last one. */
const BLOCK_BYTES = 4096

export function reserveFile(dataFolder: string): string {
  return join(dataFolder, 'station.reserve')
}

/** Gives the room back but for one block: that one becomes `station.json`, whatever else is written before. */
export async function giveReserveBack(dataFolder: string): Promise<void> {
  const path = reserveFile(dataFolder)
  try {
    if ((await stat(path)).size > BLOCK_BYTES) await truncate(path, BLOCK_BYTES)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
}

/** Lays room aside, as much as there is, on top of what is laid aside already. */
export async function layReserveAside(dataFolder: string): Promise<void> {
  try {
    const file = await open(reserveFile(dataFolder), 'a', 0o600)
    try {
      let { size } = await file.stat()
      while (size < RESERVE_BYTES) {
        // Random, so that no file system makes it smaller.
        size += (await file.write(randomBytes(BLOCK_BYTES))).bytesWritten
      }
      await file.datasync()
    } finally {
      await file.close()
    }
  } catch {
    // No room, or a disk that answers badly: no reason not to end, and the next start is the one to say so.
    return
  }
}
