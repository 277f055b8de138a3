import { expect, onTestFinished, test } from 'vitest'
import { appendAudit, verifyAudit } from '../../../care-centre/store/audit-rows.ts'
import { openReading } from '../../../care-centre/store/open-reading.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import { writingSource } from '../../../care-centre/store/data-source.ts'
import { temporaryFolder } from './centre-harness.ts'

async function withEntries() {
  const data = await temporaryFolder()
  const store = await openStore(data)
  onTestFinished(() => store.close())
  const add = (municipality: string, subject: string) =>
    store.writes.run((transaction) =>
      appendAudit(transaction, municipality, {
        at: 1_000,
        actor: { kind: 'operator', id: 'ola' },
        action: 'alarm.taken',
        subject,
        data: { station: 'solbakken' },
      }),
    )
  await Promise.all(
    ['5001', '4601', '5001', '5001'].map((municipality, at) => add(municipality, `a-${String(at)}`)),
  )
  const reading = await openReading({ data })
  onTestFinished(() => reading.close())
  /** As somebody with the file in hand would. */
  const tamper = async (...statements: string[]) => {
    const source = await writingSource(`${data}/centre.sqlite`).initialize()
    for (const trigger of ['updated', 'deleted'])
      await source.query(`DROP TRIGGER audit_entry_never_${trigger}`)
    for (const statement of statements) await source.query(statement)
    await source.destroy()
  }
  return { store, verify: () => verifyAudit(reading.query), tamper }
}

test('each municipality has its own chain, and whole ones hold', async () => {
  const { verify } = await withEntries()
  expect(await verify()).toEqual({ ok: true, entries: 4 })
})

test('no entry is changed or taken away by the program', async () => {
  const { store } = await withEntries()
  for (const sql of [`UPDATE audit_entry SET actor = 'ase'`, 'DELETE FROM audit_entry']) {
    await expect(store.writes.run(({ query }) => query(sql))).rejects.toThrow('append-only')
  }
})

test.each([
  [`UPDATE audit_entry SET actor = 'ase' WHERE municipality = '5001' AND position = 2`, 2, 'hash'],
  [`DELETE FROM audit_entry WHERE municipality = '5001' AND position = 2`, 2, 'missing'],
  [`DELETE FROM audit_entry WHERE municipality = '5001' AND position = 3`, 3, 'missing'],
  [
    `UPDATE audit_entry SET "previousHash" = hash WHERE municipality = '5001' AND position = 3`,
    3,
    'previous-hash',
  ],
])('%s is found', async (statement, entry, problem) => {
  const { verify, tamper } = await withEntries()
  await tamper(statement)
  expect(await verify()).toEqual({ ok: false, municipality: '5001', entry, problem })
})

test('a folder without a database is none to be made', async () => {
  await expect(openReading({ data: await temporaryFolder() })).rejects.toThrow('holds no care centre')
})
