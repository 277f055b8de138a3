/** PostgreSQL stops, has no room for another session, or may not be written: the centre says so and comes back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import { heartbeat, message, startCentre, type Answer } from '../../integration/care-centre/centre-harness.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { Postgres } from '../../support/postgres.ts'
import { waitUntil } from '../../support/wait-until.ts'

const cleanUp = new CleanUp()
let server: Postgres

beforeAll(async () => {
  server = await Postgres.started(cleanUp, ['max_connections=24', 'superuser_reserved_connections=3'])
  await server.sql('CREATE ROLE centre LOGIN')
})
afterAll(() => cleanUp.run())

/** As an ordinary role, so that the limits count for it. */
async function startOn() {
  const name = await server.newDatabase()
  await server.sql(`ALTER DATABASE ${name} OWNER TO centre`)
  const centre = await startCentre({ database: { url: server.url(name).replace('postgres@', 'centre@') } })
  const tell = (id: string): Promise<Answer> =>
    centre.post('/v1/stations/st-1/messages', { messages: [message(id, 1, 'raised')] })
  /** As a station does. */
  const untilTold = (id: string): Promise<true> =>
    waitUntil(async () => (await tell(id)).status === 200 || undefined, `${id} was never taken again`, {
      everyMs: 100,
    })
  const ids = async (): Promise<string[]> => {
    const { body } = await centre.call('/v1/alarms')
    return (body as { alarms: { id: string }[] }).alarms.map(({ id }) => id)
  }
  /** What health says of the database, when it does: each of the centre's sessions learns of a trouble by itself. */
  const untilHealth = (wanted: { readonly ok: boolean; readonly code: string | null }): Promise<Answer> =>
    waitUntil(
      async () => {
        const answer = await centre.call('/healthz')
        const { database } = answer.body as { database: { ok: boolean; code: string | null } }
        return database.ok === wanted.ok && database.code === wanted.code && answer
      },
      `health does not say ${JSON.stringify(wanted)}`,
    )
  return { name, centre, tell, untilTold, ids, untilHealth }
}

function expectRefused(answer: Answer): void {
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('1')
  expect(answer.body).toMatchObject({ code: 'cannot-store', retry: true })
}

test('a restart in the middle: 503, health says so, and it goes on by itself with nothing lost or doubled', async () => {
  const { centre, tell, untilTold, ids, untilHealth } = await startOn()
  expect((await tell('before')).status).toBe(200)
  const told = Array.from({ length: 40 }, (_, at) => `m-${String(at)}`)
  const during = Promise.all(told.map(untilTold))
  await server.end('SIGKILL')
  await waitUntil(async () => {
    const answer = await tell('down')
    if (answer.status !== 503) return undefined
    expectRefused(answer)
    return true
  }, 'the centre acknowledged without its database')
  expect(await untilHealth({ ok: false, code: 'UNREACHABLE' })).toMatchObject({
    status: 503,
    body: { status: 'degraded' },
  })
  expectRefused(await centre.call('/v1/alarms'))

  await server.start(['max_connections=24', 'superuser_reserved_connections=3'])
  await during
  await untilTold('after')
  expect(await untilHealth({ ok: true, code: null })).toMatchObject({ status: 200 })
  const stored = await ids()
  expect(new Set(stored).size).toBe(stored.length)
  expect(stored).toEqual(expect.arrayContaining(['before', ...told, 'after']))
})

test('listeners hear what was told while the listening session was gone', async () => {
  const { name, centre, tell } = await startOn()
  const answer = await fetch(`${centre.url}/v1/stream`, { headers: { authorization: 'Bearer one' } })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  await server.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND usename = 'centre'`,
  )
  await waitUntil(async () => (await tell('while-gone')).status === 200 || undefined, 'never taken again')
  let heard = ''
  while (!heard.includes('while-gone')) {
    const chunk = await reader?.read()
    if (chunk === undefined || chunk.done) throw new Error('the stream ended')
    heard += chunk.value
  }
  expect(heard).toContain('event: alarm')
})

test('no session to be had: 503, and 200 when there is one', async () => {
  const { name, tell, untilTold, untilHealth } = await startOn()
  await server.sql('ALTER ROLE centre CONNECTION LIMIT 0')
  await server.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND usename = 'centre'`,
  )
  expectRefused(
    await waitUntil(async () => {
      const answer = await tell('a-1')
      return answer.status === 503 && answer
    }, 'it found a session all the same'),
  )
  await untilHealth({ ok: false, code: 'PG_53300' })
  await server.sql('ALTER ROLE centre CONNECTION LIMIT -1')
  await untilTold('a-1')
  expect((await untilHealth({ ok: true, code: null })).status).toBe(200)
})

test('a database that may only be read: 503 for what is to be stored, what is stored can be read', async () => {
  const { name, centre, tell, untilTold, ids, untilHealth } = await startOn()
  expect((await tell('before')).status).toBe(200)
  await server.sql('ALTER SYSTEM SET default_transaction_read_only = on')
  await server.sql('SELECT pg_reload_conf()')
  expectRefused(
    await waitUntil(async () => {
      const answer = await tell('a-1')
      return answer.status === 503 && answer
    }, 'it was written all the same'),
  )
  expect(await untilHealth({ ok: false, code: 'PG_25006' })).toMatchObject({
    status: 503,
    body: { openAlarms: expect.any(Number) as number },
  })
  expect(await ids()).toContain('before')

  const session = new pg.Client({ connectionString: server.url(name) })
  await session.connect()
  await session.query('SET default_transaction_read_only = off')
  await session.query('ALTER SYSTEM RESET default_transaction_read_only')
  await session.query('SELECT pg_reload_conf()')
  await session.end()
  await untilTold('a-1')
  // Also a heartbeat alone, which has no message to store, ends the trouble.
  await waitUntil(async () => {
    const { status, body } = await centre.post('/v1/stations/st-1/messages', { messages: [heartbeat] })
    return status === 200 && (body as { acknowledged: readonly string[] }).acknowledged[0] === 'beat-1'
  }, 'a heartbeat is not taken')
})

test('a session that stands in the way does so for a while only', async () => {
  const { name, tell } = await startOn()
  expect((await tell('a-1')).status).toBe(200)
  const session = new pg.Client({ connectionString: server.url(name) })
  await session.connect()
  await session.query('BEGIN')
  await session.query('LOCK TABLE message IN ACCESS EXCLUSIVE MODE')
  expectRefused(await tell('a-2'))
  await session.query('ROLLBACK')
  await session.end()
  expect((await tell('a-2')).status).toBe(200)
})
