/** Secrets in a real Secret Service: gnome-keyring on a session bus of its own, unlocked as a sign-in does. */
import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { askInProcess, askInThread } from '../../../../station/config/key-store-helper.ts'
import { keyStoreBy } from '../../../../station/config/key-store.ts'
import { CleanUp, temporaryFolder } from '../../../support/clean-up.ts'
import { waitUntil } from '../../../support/wait-until.ts'

const cleanUp = new CleanUp()

/** Prints the bus, then runs the keyring on it. */
const SESSION = `echo "$DBUS_SESSION_BUS_ADDRESS"; exec gnome-keyring-daemon --unlock --components=secrets --foreground`

beforeAll(async () => {
  const folder = await temporaryFolder(cleanUp)
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', SESSION], {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
    // Bus and keyring end with it, as one group.
    detached: true,
  })
  cleanUp.add(async () => {
    const ended = new Promise((resolve) => session.once('exit', resolve))
    if (session.pid !== undefined) process.kill(-session.pid)
    await ended
  })
  session.stdin.end('a word at sign-in')
  const bus = await new Promise<string>((resolve, reject) => {
    session.once('error', reject)
    session.stdout.once('data', (line: Buffer) => {
      resolve(line.toString().trim())
    })
  })
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', bus)
  await waitUntil(() => keyStoreBy(askInProcess).keep('ready', 'yes'), 'the keyring takes no word')
})
afterAll(() => cleanUp.run())

test.each([
  ['by a process, as a service does', askInProcess],
  ['by a thread, as the desktop shell does', askInThread],
])('what an administrator writes is kept, read again and forgotten, asked %s', async (_way, ask) => {
  const store = keyStoreBy(ask)
  expect(await Promise.all([store.keep('centre-1', 'hemmelig'), store.keep('centre-2', 'annet')])).toEqual([
    true,
    true,
  ])
  expect(await Promise.all([store.read('centre-1'), store.read('centre-2')])).toEqual(['hemmelig', 'annet'])
  await store.forget('centre-1')
  expect(await store.read('centre-1')).toBeNull()
})
