import { expect, test } from 'vitest'
import { openStore } from '../../../../care-centre/store/open-store.ts'
import { readHeard } from '../../../../care-centre/store/station-store.ts'
import type { Store } from '../../../../care-centre/store/store.ts'
import { temporaryFolder } from '../centre-harness.ts'

async function stationsOf(store: Store): Promise<string[]> {
  return (await readHeard(store.reading, () => 1)).stations.map(({ id }) => id)
}

test('writes that overlap in time are kept, and a failing neighbour takes nobody along', async () => {
  const store = await openStore(await temporaryFolder())
  const insert = (station: string) =>
    store.writes.run(({ query }) => query('INSERT INTO station (id, "lastHeardAt") VALUES (?, 1)', [station]))
  const failing = (station: string) =>
    store.writes.run(async ({ query }) => {
      await query('INSERT INTO station (id, "lastHeardAt") VALUES (?, 1)', [station])
      throw new Error('changed its mind')
    })
  const outcomes = await Promise.allSettled([
    insert('a'),
    failing('lost-1'),
    insert('b'),
    insert('a'),
    failing('lost-2'),
    insert('c'),
  ])
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
  ])
  expect((await stationsOf(store)).sort()).toEqual(['a', 'b', 'c'])
  await store.close()
})

test('readers see what is committed and nothing else', async () => {
  const store = await openStore(await temporaryFolder())
  let during: number | undefined
  await store.writes.run(async ({ query }) => {
    await query(`INSERT INTO station (id, "lastHeardAt") VALUES ('a', 1)`)
    during = (await stationsOf(store)).length
  })
  expect(during).toBe(0)
  expect((await stationsOf(store)).length).toBe(1)
  await store.close()
})

test('closing waits for what has been asked for', async () => {
  const folder = await temporaryFolder()
  const store = await openStore(folder)
  const writes = Array.from({ length: 50 }, (_, at) =>
    store.writes.run(({ query }) =>
      query('INSERT INTO station (id, "lastHeardAt") VALUES (?, 1)', [`s-${at}`]),
    ),
  )
  await store.close()
  await Promise.all(writes)
  const again = await openStore(folder)
  expect((await stationsOf(again)).length).toBe(50)
  await again.close()
})
