/**
 * The operating system's key store (Secret Service, Keychain, Credential Manager) for secrets that are set on screen.
 * Its package speaks to the session's bus without giving the event loop a turn, and a store that asks its user to
 * unlock it may take for ever: so it is asked beside the station, with a time limit.
 */
import { askInProcess, askInThread, type Ask } from './key-store-helper.ts'

/** Where secrets are kept by name; every call answers within seconds, whatever the machine is like. */
export interface KeyStore {
  /** False where there is no store that would give the word back. */
  keep(name: string, word: string): Promise<boolean>
  /** Null where it is not there, or the store does not answer. */
  read(name: string): Promise<string | null>
  forget(name: string): Promise<void>
}

/** The store of this machine's session, asked in a certain way. */
export function keyStoreBy(ask: Ask): KeyStore {
  const asked: Ask = (request) => (hasSession() ? ask(request) : Promise.resolve(null))
  return {
    keep: async (name, word) => (await asked({ act: 'keep', name, word })) === word,
    read: (name) => asked({ act: 'read', name }),
    forget: async (name) => {
      await asked({ act: 'forget', name })
    },
  }
}

/** Under the desktop shell there is no plain Node to run a process with. */
const isInShell = 'electron' in process.versions

export const SYSTEM_KEY_STORE: KeyStore = keyStoreBy(isInShell ? askInThread : askInProcess)

/** A service has no session, and so no store. */
function hasSession(): boolean {
  return process.platform !== 'linux' || process.env['DBUS_SESSION_BUS_ADDRESS'] !== undefined
}
