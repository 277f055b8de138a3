/** A configuration that is read anew: doors, people and certificates are those of now, and nobody is disturbed. */
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { connect, type PeerCertificate } from 'node:tls'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { TokenEntry } from '../../../care-centre/api/tokens.ts'
import { startCareCentre } from '../../../care-centre/centre.ts'
import { tokensOf } from '../../../care-centre/configuration.ts'
import { ConfigurationSchema, type CentreConfiguration } from '../../../care-centre/configuration-schema.ts'
import type { Clock } from '../../../care-centre/intake/station-watch.ts'
import { needsStart, Reloading } from '../../../care-centre/reloading.ts'
import { parseSipListen } from '../../../care-centre/scaip/listen-address.ts'
import { Authority, type Certificate } from '../../support/certificates.ts'
import { temporaryFolder } from './centre-harness.ts'

const SIP_OPTIONS = [
  'OPTIONS sip:sentral@127.0.0.1 SIP/2.0',
  'Via: SIP/2.0/TLS 127.0.0.1:9;branch=z9hG4bK1',
  'Max-Forwards: 70',
  'From: <sip:4790000204@127.0.0.1>;tag=a',
  'To: <sip:sentral@127.0.0.1>',
  'Call-ID: reload-1',
  'CSeq: 1 OPTIONS',
  'Content-Length: 0',
  '\r\n',
].join('\r\n')
const PIN_HASH = 'scrypt$2$1$1$c2FsdHNhbHRzYWx0c2FsdA$HAKdSkePnZ2_G_5kX6K3y6ASBJhkmtQCaBYyX2uQ6sI'

function configured(token: string, operators: readonly string[], more: object = {}): CentreConfiguration {
  return ConfigurationSchema.parse({
    municipalities: [
      {
        id: '5001',
        stations: [{ id: 'solbakken', token, cids: ['4790000204'] }],
        operators: operators.map((id) => ({ id, name: id, role: 'operator', pin: PIN_HASH })),
      },
    ],
    ...more,
  })
}

async function startReloadable(
  before: CentreConfiguration,
  sip: readonly string[] = [],
  clock?: Clock,
  named: readonly TokenEntry[] = [],
) {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const listen = sip.map(parseSipListen).filter((one) => typeof one !== 'string')
  const centre = await startCareCentre({
    database: { data: await temporaryFolder() },
    configuration: before,
    tokens: [...tokensOf(before), ...named],
    sip: listen,
    log,
    ...(clock === undefined ? {} : { clock }),
  })
  onTestFinished(() => centre.close())
  let file: CentreConfiguration | string = before
  const reloading = new Reloading({
    centre,
    log,
    configuration: before,
    tokens: named,
    read: () => Promise.resolve(file),
  })
  const become = async (now: CentreConfiguration | string): Promise<void> => {
    file = now
    await reloading.reload()
  }
  const knock = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` }
    const where = `${centre.url}/v1/stations/solbakken/messages`
    return (await fetch(where, { method: 'POST', headers, body: '{"messages":[]}' })).status
  }
  return { centre, lines, become, knock }
}

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

test('a new certificate is shown over HTTPS and SIP; one that cannot be read leaves the old one', async () => {
  const folder = await temporaryFolder()
  const authority = await Authority.made(folder)
  const ca = await readFile(authority.cert, 'utf8')
  const files = { cert: join(folder, 'shown.crt'), key: join(folder, 'shown.key') }
  const show = async ({ cert, key }: Certificate): Promise<void> => {
    await copyFile(cert, files.cert)
    await copyFile(key, files.key)
  }
  await show(await authority.sign('first'))
  const now = configured('t', [], { tls: files })
  const { centre, lines, become } = await startReloadable(now, ['127.0.0.1:0;transport=tls'])
  const doors = [Number(new URL(centre.url).port), Number(centre.sip?.split(';')[0]?.split(':')[2])]
  const shown = (): Promise<unknown[]> =>
    Promise.all(
      doors.map(
        (port) =>
          new Promise((resolve, reject) => {
            const socket = connect({ port, host: '127.0.0.1', ca }, () => {
              const { subject }: PeerCertificate = socket.getPeerCertificate()
              socket.destroy()
              resolve(subject.CN)
            })
            socket.on('error', reject)
          }),
      ),
    )
  expect(await shown()).toEqual(['first', 'first'])
  await show(await authority.sign('second'))
  await become(now)
  expect(await shown()).toEqual(['second', 'second'])
  await writeFile(files.key, 'no key')
  await become(now)
  expect(await shown()).toEqual(['second', 'second'])
  expect(lines.join('')).toContain('the configuration was not taken')
})

test('who must show a certificate changes for HTTPS and SIP; a connection of before is judged anew', async () => {
  const folder = await temporaryFolder()
  const authority = await Authority.made(folder)
  const own = await authority.sign('centre')
  const station = await authority.sign('station')
  const ca = await readFile(authority.cert, 'utf8')
  const shown = { cert: await readFile(station.cert), key: await readFile(station.key) }
  const stranger = await (await Authority.made(await temporaryFolder())).sign('station')
  const wrong = { cert: await readFile(stranger.cert), key: await readFile(stranger.key) }
  const withTls = (clients: 'optional' | 'required') =>
    configured('t', [], { tls: { ...own, ca: authority.cert, clients } })
  const { centre, become } = await startReloadable(withTls('optional'), ['127.0.0.1:0;transport=tls'])
  const sipPort = Number(centre.sip?.split(';')[0]?.split(':')[2])
  const status = (agent: Agent): Promise<number | string> =>
    new Promise((resolve) => {
      request(`${centre.url}/healthz`, { agent }, (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      })
        .on('error', () => resolve('ended'))
        .end()
    })
  const agentWith = (own: object = {}): Agent => {
    const agent = new Agent({ ca, keepAlive: true, maxSockets: 1, ...own })
    onTestFinished(() => agent.destroy())
    return agent
  }
  /** Whether the receiver lets the caller speak: it asks back what is no MESSAGE. */
  const speaks = (own: object = {}): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ port: sipPort, host: '127.0.0.1', ca, ...own }, () =>
        socket.write(SIP_OPTIONS),
      )
      socket.once('data', () => resolve(true))
      socket.once('close', () => resolve(false))
      socket.on('error', () => undefined)
      onTestFinished(() => void socket.destroy())
    })
  const before = agentWith()
  expect([await status(before), await speaks(), await speaks(shown)]).toEqual([200, true, true])
  expect(await speaks(wrong)).toBe(false)
  await become(withTls('required'))
  expect([await status(before), await status(agentWith()), await status(agentWith(shown))]).toEqual([
    403,
    'ended',
    200,
  ])
  expect([await speaks(), await speaks(shown)]).toEqual([false, true])
  await become(withTls('optional'))
  expect([await status(agentWith()), await speaks(), await speaks(wrong)]).toEqual([200, true, false])
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

test('what only a start takes is named', () => {
  const before = configured('t', [])
  expect(needsStart(before, configured('other', ['ase']))).toEqual([])
  const much = { sip: { anyFrom: true }, limits: { bodiesPerSecond: 1 }, mqtt: { prefix: 'x' } }
  expect(needsStart(before, configured('t', [], much))).toEqual(['mqtt'])
  const tls = { cert: '/a', key: '/b' }
  expect(needsStart(before, configured('t', [], { tls }))).toEqual(['tls'])
  const renewed = configured('t', [], { tls: { cert: '/c', key: '/d' } })
  expect(needsStart(configured('t', [], { tls }), renewed)).toEqual([])
  const asks = (clients: string) => configured('t', [], { tls: { ...tls, ca: '/ca', clients } })
  expect(needsStart(asks('optional'), asks('required'))).toEqual([])
  expect(needsStart(configured('t', [], { tls }), asks('optional'))).toEqual(['tls'])
})
