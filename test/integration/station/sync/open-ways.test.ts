/** The ways of a configuration: what they are called, which of them stay, and one whose file is not there yet. */
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { CentrePath } from '../../../../station/config/configuration.ts'
import { Registry } from '../../../../station/devices/registry.ts'
import type { Log } from '../../../../station/services.ts'
import { openWays, pathName } from '../../../../station/sync/open-ways.ts'
import { CleanUp, temporaryFolder } from '../../../support/clean-up.ts'

const HTTPS: CentrePath = { kind: 'https', url: 'https://a.example/centre', token: 'secret-token' }
const MQTT: CentrePath = { kind: 'mqtt', url: 'mqtts://b.example:8883', password: 'secret-password' }
const SCAIP: CentrePath = { kind: 'scaip', uri: 'sip:sentral@192.0.2.10:5061;transport=tls', cid: '47' }

const cleanUp = new CleanUp()
afterEach(() => cleanUp.run())

const lines: string[] = []
const write: Log['info'] = (fields, message) => lines.push(JSON.stringify([fields, message]))
const context = {
  stationId: 'solbakken',
  registry: () => new Registry({ devices: [], residents: [], people: [], formerPeople: [] }),
  clock: { wall: () => 0, mono: () => 0 },
  log: { info: write, warn: write, error: write },
}

test('a way is called by its kind and host; neither name nor key nor log says a secret', async () => {
  expect([HTTPS, MQTT, SCAIP].map(pathName)).toEqual([
    'https a.example',
    'mqtt b.example:8883',
    'scaip 192.0.2.10:5061',
  ])
  const ways = await openWays([HTTPS, { ...HTTPS, token: { file: '/no/such/file' } }], context)
  for (const { transport } of ways) cleanUp.add(() => transport.close())
  expect(ways).toHaveLength(2)
  expect(ways.map(({ name }) => name)).toEqual(['https a.example', 'https a.example (2)'])
  expect(lines).toHaveLength(1)
  expect(JSON.stringify([lines, ways.map(({ key, name }) => [key, name])])).not.toContain('secret-')
})

test('a way that is not changed stays with all that is known of it, wherever it stands in the order', async () => {
  const [first] = await openWays([HTTPS], context)
  first?.state.succeeded('heartbeat', 7)
  const [moved, again] = await openWays([{ ...HTTPS, url: 'https://other.example' }, HTTPS], context, [
    ...(first === undefined ? [] : [first]),
  ])
  for (const way of [first, moved]) cleanUp.add(() => way?.transport.close())
  expect(again).toBe(first)
  expect(moved?.state.lastContactAt).toBeNull()
})

test('a way whose file is not there fails by name, and works as soon as it is', async () => {
  const file = join(await temporaryFolder(cleanUp), 'token')
  const path: CentrePath = { kind: 'https', url: 'http://127.0.0.1:9', token: { file } }
  const [way] = await openWays([path], context)
  cleanUp.add(() => way?.transport.close())
  const body = { messages: [], handled: [] }
  expect(await way?.transport.send(body, 1_000)).toMatchObject({ ok: false, code: 'file-unusable' })
  await writeFile(file, 'door')
  expect(await way?.transport.send(body, 1_000)).toMatchObject({ ok: false, code: 'unreachable' })
})

test('a token that was changed in its file opens the door with the next try, without a restart', async () => {
  const file = join(await temporaryFolder(cleanUp), 'token')
  await writeFile(file, 'old')
  let door = 'old'
  const shown: string[] = []
  const server = createServer((request, response) => {
    const isRight = request.headers.authorization === `Bearer ${door}`
    shown.push(request.headers.authorization ?? '')
    request.resume()
    request.on('end', () => response.writeHead(isRight ? 200 : 401).end('{"acknowledged":[]}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUp.add(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const path: CentrePath = { kind: 'https', url: `http://127.0.0.1:${String(port)}`, token: { file } }
  const [way] = await openWays([path], context)
  cleanUp.add(() => way?.transport.close())
  const body = { messages: [], handled: [] }
  const tried = async () => {
    const result = await way?.transport.send(body, 1_000)
    return result?.ok === false ? result.code : 'taken'
  }
  expect(await tried()).toBe('taken')
  door = 'new'
  expect([await tried(), await tried()]).toEqual(['unauthorised', 'unauthorised'])
  await writeFile(file, 'new')
  expect([await tried(), await tried()]).toEqual(['unauthorised', 'taken'])
  // The file is away for a moment, as when it is replaced: the one that works goes on.
  await rm(file)
  expect(await tried()).toBe('taken')
  expect(new Set(shown)).toEqual(new Set(['Bearer old', 'Bearer new']))
})
