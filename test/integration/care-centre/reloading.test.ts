/** A configuration that is read anew: doors, people and limits are those of now, and nobody is disturbed. */
import { expect, test } from 'vitest'
import { ConfigurationSchema } from '../../../care-centre/configuration-schema.ts'
import { needsStart } from '../../../care-centre/reloading.ts'
import { configured, startReloadable } from './reloading-harness.ts'

test('a token that was changed opens the door, the one of before no longer; a mistake changes nothing', async () => {
  const { lines, become, knock } = await startReloadable(configured('old', []))
  expect([await knock('old'), await knock('new')]).toEqual([200, 401])
  await become(configured('new', []))
  expect([await knock('old'), await knock('new')]).toEqual([401, 200])
  await become('centre.json:3: municipalities.0.id: missing')
  expect(await knock('new')).toBe(200)
  expect(lines.join('')).toContain('centre.json:3')
})

test('a token that opens a door of the command line is not taken from the file either', async () => {
  const named = [{ station: 'hus', token: 'word-of-hus', trial: true }]
  const { lines, become, knock } = await startReloadable(configured('old', []), [], undefined, named)
  await become(configured('word-of-hus', []))
  expect([await knock('old'), await knock('word-of-hus')]).toEqual([200, 401])
  expect(lines.join('')).toContain('this token is that of the station solbakken, too')
  expect(lines.join('')).not.toContain('word-of-hus')
})

test('a station that is taken out is not missed: health, numbers and list no longer speak of it', async () => {
  const time = { monotonic: 0 }
  const clock = { now: () => Date.now(), monotonic: () => time.monotonic }
  const { centre, become, knock } = await startReloadable(configured('t', []), [], clock)
  expect(await knock('t')).toBe(200)
  time.monotonic += 100_000
  const health = async () => (await fetch(`${centre.url}/healthz`)).json()
  const numbers = async () => (await fetch(`${centre.url}/metrics`)).text()
  expect(await health()).toMatchObject({ status: 'degraded', stations: [{ id: 'solbakken', silent: true }] })
  expect(await numbers()).toContain('tryggvakt_centre_station_silent{station="solbakken"} 1')
  await become(ConfigurationSchema.parse({ municipalities: [] }))
  expect(await health()).toMatchObject({ status: 'ok', stations: [] })
  expect(await numbers()).not.toContain('solbakken')
})

test('who has left is signed out at once, their stream too; who stays comes again', async () => {
  const { centre, become } = await startReloadable(configured('t', ['ase', 'ola']))
  const signIn = async (operator: string): Promise<string> => {
    const body = JSON.stringify({ municipality: '5001', operator, pin: '482915' })
    const headers = { 'x-tryggvakt': '1' }
    const answer = await fetch(`${centre.url}/v1/session`, { method: 'POST', headers, body })
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  const [ase, ola] = [await signIn('ase'), await signIn('ola')]
  const see = async (cookie: string): Promise<number> =>
    (await fetch(`${centre.url}/v1/alarms`, { headers: { cookie } })).status
  const stream = await fetch(`${centre.url}/v1/stream`, { headers: { cookie: ola } })
  const heard = stream.text()
  expect([await see(ase), await see(ola)]).toEqual([200, 200])
  await become(configured('t', ['ase']))
  expect(await heard).toContain('connected')
  expect([await see(ase), await see(ola)]).toEqual([200, 401])
  const again = await fetch(`${centre.url}/v1/stream`, { headers: { cookie: ase } })
  expect(again.status).toBe(200)
  await again.body?.cancel()
})

test('other limits count at once', async () => {
  const slow = { limits: { bodiesPerSecond: 1, messagesPerSecond: 1 } }
  const time = { monotonic: 0 }
  const clock = { now: () => Date.now(), monotonic: () => time.monotonic }
  const { become, knock } = await startReloadable(configured('t', []), [], clock)
  const knocks = async (): Promise<number[]> => {
    const answers: number[] = []
    for (let n = 0; n < 20; n += 1) answers.push(await knock('t'))
    return answers
  }
  expect(new Set(await knocks())).toEqual(new Set([200]))
  await become(configured('t', [], slow))
  expect((await knocks()).filter((status) => status === 429)).toHaveLength(10)
  await become(configured('t', []))
  time.monotonic += 1_000
  expect(new Set(await knocks())).toEqual(new Set([200]))
})

test('whether there is TLS is for a start, which the log says in words; nothing else of the file is taken then', async () => {
  const tls = { cert: '/a', key: '/b' }
  const [plain, secure] = [configured('t', []), configured('t', [], { tls })]
  expect(needsStart(plain, configured('other', ['ase'], { mqtt: { prefix: 'x' } }))).toBeUndefined()
  expect(
    needsStart(secure, configured('t', [], { tls: { cert: '/c', key: '/d', ca: '/e' } })),
  ).toBeUndefined()
  expect(needsStart(secure, plain)).toContain('is gone')
  const { lines, become, knock } = await startReloadable(configured('old', []))
  await become(configured('new', [], { tls }))
  expect([await knock('old'), await knock('new')]).toEqual([200, 401])
  expect(lines.join('')).toContain('start this node anew to have it listen with TLS')
})
