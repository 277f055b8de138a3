/** The configuration file on disk, checked whole before anything starts. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { StartError } from '../start-error.ts'
import type { CentrePath, Configuration } from './configuration.ts'
import type { Finding, KnownProtocol } from './cross-checks.ts'
import { SYSTEM_KEY_STORE } from './key-store.ts'
import {
  configurationDigest,
  describeMistakes,
  loadConfiguration,
  type ConfigurationMistake,
} from './load-configuration.ts'
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
  if (!loaded.ok) refuse(file, loaded.mistakes)
  const paths = (loaded.configuration.careCentre?.paths ?? []).map((path) => withAbsoluteSecrets(path, file))
  const unreadable = (await Promise.all(paths.map(unreadableSecrets))).flat()
  if (unreadable.length > 0) refuse(file, loaded.located(unreadable))
  const { careCentre } = loaded.configuration
  const configuration =
    careCentre === undefined
      ? loaded.configuration
      : { ...loaded.configuration, careCentre: { ...careCentre, paths } }
  return { configuration, warnings: loaded.warnings, digest: configurationDigest(text) }
}

function refuse(file: string, mistakes: readonly ConfigurationMistake[]): never {
  const words = `The configuration was refused, nothing was started:\n${describeMistakes(file, mistakes)}`
  throw new StartError('bad-configuration', words, 2)
}

/** The secret itself, without a trailing line break. Throws a `StartError` that names the file, never its content. */
export async function readSecret(secret: Secret): Promise<string> {
  if (typeof secret === 'string') return secret
  if ('keyring' in secret) return await keptWord(secret.keyring)
  const text = (await readText(secret.file)).replace(/\r?\n$/, '')
  if (text === '') throw new StartError('bad-configuration', `${secret.file}: the secret in it is empty`, 2)
  return text
}

async function keptWord(name: string): Promise<string> {
  const word = await SYSTEM_KEY_STORE.read(name)
  if (word !== null) return word
  throw new StartError('unreadable-file', `The machine's key store does not give ${name}`, 2)
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

/** Which of a path's files cannot be read or are empty, and why. */
async function unreadableSecrets(path: CentrePath, index: number): Promise<Finding[]> {
  const at = (field: string) => ['careCentre', 'paths', index, field]
  const found = await Promise.all(
    Object.entries(secretsOf(path)).map(async ([field, secret]) => {
      try {
        const text = secret === undefined ? undefined : await readSecret(secret)
        const isNone = text !== undefined && field === 'ca' && !isCertificate(text)
        return isNone ? [{ path: at(field), problem: 'not a certificate in PEM form' }] : []
      } catch (error) {
        if (!(error instanceof StartError)) throw error
        return [{ path: at(field), problem: error.words }]
      }
    }),
  )
  return found.flat()
}

/** Of those in it the first is read: text that is none is found here and not when an alarm is to be sent. */
function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0
  } catch {
    // Whatever the library finds wrong with it, it is none.
    return false
  }
}

/** Everything of a path that may lie in a file. */
export function secretsOf(path: CentrePath): Readonly<Record<string, Secret | undefined>> {
  switch (path.kind) {
    case 'https': {
      const { token, ca, clientCert, clientKey, proxyPassword } = path
      return { token, ca, clientCert, clientKey, proxyPassword }
    }
    case 'mqtt': {
      const { password, ca, clientCert, clientKey } = path
      return { password, ca, clientCert, clientKey }
    }
    case 'scaip': {
      const { password, ca, clientCert, clientKey } = path
      return { password, ca, clientCert, clientKey }
    }
    default:
      return assertNever(path)
  }
}

/** A secret's file is named relative to the configuration that names it. */
function withAbsoluteSecrets(path: CentrePath, file: string): CentrePath {
  const absolute = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'file' in value && typeof value.file === 'string'
      ? { file: resolve(dirname(file), value.file) }
      : value
  return Object.fromEntries(Object.entries(path).map(([key, value]) => [key, absolute(value)])) as CentrePath
}
