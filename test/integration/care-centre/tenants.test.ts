/** Everything read or done is narrowed to one municipality: each route is called by everybody, and across. */
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { buildServer } from '../../../care-centre/api/server.ts'
import { CALLERS, type Access, type Caller } from '../../../care-centre/api/rights.ts'
import { tokensOf } from '../../../care-centre/configuration.ts'
import { openServices } from '../../../care-centre/open-services.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import { message, temporaryFolder } from './centre-harness.ts'
import { CONFIGURATION, PIN, ROLES } from './operators-harness.ts'

type Headers = Readonly<Record<string, string>>

const HOUSES = { '5001': 'solbakken', '4601': 'fjellhus' } as const
const SIDES = ['5001', '4601'] as const
const METHODS = { GET: 'GET', POST: 'POST', DELETE: 'DELETE' } as const

/** What a page would send. */
const BODIES: Readonly<Record<string, unknown>> = {
  '/v1/alarms/:id/commands': { type: 'note', text: 'Hei' },
  '/v1/stations/:stationId/messages': { messages: [] },
  '/v1/sound/paused': { seconds: 120, agoMs: 0 },
}
/** A stream has no end of its own; signing out would end the walk. */
const NOT_WALKED = ['/v1/stream', '/v1/session', '/v1/session/pin']
/** Opens nothing that belongs to somebody. */
const OF_EVERYBODY = ['/v1/municipalities', '/v1/operators', '/healthz', '/']

async function startTried() {
  const store = await openStore(await temporaryFolder())
  const clock = { now: () => Date.now(), monotonic: () => performance.now() }
  const tokens = [...tokensOf(CONFIGURATION), { station: 'prove', token: 'trial', trial: true }]
  const log = pino({ level: 'silent' })
  const services = await openServices({ configuration: CONFIGURATION, tokens }, store, clock, log)
  const routes: { method: 'GET' | 'POST' | 'DELETE'; url: string; access: Access }[] = []
  const api = await buildServer(services, {
    onRoute: (method, url, access) => {
      if (method !== 'HEAD') routes.push({ method: METHODS[method as 'GET'], url, access })
    },
  })
  onTestFinished(async () => {
    await api.close()
    await store.close()
  })
  const call = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    headers: Headers,
    body?: unknown,
    remoteAddress = '192.0.2.7',
  ) =>
    api.inject({
      method,
      url,
      headers,
      remoteAddress,
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
  const cookieOf = async (municipality: string, operator: string): Promise<Headers> => {
    const page = { 'x-tryggvakt': '1' }
    const answer = await call('POST', '/v1/session', page, { municipality, operator, pin: PIN })
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    return { ...page, cookie }
  }
  for (const side of SIDES) {
    const headers = { authorization: `Bearer token-of-${HOUSES[side]}` }
    const own = message(`own-${side}`, 1, 'raised', { residentRef: `r-${side}` })
    const body = { messages: [own, message('same', 1, 'raised', { residentRef: `r-${side}` })] }
    await call('POST', `/v1/stations/${HOUSES[side]}/messages`, headers, body)
  }
  return { routes, call, cookieOf, services }
}

test('each route lets in whom it names, and nobody else', async () => {
  const { routes, call, cookieOf } = await startTried()
  const walked = routes.filter(({ url }) => !NOT_WALKED.includes(url))
  expect(walked.length).toBeGreaterThan(15)
  const headersOf: Readonly<Record<Caller, Headers>> = {
    'signed-out': {},
    operations: {},
    station: { authorization: 'Bearer token-of-solbakken' },
    trial: { authorization: 'Bearer trial' },
    operator: await cookieOf('5001', 'operator-5001'),
    lead: await cookieOf('5001', 'lead-5001'),
    administrator: await cookieOf('5001', 'administrator-5001'),
  }
  for (const { method, url, access } of walked) {
    for (const caller of CALLERS) {
      const path = url.replace(':stationId', 'solbakken').replace(':id', 'none').replace('/*', '/none')
      const from = caller === 'operations' ? '127.0.0.1' : '192.0.2.7'
      const { statusCode } = await call(method, path, headersOf[caller], BODIES[url], from)
      const isLetIn = statusCode !== 401 && statusCode !== 403
      // Stations knock at their own door alone: the trial's has another.
      const may = access.may.includes(caller) && !(caller === 'trial' && url.includes(':stationId'))
      expect(`${method} ${url} ${caller} ${String(isLetIn)}`).toBe(
        `${method} ${url} ${caller} ${String(may)}`,
      )
    }
  }
})

test('nothing of another municipality is read, taken, commanded or heard of, by whatever route', async () => {
  const { routes, call, cookieOf, services } = await startTried()
  const before = await services.store.reading.query('SELECT * FROM alarm ORDER BY number')
  const callers: (readonly [(typeof SIDES)[number], Headers])[] = []
  for (const side of SIDES) {
    callers.push([side, { authorization: `Bearer token-of-${HOUSES[side]}` }])
    for (const role of ROLES) callers.push([side, await cookieOf(side, `${role}-${side}`)])
  }
  for (const { method, url } of routes.filter((route) => !NOT_WALKED.includes(route.url))) {
    if (OF_EVERYBODY.includes(url)) continue
    for (const [side, headers] of callers) {
      const other = side === '5001' ? '4601' : '5001'
      const path = url.replace(':stationId', HOUSES[other]).replace(':id', `own-${other}`)
      for (const query of ['', `?station=${HOUSES[other]}`, `?resident=r-${other}&order=priority`]) {
        const { statusCode, body } = await call(method, `${path}${query}`, headers, BODIES[url])
        expect(`${method} ${path}${query} ${body}`).not.toMatch(
          new RegExp(`"own-${other}"|"r-${other}"|"${HOUSES[other]}"`),
        )
        if (url.includes(':') || (/alarms|history/.test(url) && query.includes('station=')))
          expect([400, 401, 403, 404]).toContain(statusCode)
      }
    }
  }
  expect(await services.store.reading.query('SELECT * FROM alarm ORDER BY number')).toEqual(before)
  expect(await services.store.reading.query('SELECT * FROM command')).toEqual([])
})

test('the same id in two municipalities is two alarms, and each side has its own', async () => {
  const { call, cookieOf } = await startTried()
  for (const side of SIDES) {
    const headers = await cookieOf(side, `operator-${side}`)
    const { statusCode, body } = await call('POST', '/v1/alarms/same/take', headers)
    expect(statusCode).toBe(200)
    expect(JSON.parse(body)).toMatchObject({
      alarm: { station: HOUSES[side], resident: `r-${side}`, takenBy: { id: `operator-${side}` } },
    })
  }
})

test('a stream tells what happens in its own municipality', async () => {
  const { call, cookieOf, services } = await startTried()
  const heard = new Map<string, string>()
  for (const side of SIDES) {
    const stations = services.municipalities.stationsOf(side)
    services.feed.subscribe(
      { reaches: (station) => stations.has(station), isOperator: true },
      {
        writableLength: 0,
        write: (text) => heard.set(side, (heard.get(side) ?? '') + text),
        end: () => undefined,
      },
    )
  }
  for (const side of SIDES) {
    await call('POST', '/v1/alarms/same/take', await cookieOf(side, `operator-${side}`))
  }
  for (const side of SIDES) {
    expect(heard.get(side)).toContain(`"r-${side}"`)
    expect(heard.get(side)).not.toContain(side === '5001' ? 'fjellhus' : 'solbakken')
  }
})

test('each municipality has a chain of its own in the audit log; refused calls stand in it', async () => {
  const { call, cookieOf, services } = await startTried()
  const operator = await cookieOf('5001', 'operator-5001')
  await call('GET', '/v1/history', operator)
  await call('GET', '/v1/history', operator)
  await call('POST', '/v1/alarms/same/take', operator)
  await cookieOf('4601', 'lead-4601')
  await services.store.writes.run(() => Promise.resolve())
  const rows = await services.store.reading.query<{ municipality: string; position: number; action: string }>(
    'SELECT municipality, position, action FROM audit_entry ORDER BY municipality, position',
  )
  expect(
    rows.map(({ municipality, position, action }) => `${municipality} ${String(position)} ${action}`),
  ).toEqual([
    '4601 1 operator.signed-in',
    '5001 1 operator.signed-in',
    '5001 2 operator.refused',
    '5001 3 alarm.taken',
  ])
})
