/**
 * `DIR/station.json` (contract: "station"): where local clients find the running station. Written whole or
 * not at all, for the service's user alone. A file left by a killed station names a dead address; whoever
 * reads it must try it. A disk without a block for it costs the file, never the station: it is tried again.
 */
import { constants, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../services.ts'
import { reserveFile } from '../store/disk-reserve.ts'

export interface StationFile {
  /** `http://127.0.0.1:4120`, no trailing slash. */
  readonly url: string
  readonly token: string
  readonly pid: number
  /** UTC, ISO 8601. */
  readonly startedAt: string
}

const NAME = 'station.json'
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT'])
/** While there is no room for it. */
const TRY_AGAIN_MS = 1_000

export interface KeptStationFile {
  /** On a clean stop. Leaves the file of a station that has taken over since. */
  remove(): Promise<void>
}

/** Resolves when it is written, or when there is no room for it: then it is as soon as there is. */
export async function keepStationFile(
  dataFolder: string,
  content: StationFile,
  log: Log,
): Promise<KeptStationFile> {
  const ended = new AbortController()
  let laterTries = Promise.resolve()
  try {
    await writeStationFile(dataFolder, content)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (!NO_ROOM.has(code)) throw error
    log.warn({ code }, 'no room for station.json: local clients do not find the station yet')
    laterTries = writeWhenThereIsRoom(dataFolder, content, log, ended.signal)
  }
  return {
    remove: async () => {
      ended.abort()
      await laterTries
      await removeStationFile(dataFolder, content.token)
    },
  }
}

async function writeWhenThereIsRoom(
  dataFolder: string,
  content: StationFile,
  log: Log,
  ended: AbortSignal,
): Promise<void> {
  let isWritten = false
  while (!isWritten) {
    await pause(TRY_AGAIN_MS, undefined, { signal: ended }).catch(() => undefined)
    if (ended.aborted) return
    // What is in the way now was told at the start; a disk that gets worse is told by the database.
    isWritten = await writeStationFile(dataFolder, content).then(
      () => true,
      () => false,
    )
  }
  log.info({}, 'there is room for station.json again')
}

/** Made of the reserve where there is one: to write over a block takes no room on a full disk. */
async function writeStationFile(dataFolder: string, content: StationFile): Promise<void> {
  const path = join(dataFolder, NAME)
  // Of a station that was killed: it names a dead address, and on a full disk its room is the only one left.
  await rm(path, { force: true })
  const file = await open(reserveFile(dataFolder), constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    const bytes = Buffer.from(`${JSON.stringify(content)}\n`)
    await file.chmod(0o600)
    await file.writeFile(bytes)
    await file.truncate(bytes.length)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(reserveFile(dataFolder), path)
}

async function removeStationFile(dataFolder: string, token: string): Promise<void> {
  const path = join(dataFolder, NAME)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
  if (text.includes(token)) await rm(path, { force: true })
}
