/** The configuration file on disk, checked whole before anything starts. */
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { StartError } from '../start-error.ts'
import type { CentrePath, Configuration } from './configuration.ts'
import type { KnownProtocol } from './cross-checks.ts'
import { configurationDigest, describeMistakes, loadConfiguration } from './load-configuration.ts'
import type { Secret } from './path-configuration.ts'

export interface ConfigurationFile {
  readonly configuration: Configuration
  readonly warnings: readonly string[]
  /** SHA-256 of the content, lower-case hex. */
  readonly digest: string
}

/** Reads and checks; throws a `StartError` with every mistake, its line and what to do. */
export async function readConfigurationFile(
  file: string,
  known: readonly KnownProtocol[],
): Promise<ConfigurationFile> {
  const text = await readText(file)
  const loaded = loadConfiguration(text, known)
  if (!loaded.ok) {
    const words = `The configuration was refused, nothing was started:\n${describeMistakes(file, loaded.mistakes)}`
    throw new StartError('bad-configuration', words, 2)
  }
  const paths = (loaded.configuration.careCentre?.paths ?? []).map((path) => withAbsoluteSecrets(path, file))
  for (const path of paths) await Promise.all(secretsOf(path).map(readSecret))
  const { careCentre } = loaded.configuration
  const configuration =
    careCentre === undefined
      ? loaded.configuration
      : { ...loaded.configuration, careCentre: { ...careCentre, paths } }
  return { configuration, warnings: loaded.warnings, digest: configurationDigest(text) }
}

/** The secret itself, without a trailing line break. Throws a `StartError` that names the file, never its content. */
export async function readSecret(secret: Secret): Promise<string> {
  if (typeof secret === 'string') return secret
  const text = (await readText(secret.file)).replace(/\r?\n$/, '')
  if (text === '') throw new StartError('bad-configuration', `${secret.file}: the secret in it is empty`, 2)
  return text
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new StartError('unreadable-file', `${file} can't be read: ${reasonOf(error)}`, 2, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'this user has no permission to read it'
  if (code === 'EISDIR') return 'it is a folder'
  return error instanceof Error ? error.message : String(error)
}

function secretsOf(path: CentrePath): Secret[] {
  const secrets =
    path.kind === 'https' ? [path.token, path.ca, path.clientCert, path.clientKey] : [path.password]
  return secrets.filter((secret) => secret !== undefined)
}

/** A secret's file is named relative to the configuration that names it. */
function withAbsoluteSecrets(path: CentrePath, file: string): CentrePath {
  const absolute = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'file' in value && typeof value.file === 'string'
      ? { file: resolve(dirname(file), value.file) }
      : value
  return Object.fromEntries(Object.entries(path).map(([key, value]) => [key, absolute(value)])) as CentrePath
}
