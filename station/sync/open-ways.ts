import { createHash } from 'node:crypto'
import type { CentrePath } from '../config/configuration.ts'
import { FiledTransport } from './filed-transport.ts'
import { hasFiledSecrets, openPath, type TransportContext } from './open-transport.ts'
import type { OutboxTransport } from './transport.ts'
import { newWay, type Way } from './ways.ts'

/** What a person knows a path by: its kind and host, `https sentral.example:8443`. */
export function pathName(path: CentrePath): string {
  if (path.kind === 'scaip') return `scaip ${path.uri.replace(/^sips?:[^@]*@/, '').replace(/;.*$/, '')}`
  return `${path.kind} ${new URL(path.url).host}`
}

/** The same for as long as nothing of the path changes; says nothing of its secrets. */
export function pathKey(path: CentrePath): string {
  return createHash('sha256').update(JSON.stringify(path)).digest('hex').slice(0, 16)
}

/**
 * The ways of these paths in their order. One that stands already is kept with what is known of it; one whose files
 * cannot be read now fails by name until they can, instead of keeping the others from being tried.
 */
export async function openWays(
  paths: readonly CentrePath[],
  context: TransportContext,
  standing: readonly Way[] = [],
): Promise<readonly Way[]> {
  const ways: Way[] = []
  for (const path of paths) {
    const key = pathKey(path)
    if (ways.some((way) => way.key === key)) continue
    const known = standing.find((way) => way.key === key)
    const names = [...standing, ...ways].map(({ name }) => name)
    ways.push(known ?? newWay(key, unlike(pathName(path), names), await openOrWait(path, context)))
  }
  return ways
}

/** Two paths to one host are told apart by a number. */
function unlike(name: string, taken: readonly string[]): string {
  for (let count = 2, wished = name; ; count += 1) {
    if (!taken.includes(wished)) return wished
    wished = `${name} (${String(count)})`
  }
}

async function openOrWait(path: CentrePath, context: TransportContext): Promise<OutboxTransport> {
  if (!hasFiledSecrets(path)) return await openPath(path, context)
  const transport = new FiledTransport(path, context)
  try {
    await transport.open()
  } catch (error) {
    context.log.error(
      { path: pathName(path), reason: error instanceof Error ? error.name : 'unknown' },
      'a way to the centre cannot be used: a file or a secret of it cannot be read',
    )
  }
  return transport
}
