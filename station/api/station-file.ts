/**
 * `DIR/station.json` (contract: "station"): where local clients find the running station. Written whole or
 * not at all, for the service's user alone. A file left by a killed station names a dead address; whoever
 * reads it must try it.
 */
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

export interface StationFile {
  /** `http://127.0.0.1:4120`, no trailing slash. */
  readonly url: string
  readonly token: string
  readonly pid: number
  /** UTC, ISO 8601. */
  readonly startedAt: string
}

const NAME = 'station.json'

export async function writeStationFile(dataFolder: string, content: StationFile): Promise<void> {
  const path = join(dataFolder, NAME)
  const temporary = `${path}.${content.pid}.tmp`
  await rm(temporary, { force: true })
  // Of a station that was killed: it names a dead address, and on a full disk its room is the only one left.
  await rm(path, { force: true })
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(content)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}

/** On a clean stop. Leaves the file of a station that has taken over since. */
export async function removeStationFile(dataFolder: string, token: string): Promise<void> {
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
