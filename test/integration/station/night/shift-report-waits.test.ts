/** Each ring has its own clock in the report of a shift, and whose alarms it tells of is known by what was stored. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { storedShift } from '../../../support/stored-shift.ts'
import { MINUTE, ReportNight, kari, ola } from './report-night.ts'

let night: ReportNight

beforeEach(async () => {
  night = await ReportNight.open()
})
afterEach(() => night.end())

/** The figures of a shift, which the database must tell as well. */
async function figuresOf(shiftId: string) {
  const report = await night.reportOf(shiftId)
  const { figures } = await storedShift(night.folder, shiftId, report.until)
  const { came, answered, late } = report.figures
  expect({ came, answered, late }).toEqual({
    came: figures.came,
    answered: figures.answered,
    late: figures.late,
  })
  return report.figures
}

/** A fall answered within ten seconds, and somebody there. */
async function fallWithHelp(): Promise<string> {
  const id = await night.says('204', 'fall')
  night.pass(10_000)
  await night.acknowledges(id)
  night.pass(MINUTE)
  await night.takes(id, { type: 'on-site', actor: kari, seenRevision: 99 })
  return id
}

describe('too late is also', () => {
  test('a second fall that nobody answered for twenty minutes, however fast the first was', async () => {
    await night.begins('s-1')
    const id = await fallWithHelp()
    night.pass(10 * MINUTE)
    await night.says('204', 'fall')
    night.pass(20 * MINUTE)
    expect(await figuresOf('s-1')).toMatchObject({ came: 1, answered: 0, late: 1, medianAnswerMs: null })
    await night.acknowledges(id)
    expect(await figuresOf('s-1')).toEqual({ came: 1, answered: 1, late: 1, medianAnswerMs: 20 * MINUTE })
    expect((await night.reportOf('s-1')).lines[0]).toMatchObject({
      answeredAfterMs: 10_000,
      longestWaitMs: 20 * MINUTE,
      isLate: true,
    })
  })

  test('a second fall at an alarm that the shift before left open', async () => {
    const id = await fallWithHelp()
    await night.begins('s-1')
    night.pass(10 * MINUTE)
    await night.says('204', 'fall')
    night.pass(20 * MINUTE)
    await night.acknowledges(id)
    expect(await figuresOf('s-1')).toMatchObject({ came: 0, answered: 0, late: 1 })
    expect((await night.reportOf('s-1')).lines[0]).toMatchObject({ isCarriedIn: true, isLate: true })
  })

  test('a call that rang for twenty minutes until the resident took it back', async () => {
    await night.begins('s-1')
    await night.says('204', 'help-call')
    night.pass(20 * MINUTE)
    await night.says('204', 'help-cancelled')
    expect(await figuresOf('s-1')).toMatchObject({ came: 1, answered: 0, late: 1 })
    expect((await night.reportOf('s-1')).lines[0]?.card.state).toBe('cancelled')
  })

  test('an alarm that was closed by mistake, opened again and answered by nobody', async () => {
    await night.begins('s-1')
    const id = await night.says('204', 'fall')
    night.pass(10_000)
    await night.closes(id)
    night.pass(5 * MINUTE)
    await night.reopens(id)
    night.pass(55 * MINUTE)
    expect(await figuresOf('s-1')).toMatchObject({ came: 1, answered: 0, late: 1 })
  })
})

test('a call that the resident took back in time is not late, and nobody answered it', async () => {
  await night.begins('s-1')
  await night.says('204', 'help-call')
  night.pass(30_000)
  await night.says('204', 'help-cancelled')
  night.pass(MINUTE)
  expect(await figuresOf('s-1')).toMatchObject({ came: 1, answered: 0, late: 0 })
})

test('a ring that one shift left to the next is late in the one in which its time ran out', async () => {
  await night.begins('s-1')
  const id = await night.byHand('Stue')
  night.pass(20_000)
  await night.begins('s-2', 'ola')
  await night.ends('s-1')
  night.pass(20 * MINUTE)
  await night.acknowledges(id, ola)
  await night.ends('s-2')
  await night.begins('s-3')
  expect((await figuresOf('s-1')).late).toBe(0)
  expect((await figuresOf('s-2')).late).toBe(1)
  expect((await figuresOf('s-3')).late).toBe(0)
})

test('the report of a shift says the same after the alarm was opened again', async () => {
  const id = await night.byHand('Stue')
  await night.closes(id)
  await night.begins('s-1')
  night.pass(MINUTE)
  await night.ends('s-1')
  await night.reopens(id)
  expect((await night.reportOf('s-1')).lines).toEqual([])
})

test('a clock that was set back within the shift takes no alarm out of it', async () => {
  await night.begins('s-1')
  night.core.clock.wallNow -= 30 * MINUTE
  const id = await night.says('204', 'fall')
  night.pass(10_000)
  await night.closes(id)
  expect(await figuresOf('s-1')).toMatchObject({ came: 1, answered: 1 })
  await night.ends('s-1')
  expect(await figuresOf('s-1')).toMatchObject({ came: 1, answered: 1 })
  expect((await night.reportOf('s-1')).lines).toHaveLength(1)
})

test('the figures are of all that came; of the lines those that are open are left out last', async () => {
  await night.begins('s-1')
  const first = await night.byHand('Stue 0')
  await night.closes(first)
  await night.core.store.writer.query(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 518)
     INSERT INTO alarms (id, incident_id, cause, category, priority, state, count, opened_at, last_rang_at,
       ring_revision, ringing, revision, level, chattering)
     SELECT 'many-' || i, 'many-' || i, cause, category, priority, state, 1, opened_at + i, opened_at + i, 1, 0, 2, 0, 0
     FROM n CROSS JOIN alarms WHERE alarms.id = '${first}'`,
  )
  for (const sequence of [1, 2]) {
    await night.core.store.writer.query(
      `INSERT INTO alarm_actions (alarm_id, sequence, type, actor_kind, actor_id, at, reason, data)
       SELECT many.id, step.sequence, step.type, step.actor_kind, step.actor_id, many.opened_at, step.reason, step.data
       FROM alarms AS many JOIN alarm_actions AS step ON step.alarm_id = '${first}' AND step.sequence = ?
       WHERE many.id LIKE 'many-%'`,
      [sequence],
    )
  }
  night.pass(MINUTE)
  const open = await night.byHand('Stue 519')
  night.pass(2 * MINUTE)
  const report = await night.reportOf('s-1')
  expect(await figuresOf('s-1')).toMatchObject({ came: 520, answered: 519, late: 1 })
  expect(report.lines).toHaveLength(500)
  expect(report.more).toBe(20)
  expect(report.lines.map(({ card }) => card.alarmId)).toContain(open)
})
