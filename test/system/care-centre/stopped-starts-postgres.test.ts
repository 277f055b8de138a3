/** A node that is told to stop while it waits for its database ends at once, in words and as an ordinary stop does. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CleanUp } from '../../support/clean-up.ts'
import { Postgres } from '../../support/postgres.ts'
import { CENTRE_CLI, Program } from '../../support/program.ts'
import { waitUntil } from '../../support/wait-until.ts'

const cleanUp = new CleanUp()
let server: Postgres

beforeAll(async () => {
  server = await Postgres.started(cleanUp)
})
afterAll(() => cleanUp.run())

function start(database: string): Program {
  const words = [CENTRE_CLI, '--database', database, '--listen', '127.0.0.1:0', '--token', 'a=door-of-a']
  return new Program(cleanUp, process.execPath, words)
}

async function expectStopped(node: Program): Promise<void> {
  const asked = performance.now()
  expect(await node.end('SIGTERM')).toEqual({ code: 0, signal: null })
  // 2 s for a supervisor; what a busy machine needs to end a process comes on top.
  expect(performance.now() - asked).toBeLessThan(10_000)
  expect(node.words).toContain('told to stop before it was ready')
  expect(node.lines).toEqual([])
}

test('while another node brings the database to its version', async () => {
  const name = await server.newDatabase()
  const migrating = new pg.Client({ connectionString: server.url(name) })
  await migrating.connect()
  cleanUp.add(() => migrating.end())
  await migrating.query('SELECT pg_advisory_lock(7240002)')
  const node = start(server.url(name))
  const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`
  await waitUntil(
    async () => (await server.sql(waiting, name)).length > 0,
    () => `it does not wait: ${node.words}`,
  )
  // It would wait for as long as the lock is held.
  const longest = setTimeout(() => void migrating.query('SELECT pg_advisory_unlock(7240002)'), 60_000)
  await expectStopped(node)
  clearTimeout(longest)
})

test('while a database takes the call and says nothing', async () => {
  const mute = createServer().listen(0, '127.0.0.1')
  cleanUp.add(() => mute.close())
  await once(mute, 'listening')
  const address = mute.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const called = once(mute, 'connection')
  const node = start(`postgres://postgres@127.0.0.1:${String(address.port)}/centre`)
  await called
  await expectStopped(node)
})
