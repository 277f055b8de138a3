import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { BoardMessage } from '../../../../shared/api/board.ts'
import { API_VERSION, VERSION_PARAM } from '../../../../shared/api/version.ts'
import { startHttpServer, type HttpServer } from '../../../../station/api/http-server.ts'
import { newToken } from '../../../../station/api/token.ts'
import { apiClient, refusalOf } from '../../../fakes/api-client.ts'
import { apiStation, StorageFull, type ApiStation } from '../../../fakes/api-station.ts'
import { PATIENTLY } from '../../../support/wait-until.ts'

const token = newToken()
let folder: string
let station: ApiStation
let server: HttpServer
const closers: (() => unknown)[] = []

async function start(options: { training?: boolean; limits?: object } = {}): Promise<void> {
  station = apiStation(options)
  server = await startHttpServer({
    listen: { host: '127.0.0.1', port: 0 },
    rendererFolder: folder,
    router: station.router,
    token,
    connections: station.people.parts.sessions,
    health: () => station.state.health,
    metrics: {
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      text: () => Promise.resolve('tryggvakt_up 1\n'),
    },
    log: station.log,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  })
}

function client(origin?: string, word = token) {
  const made = apiClient(server.url, word, origin)
  closers.push(() => made.close())
  return made.api
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryggvakt-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Tryggvakt</title>')
  await writeFile(join(folder, 'assets', 'board.js'), 'export {}')
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the page', () => {
  test('is served with a policy that lets it load itself and nothing else', async () => {
    await start()
    const page = await fetch(`${server.url}/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Tryggvakt')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port}`)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect((await fetch(`${server.url}/assets/board.js`)).headers.get('content-type')).toContain('javascript')
  })

  test('nothing outside its folder is served', async () => {
    await start()
    for (const path of [
      '/../station.json',
      '/%2e%2e/station.json',
      '/assets/..%2f..%2fetc/passwd',
      '/nope',
    ]) {
      expect(await rawStatus(path, `127.0.0.1:${server.port}`)).toBeGreaterThanOrEqual(400)
    }
  })

  test('a name that was rebound to this machine is refused', async () => {
    await start()
    expect(await rawStatus('/', 'evil.example')).toBe(403)
    expect(await rawStatus('/healthz', `evil.example:${server.port}`)).toBe(403)
    expect(await rawStatus('/healthz', `localhost:${server.port}`)).toBe(200)
  })

  test('a station built without it says what to do', async () => {
    await rm(join(folder, 'index.html'))
    await start()
    const page = await fetch(`${server.url}/`)
    expect(page.status).toBe(404)
    expect(await page.text()).toContain('npm run build')
  })
})

describe('health and metrics', () => {
  test('health is 200 while alarms can be stored and 503 when they cannot', async () => {
    await start()
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    station.state.health = { ...station.state.health, status: 'degraded' }
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    station.state.health = { ...station.state.health, database: 'full' }
    const full = await fetch(`${server.url}/healthz`)
    expect(full.status).toBe(503)
    expect(await full.json()).toMatchObject({ status: 'degraded', database: 'full', openAlarms: 0 })
  })

  test('metrics are Prometheus text', async () => {
    await start()
    const page = await fetch(`${server.url}/metrics`)
    expect(page.headers.get('content-type')).toContain('version=0.0.4')
    expect(await page.text()).toBe('tryggvakt_up 1\n')
  })
})

test('the responder’s page is the same page at a path of its own', async () => {
  await start()
  const page = await fetch(`${server.url}/phone`)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toBe(await (await fetch(`${server.url}/`)).text())
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
})

describe('a client of another version', () => {
  const versioned = (version: string) => {
    const made = apiClient(server.url, token, undefined, { [VERSION_PARAM]: version })
    closers.push(() => made.close())
    return made.api
  }

  test('is told the station’s version and served nothing, and the log says so once a connection', async () => {
    await start()
    station.fall('a')
    const old = versioned('0')
    const calls = [
      subscribed(old.board, undefined),
      old.station.diagnostics.query(),
      old.alarm.acknowledge.mutate({ alarmId: 'a', by: 'kari', seenRevision: 1 }),
    ]
    for (const call of calls) {
      expect(await refusalOf(call)).toMatchObject({
        code: 'other-version',
        figure: API_VERSION,
        retry: false,
      })
    }
    expect(station.alarms.get('a')?.state).toBe('raised')
    expect(station.feed.clients).toBe(0)
    expect(station.logged).toEqual([
      {
        level: 'warn',
        fields: { client: '0', station: API_VERSION },
        message: 'a client of another version was refused',
      },
    ])
  })

  test('may call itself anything; one that fits is served, and the board begins with the version', async () => {
    await start()
    const odd = versioned('x'.repeat(5_000))
    expect(await refusalOf(odd.station.diagnostics.query())).toMatchObject({ code: 'other-version' })
    expect(station.logged[0]?.fields['client']).toBe('unreadable')
    const first = await subscribed(versioned(String(API_VERSION)).board, undefined)
    expect(first).toMatchObject({ type: 'snapshot', apiVersion: API_VERSION })
  })
})

describe('the API socket', () => {
  test('needs the token', async () => {
    await start()
    const refusal = await refusalOf(client(undefined, newToken()).station.diagnostics.query())
    expect(refusal).toMatchObject({ code: 'not-allowed', retry: false })
  })

  test('takes its own page, the desktop client and local programs, and no other page', async () => {
    await start()
    for (const origin of [undefined, 'app://tryggvakt', server.url]) {
      expect((await client(origin).station.diagnostics.query()).version).toBe('0.1.0')
    }
    expect(await upgradeStatus({ origin: 'http://evil.example' })).toBe(403)
    expect(await upgradeStatus({ host: 'evil.example' })).toBe(403)
    expect(await upgradeStatus({ path: '/other' })).toBe(404)
    expect(station.logged.every((line) => line.level === 'warn')).toBe(true)
  })

  test('has room for a bounded number of clients', async () => {
    await start({ limits: { connections: 1 } })
    await client().station.diagnostics.query()
    expect(await upgradeStatus({})).toBe(503)
  })

  test('ends a connection that never shows the token', async () => {
    await start({ limits: { signInMs: 50 } })
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api?connectionParams=1`)
    await once(socket, 'close')
  })

  test('ends a connection that answers no ping', async () => {
    await start({ limits: { pingMs: 50 } })
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api?connectionParams=1`, {
      autoPong: false,
    })
    await once(socket, 'close')
  })

  test('ends a connection that sends more than a call can hold', async () => {
    await start()
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api?connectionParams=1`)
    await once(socket, 'open')
    socket.send(Buffer.alloc(300 * 1024, 0x20))
    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(1009)
  })
})

test('a desktop is there to be heard for as long as it is connected, and sounds as it said last', async () => {
  await start()
  const api = client()
  const attend = (sound: 'blocked' | 'ready') =>
    new Promise<() => void>((resolve, reject) => {
      const subscription = api.client.attend.subscribe(
        { sound },
        { onData: () => resolve(() => subscription.unsubscribe()), onError: reject },
      )
    })
  const leave = await attend('blocked')
  expect(station.attendance.sound).toBe('blocked')
  await attend('ready')
  leave()
  expect(station.attendance.sound).toBe('ready')
  for (const close of closers.splice(0)) await close()
  await vi.waitFor(() => {
    expect(station.attendance.sound).toBeNull()
  }, PATIENTLY)
})

describe('a caregiver at the API', () => {
  const step = (alarmId: string) => ({ alarmId, by: 'kari', seenRevision: 1 })

  test('follows the board and takes an alarm through its life', async () => {
    await start()
    station.fall('a')
    const api = client()
    const messages: BoardMessage[] = []
    const resolved = new Promise<void>((resolve) => {
      const subscription = api.board.changes.subscribe(undefined, {
        onData: (message) => {
          if (message.type !== 'tick') messages.push(message)
          if (message.type === 'snapshot') void walk()
          if (message.type === 'change' && message.alarms[0]?.state === 'resolved') resolve()
        },
      })
      closers.push(() => subscription.unsubscribe())
    })
    async function walk(): Promise<void> {
      await api.alarm.acknowledge.mutate(step('a'))
      await api.alarm.release.mutate(step('a'))
      await api.alarm.acknowledge.mutate({ ...step('a'), seenRevision: 3 })
      await api.alarm.handOver.mutate({ ...step('a'), to: 'ola' })
      await api.alarm.onTheWay.mutate({ ...step('a'), by: 'ola', seenRevision: 5 })
      await api.alarm.onSite.mutate({ ...step('a'), by: 'ola', seenRevision: 6 })
      await api.alarm.note.mutate({ ...step('a'), words: 'Ved badekaret' })
      const outcome = { kind: 'helped-unhurt' as const, words: null }
      await api.alarm.resolve.mutate({ ...step('a'), seenRevision: 8, outcome })
    }
    await resolved
    expect(messages[0]).toMatchObject({
      type: 'snapshot',
      sequence: 0,
      board: { alarms: [{ alarmId: 'a' }] },
    })
    expect(messages.slice(1).map((message) => message.type === 'change' && message.alarms[0]?.state)).toEqual(
      [
        'acknowledged',
        'raised',
        'acknowledged',
        'acknowledged',
        'on-the-way',
        'on-site',
        'on-site',
        'resolved',
      ],
    )
    expect((await api.alarm.chain.query({ alarmId: 'a' })).alarm.outcome).toBe('helped-unhurt')
    expect((await api.alarm.reopen.mutate(step('a'))).alarm.state).toBe('raised')
  })

  test('who comes second learns who was first', async () => {
    await start()
    station.fall('a')
    const api = client()
    await api.alarm.acknowledge.mutate(step('a'))
    const refusal = await refusalOf(api.alarm.acknowledge.mutate({ ...step('a'), by: 'ola' }))
    expect(refusal).toMatchObject({ code: 'already-taken', ownerId: 'kari', retry: false })
  })

  test('a screen that is behind takes nothing from a colleague; one that shows who has it may', async () => {
    await start()
    station.fall('a')
    const [karis, olas] = [client(), client()]
    await karis.alarm.acknowledge.mutate(step('a'))
    await karis.alarm.onTheWay.mutate({ ...step('a'), seenRevision: 2 })
    const behind = { ...step('a'), by: 'ola' }
    for (const seenRevision of [1, 2]) {
      for (const refused of [
        olas.alarm.handOver.mutate({ ...behind, seenRevision, to: 'ola' }),
        olas.alarm.onSite.mutate({ ...behind, seenRevision }),
      ]) {
        expect(await refusalOf(refused)).toMatchObject({ code: 'already-taken', ownerId: 'kari' })
      }
    }
    const { alarm } = await olas.alarm.onSite.mutate({ ...behind, seenRevision: 3 })
    expect(alarm).toMatchObject({ state: 'on-site', owner: { id: 'ola' }, revision: 4 })
  })

  test('every refusal has a code that a screen can explain', async () => {
    await start()
    station.fall('a')
    const { alarm, training, board } = client()
    const outcome = { kind: 'other' as const, words: '' }
    const calls: readonly (readonly [call: Promise<unknown>, code: string])[] = [
      ...(['acknowledge', 'release', 'onTheWay', 'onSite', 'reopen'] as const).flatMap(
        (name) =>
          [
            [alarm[name].mutate({ ...step('a'), by: 'nobody' }), 'unknown-person'],
            [alarm[name].mutate({ ...step('a'), by: 'no body' }), 'bad-input'],
            [alarm[name].mutate({ ...step('a'), seenRevision: 0 }), 'bad-input'],
          ] as const,
      ),
      [alarm.onSite.mutate(step('z')), 'unknown-alarm'],
      [alarm.reopen.mutate(step('a')), 'not-in-this-state'],
      [alarm.resolve.mutate({ ...step('a'), outcome: null }), 'outcome-required'],
      [alarm.resolve.mutate({ ...step('a'), outcome }), 'words-required'],
      [
        alarm.resolve.mutate({ ...step('a'), outcome: { kind: 'false-alarm', words: null } }),
        'false-cause-required',
      ],
      [
        alarm.resolve.mutate({ ...step('a'), outcome: { kind: 'test', falseCause: 'unknown', words: null } }),
        'bad-input',
      ],
      [
        alarm.resolve.mutate({
          ...step('a'),
          outcome: { kind: 'false-alarm', falseCause: 'the cat' as never, words: null },
        }),
        'bad-input',
      ],
      [alarm.note.mutate({ ...step('a'), words: ' ' }), 'bad-input'],
      [alarm.note.mutate({ ...step('a'), by: 'nobody', words: 'x' }), 'unknown-person'],
      [alarm.handOver.mutate({ ...step('a'), to: 'nobody' }), 'unknown-person'],
      [alarm.chain.query({ alarmId: 'z' }), 'unknown-alarm'],
      [alarm.acknowledge.mutate({ ...step('a'), extra: 1 } as never), 'bad-input'],
      [training.devices.query(), 'not-training'],
      [training.act.mutate({ deviceId: 'radar-1', act: 'fall' }), 'not-training'],
      [(alarm as unknown as { erase: { mutate(): Promise<unknown> } }).erase.mutate(), 'bad-input'],
      [subscribed(board, { since: { run: 1 } }), 'bad-input'],
    ]
    const codes = await Promise.all(calls.map(async ([call]) => (await refusalOf(call)).code))
    expect(codes).toEqual(calls.map(([, code]) => code))
  })

  test('bad input says which field', async () => {
    await start()
    const refusal = await refusalOf(client().alarm.acknowledge.mutate({ ...step('a'), seenRevision: 0.5 }))
    expect(refusal.message).toContain('seenRevision')
  })

  test('a full disk is told as such and may be tried again; other failures keep their words to the log', async () => {
    await start()
    station.fall('a')
    const api = client()
    station.state.failure = new StorageFull('SQLITE_FULL at /data/station.sqlite')
    expect(await refusalOf(api.alarm.acknowledge.mutate(step('a')))).toEqual({
      code: 'cannot-store',
      message: 'the step could not be stored',
      retry: true,
      ownerId: null,
    })
    station.state.failure = new TypeError('secret words of the program')
    const refusal = await refusalOf(api.alarm.acknowledge.mutate(step('a')))
    expect(refusal).toMatchObject({ code: 'internal', message: 'internal error' })
    expect(station.logged.map((line) => line.fields['code'])).toEqual(['cannot-store', 'internal'])
    expect(JSON.stringify(station.logged)).not.toContain('secret words')
  })

  test('in the training home a simulated device does what it is told', async () => {
    await start({ training: true })
    const { training } = client()
    expect((await training.devices.query()).devices).toHaveLength(1)
    await training.act.mutate({ deviceId: 'radar-1', act: 'fall' })
    expect(station.acts).toEqual([{ deviceId: 'radar-1', act: 'fall' }])
    const unknown = await refusalOf(training.act.mutate({ deviceId: 'radar-9', act: 'fall' }))
    expect(unknown.code).toBe('unknown-device')
  })
})

test('stopping ends every connection at once', async () => {
  await start()
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api?connectionParams=1`)
  await once(socket, 'open')
  const closed = once(socket, 'close')
  await server.close()
  await closed
})

function subscribed(board: ReturnType<typeof client>['board'], input: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const subscription = board.changes.subscribe(input as never, { onData: resolve, onError: reject })
    closers.push(() => subscription.unsubscribe())
  })
}

/** A request with any path and Host header: `fetch` tidies both. */
function rawStatus(path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}

function upgradeStatus(call: { origin?: string; host?: string; path?: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(
      `${server.url.replace('http', 'ws')}${call.path ?? '/api'}?connectionParams=1`,
      {
        ...(call.origin === undefined ? {} : { origin: call.origin }),
        ...(call.host === undefined ? {} : { headers: { host: call.host } }),
      },
    )
    socket.on('unexpected-response', (_request, answer) => {
      resolve(answer.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('open', () => reject(new Error('the upgrade was accepted')))
    socket.on('error', () => undefined)
  })
}
