/** The report of a shift agrees with what is stored: a small night over a real database. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ShiftReport } from '../../../../shared/api/night.ts'
import { ReportDesk } from '../../../../station/alarms/report-desk.ts'
import { ShiftReports } from '../../../../station/night/shift-reports.ts'
import { PeopleStore } from '../../../../station/people/people-store.ts'
import { SightLog } from '../../../../station/people/sight-log.ts'
import { endShift, insertShift } from '../../../../station/store/shift-rows.ts'
import { cardOf } from '../../../fakes/api-station.ts'
import { newFolder, openCore, removeFolder, type StationCore } from '../station-core.ts'

const kari = { kind: 'person', id: 'kari' } as const
const ola = { kind: 'person', id: 'ola' } as const

let folder: string
let core: StationCore
let desk: ReportDesk
let reports: ShiftReports

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  desk = new ReportDesk(core.parts)
  reports = new ShiftReports({
    reader: core.store.reader.manager,
    store: new PeopleStore(core.parts),
    sights: new SightLog(new PeopleStore(core.parts)),
    clock: core.clock,
    cardOf,
    personOf: (id) => ({ id, name: id, hasLeft: false }),
  })
  for (const id of ['kari', 'ola']) {
    await core.store.writer.query("INSERT INTO people (id, name, role) VALUES (?, ?, 'caregiver')", [id, id])
  }
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

const start = (shiftId: string, personId: string) =>
  core.writeQueue.run('routine', (transaction) =>
    insertShift(transaction, {
      shiftId,
      personId,
      startedAt: core.clock.wall(),
      endedAt: null,
      soundCheck: 'heard',
    }),
  )
const end = (shiftId: string) =>
  core.writeQueue.run('routine', (transaction) => endShift(transaction, shiftId, core.clock.wall()))

async function rings(place: string): Promise<string> {
  return (await desk.report({ cause: 'fall', residentId: null, place }, null, ola)).id
}

async function answers(id: string, afterMs: number): Promise<void> {
  core.clock.pass(afterMs)
  await core.desk.take(id, { type: 'acknowledged', actor: kari, seenRevision: 99 })
}

async function closes(id: string): Promise<void> {
  const outcome = { kind: 'helped-unhurt', words: null } as const
  await core.desk.take(id, { type: 'resolved', actor: kari, seenRevision: 99, outcome })
}

async function reportOf(by: string, shiftId: string | null): Promise<ShiftReport> {
  const read = await reports.read(by, shiftId)
  if (!read.ok) throw new Error(read.code)
  return read.report
}

test('what came, who answered and how fast, what is open and what was noted stands in it as in the tables', async () => {
  const before = await rings('Før vakten')
  const gone = await rings('Ferdig før vakten')
  await answers(gone, 10_000)
  await closes(gone)
  core.clock.pass(60_000)
  await start('s-1', 'kari')
  await start('s-2', 'ola')
  const first = await rings('Stue')
  await answers(first, 30_000)
  await core.desk.take(first, { type: 'note', actor: kari, words: 'Satt på gulvet, uskadd' })
  await closes(first)
  core.clock.pass(60_000)
  const late = await rings('Gang')
  await answers(late, 90_000)
  const lying = await rings('Kjeller')
  core.clock.pass(120_000)
  await end('s-1')
  core.clock.pass(60_000)
  // After the shift: none of its business.
  await closes(lying)
  const after = await rings('Etter vakten')

  const report = await reportOf('kari', null)
  expect(report.lines.map(({ card }) => card.alarmId)).toEqual([before, first, late, lying])
  expect(report.lines.map(({ card }) => card.alarmId)).not.toContain(after)
  expect(report.lines.map(({ card }) => card.state)).toEqual(['raised', 'resolved', 'acknowledged', 'raised'])
  expect(report.lines.map(({ isCarriedIn }) => isCarriedIn)).toEqual([true, false, false, false])
  expect(report.lines.map(({ answeredAfterMs }) => answeredAfterMs)).toEqual([null, 30_000, 90_000, null])
  expect(report.lines[1]).toMatchObject({
    answeredBy: { id: 'kari' },
    notes: [{ words: 'Satt på gulvet, uskadd', by: { id: 'kari' } }],
  })
  expect(report.figures).toEqual({ came: 3, answered: 2, late: 2, medianAnswerMs: 60_000 })
  expect(report.colleagues.map(({ personId }) => personId)).toEqual(['ola'])

  const { startedAt, endedAt } = report.shift
  const [stored] = await core.rows<{ came: number; answered: number }>(
    `SELECT count(*) AS came, count(answer.at) AS answered FROM alarms
     LEFT JOIN (SELECT alarm_id, min(at) AS at FROM alarm_actions
       WHERE type IN ('acknowledged', 'on-the-way', 'on-site', 'resolved') AND at <= ${String(endedAt)}
       GROUP BY alarm_id) AS answer ON answer.alarm_id = alarms.id
     WHERE opened_at BETWEEN ${String(startedAt)} AND ${String(endedAt)}`,
  )
  expect(stored).toEqual({ came: report.figures.came, answered: report.figures.answered })
})

test('while the shift runs the report goes as far as now', async () => {
  await start('s-1', 'kari')
  const id = await rings('Stue')
  core.clock.pass(30_000)
  expect((await reportOf('kari', null)).figures).toMatchObject({ came: 1, answered: 0, late: 0 })
  core.clock.pass(40_000)
  expect((await reportOf('kari', 's-1')).figures).toMatchObject({ late: 1 })
  await closes(id)
  expect((await reportOf('ola', 's-1')).lines[0]?.card.state).toBe('resolved')
})

test('remarks are changed over the ones that were seen, kept with who wrote them, and audited', async () => {
  await start('s-1', 'kari')
  expect(await reports.remark('kari', 's-1', 0, 'Rolig natt')).toEqual({ ok: true })
  expect(await reports.remark('ola', 's-1', 0, 'Noe annet')).toMatchObject({ code: 'changed-since-seen' })
  expect(await reports.remark('ola', 's-1', 1, 'Rolig natt, vask 204')).toEqual({ ok: true })
  expect((await reportOf('kari', 's-1')).remarks).toMatchObject({
    words: 'Rolig natt, vask 204',
    by: { id: 'ola' },
    revision: 2,
  })
  expect(await core.rows("SELECT actor_id FROM audit_entries WHERE action = 'shift.remarked'")).toHaveLength(
    2,
  )
  const audit = JSON.stringify(await core.rows('SELECT * FROM audit_entries'))
  expect(audit).not.toContain('Rolig')
})

test('of two who write at once one is told so', async () => {
  await start('s-1', 'kari')
  const both = await Promise.all([
    reports.remark('kari', 's-1', 0, 'Mitt'),
    reports.remark('ola', 's-1', 0, 'Mitt også'),
  ])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'changed-since-seen' })
})

test('a shift that nobody had is said to be none', async () => {
  expect(await reports.read('kari', null)).toMatchObject({ ok: false, code: 'not-on-duty' })
  expect(await reports.remark('kari', 's-9', 0, 'x')).toMatchObject({ ok: false, code: 'not-on-duty' })
})
