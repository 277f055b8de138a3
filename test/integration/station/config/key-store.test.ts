/** The machine's key store: without one, or with one that never answers, the station goes on. */
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { askInProcess, askInThread } from '../../../../station/config/key-store-helper.ts'
import { keyStoreBy, SYSTEM_KEY_STORE } from '../../../../station/config/key-store.ts'
import { CleanUp, temporaryFolder } from '../../../support/clean-up.ts'

const BUS = 'DBUS_SESSION_BUS_ADDRESS'

const cleanUp = new CleanUp()
afterEach(async () => {
  vi.unstubAllEnvs()
  await cleanUp.run()
})

test('a service without a session has none, and is told so at once', async () => {
  vi.stubEnv(BUS, undefined)
  expect(await SYSTEM_KEY_STORE.keep('centre-1', 'word')).toBe(false)
  expect(await SYSTEM_KEY_STORE.read('centre-1')).toBeNull()
})

test.each([
  ['by a process, as a service does', askInProcess],
  ['by a thread, as the desktop shell does', askInThread],
])('a bus that takes the call and never answers holds up nobody, asked %s', async (_way, ask) => {
  const folder = await temporaryFolder(cleanUp)
  const address = join(folder, 'bus')
  const callers: Socket[] = []
  const bus = createServer((socket) => {
    callers.push(socket.on('error', () => undefined))
  })
  await new Promise<void>((resolve) => bus.listen(address, resolve))
  cleanUp.add(async () => {
    for (const caller of callers) caller.destroy()
    await new Promise((resolve) => bus.close(resolve))
  })
  vi.stubEnv(BUS, `unix:path=${address}`)
  let turns = 0
  const beat = setInterval(() => (turns += 1), 20)
  cleanUp.add(() => {
    clearInterval(beat)
  })
  expect(await keyStoreBy(ask).keep('centre-1', 'word')).toBe(false)
  expect(turns).toBeGreaterThan(20)
})
