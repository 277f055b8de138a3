/**
 * The operating system's key store (Secret Service, Keychain, Credential Manager) for secrets that are set on screen.
 * Its package speaks to the session's bus without giving the event loop a turn, and a store that asks its user to
 * unlock it may take for ever: so it runs in a process of its own, with a time limit, and never inside the station.
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { z } from 'zod'

/** The package is only found here, and loaded where it may hang. */
const require = createRequire(import.meta.url)

const LIMIT_MS = 3_000
const LONGEST_ANSWER = 64 * 1024

/** The secret goes in by standard input and comes back by standard output: no other process can read either. */
const HELPER = `
let text = ''
process.stdin.on('data', (part) => (text += part)).on('end', async () => {
  const { module, act, name, word } = JSON.parse(text)
  const { AsyncEntry } = require(module)
  const entry = new AsyncEntry('tryggvakt', name, { linux: { store: 'secret-service' } })
  if (act === 'keep') await entry.setPassword(word)
  if (act === 'forget') await entry.deletePassword()
  process.stdout.write(JSON.stringify({ word: act === 'forget' ? null : ((await entry.getPassword()) ?? null) }))
})
`

const AnswerSchema = z.object({ word: z.string().nullable() })

type Request = { readonly act: 'keep'; readonly name: string; readonly word: string } | Lookup
interface Lookup {
  readonly act: 'read' | 'forget'
  readonly name: string
}

/** Where secrets are kept by name; every call answers within seconds, whatever the machine is like. */
export interface KeyStore {
  /** False where there is no store that would give the word back. */
  keep(name: string, word: string): Promise<boolean>
  /** Null where it is not there, or the store does not answer. */
  read(name: string): Promise<string | null>
  forget(name: string): Promise<void>
}

export const SYSTEM_KEY_STORE: KeyStore = {
  keep: async (name, word) => (await asked({ act: 'keep', name, word })) === word,
  read: (name) => asked({ act: 'read', name }),
  forget: async (name) => {
    await asked({ act: 'forget', name })
  },
}

/** A service has no session and no store; under the desktop shell there is no plain Node to run the helper. */
function mayHaveStore(): boolean {
  const versions: Readonly<Record<string, string | undefined>> = process.versions
  if (versions['electron'] !== undefined) return false
  return process.platform !== 'linux' || process.env['DBUS_SESSION_BUS_ADDRESS'] !== undefined
}

function asked(request: Request): Promise<string | null> {
  if (!mayHaveStore()) return Promise.resolve(null)
  const module = require.resolve('@napi-rs/keyring')
  return new Promise((resolve) => {
    const helper = spawn(process.execPath, ['-e', HELPER], { stdio: ['pipe', 'pipe', 'ignore'] })
    const limit = setTimeout(() => helper.kill('SIGKILL'), LIMIT_MS)
    let answer = ''
    helper.stdout.on('data', (part: Buffer) => {
      if (answer.length < LONGEST_ANSWER) answer += part.toString()
    })
    const end = (): void => {
      clearTimeout(limit)
      resolve(wordOf(answer))
    }
    helper.on('error', end)
    helper.on('close', end)
    // A helper that ended at once has closed its input; that it gave no answer says enough.
    helper.stdin.on('error', () => undefined)
    helper.stdin.end(JSON.stringify({ module, ...request }))
  })
}

function wordOf(answer: string): string | null {
  try {
    return AnswerSchema.parse(JSON.parse(answer)).word
  } catch {
    // Nothing, or half a line of a helper that was ended: there is no such store.
    return null
  }
}
