import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const POLL_MS = 50
/** Between making the lock's folder and writing its owner lie microseconds; after this it was left behind. */
const OWNERLESS_MS = 2000

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** @param {string} folder */
function isLeftBehind(folder) {
  try {
    return !isAlive(Number.parseInt(readFileSync(join(folder, 'pid'), 'utf8'), 10))
  } catch {
    const stat = statSync(folder, { throwIfNoEntry: false })
    return stat !== undefined && Date.now() - stat.mtimeMs > OWNERLESS_MS
  }
}

/**
 * Runs `work` while no other process holds the same lock; waits for the other, and takes over the lock of a
 * process that is gone.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when somebody else holds it
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, onWait) {
  let waited = false
  for (;;) {
    try {
      mkdirSync(folder)
      break
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    if (isLeftBehind(folder)) {
      rmSync(folder, { recursive: true, force: true })
      continue
    }
    if (!waited) onWait?.()
    waited = true
    await wait(POLL_MS)
  }
  try {
    writeFileSync(join(folder, 'pid'), String(process.pid))
    return await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
