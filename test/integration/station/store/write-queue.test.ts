/** Style pitfalls 1, 2 and 9: one shared connection, overlapping transactions, a failing neighbour. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type OpenedStore } from '../../../../station/store/open-store.ts'
import type { StoreError } from '../../../../station/store/store-error.ts'
import { WriteQueue, type Transaction } from '../../../../station/store/write-queue.ts'

let folder: string
let store: OpenedStore
let queue: WriteQueue
let outcomes: (string | undefined)[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryggvakt-store-'))
  store = await openStore(folder)
  outcomes = []
  queue = new WriteQueue(store.writer, (error) => outcomes.push(error?.code))
})

afterEach(async () => {
  await queue.close()
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

async function put({ manager }: Transaction, key: string): Promise<string> {
  await manager.query('INSERT INTO settings (key, value) VALUES (?, ?)', [key, 'x'])
  return key
}

async function keys(): Promise<string[]> {
  const rows: { key: string }[] = await store.reader.query('SELECT key FROM settings ORDER BY rowid')
  return rows.map(({ key }) => key)
}

test('work that overlaps in time is stored, all of it', async () => {
  const names = Array.from({ length: 50 }, (_, index) => `k${String(index)}`)
  await Promise.all(names.map((name) => queue.run('routine', (transaction) => put(transaction, name))))
  expect(await keys()).toEqual(names)
})

test('a neighbour that fails takes nobody along', async () => {
  const failing = queue.run('alarm', async (transaction) => {
    await put(transaction, 'of the one that fails')
    await put(transaction, 'of the one that fails')
  })
  const good = queue.run('alarm', (transaction) => put(transaction, 'bystander'))
  await expect(failing).rejects.toMatchObject({ code: 'refused' } satisfies Partial<StoreError>)
  await good
  expect(await keys()).toEqual(['bystander'])
  expect(outcomes).toEqual(['refused', undefined])
})

test('an alarm overtakes routine work that has not begun', async () => {
  const order: string[] = []
  const job = (name: string) => async (transaction: Transaction) => {
    order.push(await put(transaction, name))
  }
  await Promise.all([
    queue.run('routine', job('routine 1')),
    queue.run('routine', job('routine 2')),
    queue.run('alarm', job('fall')),
  ])
  expect(order).toEqual(['routine 1', 'fall', 'routine 2'])
})

test('effects run after the commit, before the next transaction, and not at all for one that failed', async () => {
  const seen: string[] = []
  const first = queue.run('alarm', async (transaction) => {
    transaction.afterCommit(() => seen.push('effect of the first'))
    await put(transaction, 'first')
  })
  const failing = queue.run('alarm', async (transaction) => {
    seen.push('second begins')
    transaction.afterCommit(() => seen.push('effect of the second'))
    await put(transaction, 'first')
  })
  await first
  await expect(failing).rejects.toBeDefined()
  expect(seen).toEqual(['effect of the first', 'second begins'])
})

test('a reader sees nothing of a transaction before it is committed', async () => {
  let seenInside: string[] = []
  await queue.run('alarm', async (transaction) => {
    await put(transaction, 'fall')
    seenInside = await keys()
  })
  expect(seenInside).toEqual([])
  expect(await keys()).toEqual(['fall'])
})

test('the reader cannot write', async () => {
  await expect(store.reader.query("INSERT INTO settings VALUES ('a', 'b')")).rejects.toBeDefined()
})

test('stopping takes no more work and finishes what was accepted', async () => {
  const accepted = queue.run('routine', (transaction) => put(transaction, 'accepted'))
  await queue.close()
  await accepted
  await expect(queue.run('alarm', (transaction) => put(transaction, 'late'))).rejects.toBeDefined()
  expect(await keys()).toEqual(['accepted'])
})

test('an effect that throws makes nothing of its transaction undone, and its neighbours still run', async () => {
  const broken: unknown[] = []
  const careful = new WriteQueue(
    store.writer,
    () => undefined,
    (error) => broken.push(error),
  )
  const seen: string[] = []
  const fault = new Error('a card could not be made')
  const stored = careful.run('alarm', async (transaction) => {
    transaction.afterCommit(() => {
      throw fault
    })
    transaction.afterCommit(() => seen.push('the other effect'))
    return await put(transaction, 'fall')
  })
  await expect(stored).resolves.toBe('fall')
  expect(await keys()).toEqual(['fall'])
  expect(seen).toEqual(['the other effect'])
  expect(broken).toEqual([fault])
  await careful.close()
})

test('a statement that cannot be prepared fails its transaction, and the writer goes on', async () => {
  const statement = 'INSERT INTO not_there_yet (key) VALUES (?)'
  const work = async ({ run }: Transaction): Promise<void> => run(statement, ['fall'])
  await expect(queue.run('alarm', work)).rejects.toMatchObject({ name: 'StoreError' })
  await queue.run('routine', async ({ manager }) => {
    await manager.query('CREATE TABLE not_there_yet (key TEXT)')
  })
  await queue.run('alarm', work)
  expect(await store.reader.query('SELECT key FROM not_there_yet')).toEqual([{ key: 'fall' }])
})

test('the write-ahead log is cut back after a burst', async () => {
  expect(await store.writer.query('PRAGMA journal_size_limit')).toEqual([
    { journal_size_limit: 16 * 1024 * 1024 },
  ])
})
