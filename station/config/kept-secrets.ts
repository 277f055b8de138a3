/** Secrets of paths that were written on screen: in the machine's key store where there is one, else as they are. */
import { v7 as newId } from 'uuid'
import { PATH_SECRETS } from '../../shared/api/centre-paths.ts'
import type { CentrePath } from './configuration.ts'
import type { KeyStore } from './key-store.ts'
import { PathSchema } from './path-configuration.ts'

/**
 * The paths with a reference in the place of each word that the store has taken. Without a store they come back as
 * they were, and the words stay in the station's database (mode 0600).
 */
export async function withKeptSecrets(
  paths: readonly CentrePath[],
  store: KeyStore,
): Promise<readonly CentrePath[]> {
  const kept: CentrePath[] = []
  for (const path of paths) {
    const changed: Record<string, unknown> = { ...path }
    for (const field of PATH_SECRETS) {
      const word = changed[field]
      if (typeof word !== 'string') continue
      const name = `centre-${newId()}`
      if (await store.keep(name, word)) changed[field] = { keyring: name }
    }
    kept.push(PathSchema.parse(changed))
  }
  return kept
}

/** Takes from the store what no path refers to any more. */
export async function forgetSecrets(
  before: readonly CentrePath[],
  after: readonly CentrePath[],
  store: KeyStore,
): Promise<void> {
  const stay = new Set(after.flatMap(references))
  for (const name of before.flatMap(references)) if (!stay.has(name)) await store.forget(name)
}

function references(path: CentrePath): string[] {
  return Object.values(path).flatMap((value) =>
    typeof value === 'object' && 'keyring' in value ? [value.keyring] : [],
  )
}
