/** Who changes the audit log behind the station's back is found, and where (contract: "audit verify"). */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DATABASE_FILE } from '../../../../station/store/open-store.ts'
import { openWriter } from '../../../../station/store/sqlite.ts'
import { cli } from '../../../fakes/cli-io.ts'
import { newFolder, openCore, removeFolder, says } from '../station-core.ts'

const ENTRIES = 4

let folder: string

beforeEach(async () => {
  folder = await newFolder()
  const core = await openCore(folder)
  for (let fall = 0; fall < ENTRIES; fall += 1) await core.intake.take([says('204', 'fall')])
  await core.close()
})
afterEach(() => removeFolder(folder))

async function tamper(statement: string): Promise<void> {
  const source = await openWriter(join(folder, DATABASE_FILE))
  try {
    for (const what of ['update', 'delete']) await source.query(`DROP TRIGGER audit_entries_no_${what}`)
    await source.query(statement)
  } finally {
    await source.destroy()
  }
}

const verify = () => cli(['audit', 'verify', '--data', folder])

test('a chain that nobody touched holds', async () => {
  const { exitCode, lines } = await verify()
  expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: [{ ok: true, entries: ENTRIES }] })
})

test.each([
  [
    'an entry that says something else',
    "UPDATE audit_entries SET subject = 'x' WHERE position = 2",
    2,
    'hash',
  ],
  ['a time that was moved', 'UPDATE audit_entries SET at = at + 1 WHERE position = 3', 3, 'hash'],
  ['an entry that was taken out', 'DELETE FROM audit_entries WHERE position = 2', 2, 'missing'],
  ['a first entry that was taken out', 'DELETE FROM audit_entries WHERE position = 1', 1, 'missing'],
  [
    'an entry that follows on another one',
    'UPDATE audit_entries SET previous_hash = hash WHERE position = 3',
    3,
    'previous-hash',
  ],
])('%s: the first broken link, exit code 1', async (_, statement, entry, problem) => {
  await tamper(statement)
  const { exitCode, lines } = await verify()
  expect({ exitCode, lines }).toEqual({ exitCode: 1, lines: [{ ok: false, entry, problem }] })
})
