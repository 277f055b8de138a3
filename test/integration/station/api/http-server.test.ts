import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { API_VERSION, VERSION_PARAM } from '../../../../shared/api/version.ts'
import { newToken } from '../../../../station/api/token.ts'
import { refusalOf } from '../../../fakes/api-client.ts'
import { ServedStation } from './served-station.ts'

const served = ServedStation.forEachTest()

describe('the page', () => {
  test('is served with a policy that lets it load itself and nothing else', async () => {
    await served.start()
    const page = await fetch(`${served.server.url}/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Tryggvakt')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${served.server.port}`)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect((await fetch(`${served.server.url}/assets/board.js`)).headers.get('content-type')).toContain(
      'javascript',
    )
  })

  test('nothing outside its folder is served', async () => {
    await served.start()
    for (const path of [
      '/../station.json',
      '/%2e%2e/station.json',
      '/assets/..%2f..%2fetc/passwd',
      '/nope',
    ]) {
      expect(await rawStatus(path, `127.0.0.1:${served.server.port}`)).toBeGreaterThanOrEqual(400)
    }
  })

  test('a name that was rebound to this machine is refused', async () => {
    await served.start()
    expect(await rawStatus('/', 'evil.example')).toBe(403)
    expect(await rawStatus('/healthz', `evil.example:${served.server.port}`)).toBe(403)
    expect(await rawStatus('/healthz', `localhost:${served.server.port}`)).toBe(200)
  })

  test('a station built without it says what to do', async () => {
    await rm(join(served.folder, 'index.html'))
    await served.start()
    const page = await fetch(`${served.server.url}/`)
    expect(page.status).toBe(404)
    expect(await page.text()).toContain('npm run build')
  })
})

describe('health and metrics', () => {
  test('health is 200 while alarms can be stored and 503 when they cannot', async () => {
    await served.start()
    expect((await fetch(`${served.server.url}/healthz`)).status).toBe(200)
    served.station.state.health = { ...served.station.state.health, status: 'degraded' }
    expect((await fetch(`${served.server.url}/healthz`)).status).toBe(200)
    served.station.state.health = { ...served.station.state.health, database: 'full' }
    const full = await fetch(`${served.server.url}/healthz`)
    expect(full.status).toBe(503)
    expect(await full.json()).toMatchObject({ status: 'degraded', database: 'full', openAlarms: 0 })
  })

  test('metrics are Prometheus text', async () => {
    await served.start()
    const page = await fetch(`${served.server.url}/metrics`)
    expect(page.headers.get('content-type')).toContain('version=0.0.4')
    expect(await page.text()).toBe('tryggvakt_up 1\n')
  })
})

test('the responder’s page is the same page at a path of its own', async () => {
  await served.start()
  const page = await fetch(`${served.server.url}/phone`)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toBe(await (await fetch(`${served.server.url}/`)).text())
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
})

describe('a client of another version', () => {
  const versioned = (version: string) => served.client(undefined, undefined, { [VERSION_PARAM]: version })

  test('is told the station’s version and served nothing, and the log says so once a connection', async () => {
    await served.start()
    served.station.fall('a')
    const old = versioned('0')
    const calls = [
      served.subscribed(old.board, undefined),
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
    expect(served.station.alarms.get('a')?.state).toBe('raised')
    expect(served.station.feed.clients).toBe(0)
    expect(served.station.logged).toEqual([
      {
        level: 'warn',
        fields: { client: '0', station: API_VERSION },
        message: 'a client of another version was refused',
      },
    ])
  })

  test('may call itself anything; one that fits is served, and the board begins with the version', async () => {
    await served.start()
    const odd = versioned('x'.repeat(5_000))
    expect(await refusalOf(odd.station.diagnostics.query())).toMatchObject({ code: 'other-version' })
    expect(served.station.logged[0]?.fields['client']).toBe('unreadable')
    const first = await served.subscribed(versioned(String(API_VERSION)).board, undefined)
    expect(first).toMatchObject({ type: 'snapshot', apiVersion: API_VERSION })
  })
})

describe('the API socket', () => {
  test('needs the token', async () => {
    await served.start()
    const refusal = await refusalOf(served.client(undefined, newToken()).station.diagnostics.query())
    expect(refusal).toMatchObject({ code: 'not-allowed', retry: false })
  })

  test('takes its own page, the desktop client and local programs, and no other page', async () => {
    await served.start()
    for (const origin of [undefined, 'app://tryggvakt', served.server.url]) {
      expect((await served.client(origin).station.diagnostics.query()).version).toBe('0.1.0')
    }
    expect(await upgradeStatus({ origin: 'http://evil.example' })).toBe(403)
    expect(await upgradeStatus({ host: 'evil.example' })).toBe(403)
    expect(await upgradeStatus({ path: '/other' })).toBe(404)
    expect(served.station.logged.every((line) => line.level === 'warn')).toBe(true)
  })

  test('has room for a bounded number of clients', async () => {
    await served.start({ limits: { connections: 1 } })
    await served.client().station.diagnostics.query()
    expect(await upgradeStatus({})).toBe(503)
  })

  test('ends a connection that never shows the token', async () => {
    await served.start({ limits: { signInMs: 50 } })
    const socket = new WebSocket(`${served.server.url.replace('http', 'ws')}/api?connectionParams=1`)
    await once(socket, 'close')
  })

  test('ends a connection that answers no ping', async () => {
    await served.start({ limits: { pingMs: 50 } })
    const socket = new WebSocket(`${served.server.url.replace('http', 'ws')}/api?connectionParams=1`, {
      autoPong: false,
    })
    await once(socket, 'close')
  })

  test('ends a connection that sends more than a call can hold', async () => {
    await served.start()
    const socket = new WebSocket(`${served.server.url.replace('http', 'ws')}/api?connectionParams=1`)
    await once(socket, 'open')
    socket.send(Buffer.alloc(300 * 1024, 0x20))
    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(1009)
  })
})

test('stopping ends every connection at once', async () => {
  await served.start()
  const socket = new WebSocket(`${served.server.url.replace('http', 'ws')}/api?connectionParams=1`)
  await once(socket, 'open')
  const closed = once(socket, 'close')
  await served.server.close()
  await closed
})

/** A request with any path and Host header: `fetch` tidies both. */
function rawStatus(path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: served.server.port, path, headers: { host } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

function upgradeStatus(call: { origin?: string; host?: string; path?: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(
      `${served.server.url.replace('http', 'ws')}${call.path ?? '/api'}?connectionParams=1`,
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
