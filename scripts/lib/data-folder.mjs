/** Where `npm start` keeps its data, and whether a station already runs there. The desktop client uses the same. */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { isAlive } from './lock.mjs'

/**
 * @param {{ data: string | undefined, training: boolean }} options
 * @param {NodeJS.ProcessEnv} environment
 */
export function dataFolder(options, environment) {
  if (options.data !== undefined) return resolve(options.data)
  const set = environment['XDG_DATA_HOME']
  const base = set?.startsWith('/') === true ? set : join(homedir(), '.local', 'share')
  return join(base, options.training ? 'tryggvakt-training' : 'tryggvakt')
}

/**
 * @param {string} folder
 * @returns {{ url: string, token: string, pid: number } | undefined}
 */
export function readStationFile(folder) {
  try {
    const value = JSON.parse(readFileSync(join(folder, 'station.json'), 'utf8'))
    const whole =
      typeof value?.url === 'string' && typeof value.token === 'string' && typeof value.pid === 'number'
    return whole ? value : undefined
  } catch {
    // No station has run here, or it is just writing its file.
    return undefined
  }
}

/** @param {string} folder */
export async function findRunningStation(folder) {
  const file = readStationFile(folder)
  if (file === undefined || !isAlive(file.pid)) return undefined
  return (await health(file.url)) === undefined ? undefined : file
}

/**
 * @param {string} url
 * @returns {Promise<{ ports?: unknown[] } | undefined>} what the health page says; undefined when nobody answers
 */
export async function health(url) {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) })
    return /** @type {{ ports?: unknown[] }} */ (await answer.json())
  } catch {
    return undefined
  }
}

/** @param {{ url: string, token: string }} station */
export function browserAddress(station) {
  return `${station.url}/#token=${station.token}`
}
