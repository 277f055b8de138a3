/** A token is a door: one that two stations share would open each one's to the other. Pure. */
import type { TokenEntry } from './api/tokens.ts'

/** Of the configuration and the command line together; gives words that repeat no token when they will not do. */
export function judgeDoors(
  entries: readonly TokenEntry[],
  operationsToken: string | undefined,
): string | undefined {
  const stations = new Set<string>()
  const holders = new Map<string, string>()
  if (operationsToken !== undefined) holders.set(operationsToken, 'the operations')
  for (const { station, token } of entries) {
    const name = station === '*' ? 'all stations' : `the station ${station}`
    if (stations.has(station))
      return `${name}: there are two tokens, of --token or the configuration; keep one`
    const holder = holders.get(token)
    if (holder !== undefined) return `${name}: this token is that of ${holder}, too; each needs its own`
    stations.add(station)
    holders.set(token, name)
  }
  return undefined
}
