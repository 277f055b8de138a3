/** Finds a station that already runs on a data folder, and tells when it is gone. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StationAddress } from '../shared/api/shell.ts'
import { StationFileSchema, type StationFile } from '../shared/api/station-file.ts'

const HEALTH_LIMIT_MS = 2_000

export async function readStationFile(dataFolder: string): Promise<StationFile | undefined> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(join(dataFolder, 'station.json'), 'utf8'))
  } catch {
    // Not there, or half-written by a station that is starting: either way nobody to attach to yet.
    return undefined
  }
  const file = StationFileSchema.safeParse(value)
  return file.success ? file.data : undefined
}

export function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user is a live one.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Any answer counts, 503 too: a station that cannot store alarms runs and says so on the board. */
export async function answersHealth(url: string, limitMs = HEALTH_LIMIT_MS): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(limitMs) })
    await answer.body?.cancel()
    return true
  } catch {
    return false
  }
}

export interface RunningStation {
  readonly address: StationAddress
  readonly pid: number
}

/** The station that runs on this data folder: its file names a live process, and its health page answers. */
export async function findRunningStation(dataFolder: string): Promise<RunningStation | undefined> {
  const file = await readStationFile(dataFolder)
  if (file === undefined || !processLives(file.pid) || !(await answersHealth(file.url))) return undefined
  return { address: { url: file.url, token: file.token }, pid: file.pid }
}
