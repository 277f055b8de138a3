/** A database that may not grow: SQLite answers as it does on a full disk. */
import { pino } from 'pino'
import { onTestFinished, expect, test } from 'vitest'
import { buildServer } from '../../../care-centre/api/server.ts'
import { INTAKE_LIMITS, Intake } from '../../../care-centre/intake/intake.ts'
import { openServices } from '../../../care-centre/open-services.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import { heartbeat, message, temporaryFolder, TOKENS } from './centre-harness.ts'

async function startOnSmallDisk() {
  const store = await openStore(await temporaryFolder())
  const clock = { now: () => Date.now(), monotonic: () => performance.now() }
  const failures: string[] = []
  const intake = new Intake(store.writes, clock, INTAKE_LIMITS, {
    onStored: () => undefined,
    onCannotStore: (code) => failures.push(code),
  })
  const services = await openServices({ tokens: TOKENS }, store, clock, pino({ level: 'silent' }))
  const api = await buildServer({ ...services, intake })
  onTestFinished(async () => {
    await api.close()
    await store.close()
  })
  const allowPages = (pages: number) =>
    store.writes.run(({ query }) => query(`PRAGMA max_page_count = ${pages}`))
  const post = (messages: readonly unknown[]) =>
    api.inject({
      method: 'POST',
      url: '/v1/stations/st-1/messages',
      headers: { authorization: 'Bearer one' },
      payload: JSON.stringify({ messages }),
    })
  return { store, api, failures, allowPages, post }
}

test('full disk: 503, health says so, nothing half-written; and messages again when there is room', async () => {
  const { store, api, failures, allowPages, post } = await startOnSmallDisk()
  expect((await post([message('a-0', 1, 'raised')])).statusCode).toBe(200)
  await allowPages(1)

  const note = { words: 'x'.repeat(20_000) }
  const many = Array.from({ length: 20 }, (_, at) => message(`b-${at}`, 1, 'raised', { data: note }))
  const refused = await post(many)
  expect(refused.statusCode).toBe(503)
  expect(refused.json()).toMatchObject({ code: 'cannot-store', retry: true })
  expect(failures).toEqual(['SQLITE_FULL'])
  const health = await api.inject({ url: '/healthz' })
  expect(health.statusCode).toBe(503)
  expect(health.json()).toMatchObject({ database: { ok: false, code: 'SQLITE_FULL' }, openAlarms: 1 })
  expect(
    (await store.reads.page({ state: 'all', stations: undefined, after: 0, limit: 100 })).alarms,
  ).toHaveLength(1)

  await allowPages(1_000_000)
  const taken = await post(many)
  expect(taken.statusCode).toBe(200)
  expect(taken.json()).toMatchObject({ acknowledged: many.map(({ id }) => id) })
  expect((await api.inject({ url: '/healthz' })).json()).toMatchObject({ status: 'ok', openAlarms: 21 })
})

test('many bodies at once on a full disk are each told, and none is lost when sent again', async () => {
  const { allowPages, post, store } = await startOnSmallDisk()
  await allowPages(1)
  const bodies = Array.from({ length: 30 }, (_, at) => [
    message(`c-${at}`, 1, 'raised', { data: { words: 'y'.repeat(50_000) } }),
  ])
  const answers = await Promise.all(bodies.map(post))
  expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([503]))
  await allowPages(1_000_000)
  const again = await Promise.all([...bodies, [heartbeat]].map(post))
  expect(again.every((answer) => answer.statusCode === 200)).toBe(true)
  expect(await store.reads.countOpen()).toBe(30)
})
