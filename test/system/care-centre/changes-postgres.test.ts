/** Changes between two nodes on one PostgreSQL: told once each, in one order, also while sessions are killed. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../../care-centre/store/postgres/open-postgres.ts'
import type { Store } from '../../../care-centre/store/store.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { Postgres } from '../../support/postgres.ts'
import { waitUntil } from '../../support/wait-until.ts'

const cleanUp = new CleanUp()
let server: Postgres

beforeAll(async () => {
  server = await Postgres.started(cleanUp)
})
afterAll(() => cleanUp.run())

async function twoNodes() {
  const database = await server.newDatabase()
  const open = async (): Promise<Store> => {
    const store = await openPostgres(server.url(database), () => undefined)
    let closing: Promise<void> | undefined
    const close = (): Promise<void> => (closing ??= store.close())
    onTestFinished(close)
    return { ...store, close }
  }
  return { database, nodes: [await open(), await open()] as const }
}

/** Of one transaction, all committed or none; false: it is not known to be stored. */
function tell(store: Store, of: string, count: number): Promise<boolean> {
  const work = store.writes.run(({ announce }) => {
    for (let at = 0; at < count; at += 1) announce({ type: 'alarm', station: 'st-1', data: { of, at } })
    return Promise.resolve()
  })
  return work.then(
    () => true,
    () => false,
  )
}

/** What is told to somebody who listens at this node from now on. */
function listen(store: Store): unknown[] {
  const heard: unknown[] = []
  store.changes.listen({ onChange: ({ data }) => heard.push(data), onGap: () => heard.push('gap') })
  return heard
}

async function storedIn(database: string): Promise<unknown[]> {
  const rows = await server.sql<{ data: string }>('SELECT data FROM change ORDER BY number', database)
  return rows.map(({ data }) => JSON.parse(data) as unknown)
}

test('two nodes that write at once while their sessions are killed tell each change once, in one order', async () => {
  const { database, nodes } = await twoNodes()
  const ears = nodes.map(listen)
  const isKilled = `datname = '${database}' AND application_name = 'tryggvakt-care-centre' AND random() < 0.3`
  const written = new AbortController()
  const writers = nodes.flatMap((store, node) =>
    Array.from({ length: 3 }, async (_, line) => {
      for (let round = 0; round < 40; round += 1) {
        await tell(store, `${String(node)} ${String(line)} ${String(round)}`, 1 + ((round * 7) % 30))
      }
    }),
  )
  const killer = (async () => {
    for (let kills = 0; !written.signal.aborted && kills < 30; kills += 1) {
      await server.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${isKilled}`)
    }
  })()
  await Promise.all(writers)
  written.abort()
  await killer
  for (const store of nodes) await waitUntil(() => tell(store, 'last', 1), 'it writes no more')
  const stored = await storedIn(database)
  for (const heard of ears) {
    await waitUntil(() => heard.length >= stored.length, 'not everything was told')
    expect(heard).toEqual(stored)
  }
})

test('who comes to listen hears everything from then on, and nothing was read while nobody did', async () => {
  const { database, nodes } = await twoNodes()
  const [first, second] = nodes
  for (let round = 0; round < 10; round += 1) {
    expect(await Promise.all([tell(first, 'before', 100), tell(second, 'before', 100)])).toEqual([true, true])
  }
  const late: unknown[] = []
  let isThere = false
  second.changes.listen({
    onChange: ({ data }) => late.push(data),
    onGap: () => late.push('gap'),
    isHeard: () => isThere,
  })
  await Promise.all([tell(first, 'nobody', 1), tell(second, 'nobody', 1)])
  isThere = true
  await Promise.all(
    nodes.flatMap((store, node) => [0, 1, 2].map((at) => tell(store, `${String(node)} ${String(at)}`, 5))),
  )
  const due = (await storedIn(database)).slice(-30)
  await waitUntil(() => late.length >= 30, 'who came was not told everything')
  // What was committed just before may come first.
  expect(late.slice(-30)).toEqual(due)
  expect(late.length).toBeLessThanOrEqual(32)
  await Promise.all(nodes.map((store) => store.close()))
  // A session adds what it has counted when it ends, which is after it was let go.
  const sessions = `SELECT pid FROM pg_stat_activity WHERE datname = '${database}'`
  await waitUntil(async () => (await server.sql(sessions)).length === 0, 'its sessions do not end')
  const [read] = await server.sql<{ rows: number }>(
    `SELECT idx_tup_fetch::int AS rows FROM pg_stat_user_tables WHERE relname = 'change'`,
    database,
  )
  // One for each count of how far the other is, and what was told to who came: not the two thousand before.
  expect(read?.rows).toBeLessThan(1000)
})
