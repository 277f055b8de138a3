/** A night with hand-overs, alarms by hand, repeats, a reopening and a restart: each number as SQL alone counts it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { storedShift } from '../../../support/stored-shift.ts'
import { MINUTE, ReportNight, kari, ola } from './report-night.ts'

let night: ReportNight

beforeEach(async () => {
  night = await ReportNight.open()
})
afterEach(() => night.end())

/** The whole report of a shift as it is told, after each number in it was found in the database as well. */
async function agreedReport(shiftId: string) {
  const report = await night.reportOf(shiftId)
  const { figures, lines } = await storedShift(night.folder, shiftId, report.until)
  const counted = lines.flatMap(({ isCarriedIn, isAnswered, longestWaitMs }) =>
    isCarriedIn || !isAnswered || longestWaitMs === null ? [] : [longestWaitMs],
  )
  expect(report.figures).toEqual({
    came: figures.came,
    answered: figures.answered,
    late: figures.late,
    medianAnswerMs: median(counted),
  })
  expect(
    report.lines.map(({ card, answeredBy, answeredAfterMs, longestWaitMs, isLate, isCarriedIn }) => [
      card.alarmId,
      answeredBy?.id ?? null,
      ...[answeredAfterMs, longestWaitMs, isLate, isCarriedIn],
    ]),
  ).toEqual(
    lines.map(({ alarmId, answeredBy, answeredAfterMs, longestWaitMs, isLate, isCarriedIn }) => [
      alarmId,
      answeredBy,
      ...[answeredAfterMs, longestWaitMs, isLate, isCarriedIn],
    ]),
  )
  expect(report.lines.flatMap(({ notes }) => notes)).toHaveLength(figures.notes)
  return report
}

function median(all: readonly number[]): number | null {
  const sorted = [...all].sort((a, b) => a - b)
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1)
  return sorted.length === 0 ? null : Math.round(middle.reduce((sum, ms) => sum + ms, 0) / middle.length)
}

test('the report of each of two shifts agrees with the database, during the night, after it and the day after', async () => {
  const carried = await night.byHand('Trapp')
  night.pass(30_000)
  await night.begins('s-1')
  await night.begins('s-2', 'ola')

  // Handed over on the way, a second fall meanwhile, and the receiver there.
  const fall = await night.says('204', 'fall')
  night.pass(20_000)
  await night.acknowledges(fall)
  await night.takes(fall, { type: 'handed-over', actor: kari, to: 'ola' })
  night.pass(4 * MINUTE)
  await night.says('204', 'fall')
  night.pass(15_000)
  await night.acknowledges(fall, ola)
  await night.takes(fall, { type: 'on-site', actor: ola, seenRevision: 99 })
  await night.takes(fall, { type: 'note', actor: ola, words: 'Satt på gulvet' })

  // Taken, given back, and taken late.
  const call = await night.says('205', 'help-call')
  night.pass(5_000)
  await night.acknowledges(call)
  await night.takes(call, { type: 'released', actor: kari })
  night.pass(3 * MINUTE)
  await night.acknowledges(call, ola)

  await night.restarts()
  const stairs = await night.byHand('Kjeller')
  night.pass(40_000)
  await night.closes(stairs)
  night.pass(MINUTE)
  await night.reopens(stairs)
  night.pass(2 * MINUTE)
  await night.closes(stairs)
  await night.closes(fall)
  await agreedReport('s-1')
  await night.acknowledges(carried)
  await night.ends('s-1')

  night.pass(10 * MINUTE)
  await night.says('205', 'help-cancelled')
  const last = await night.says('204', 'fall')
  night.pass(5 * MINUTE)
  const ofKari = await agreedReport('s-1')
  const ofOla = await agreedReport('s-2')
  expect(ofKari.figures).toMatchObject({ came: 3, late: 3 })
  expect(ofKari.lines.filter(({ isLate }) => isLate).map(({ card }) => card.alarmId)).toEqual([
    carried,
    call,
    stairs,
  ])
  expect(ofOla.figures).toMatchObject({ came: 4, late: 4 })

  await night.closes(last)
  await night.ends('s-2')
  night.pass(20 * 60 * MINUTE)
  await night.reopens(stairs)
  await night.restarts()
  const later = await night.reportOf('s-1')
  expect(later.figures).toEqual(ofKari.figures)
  expect(later.lines.map(({ longestWaitMs }) => longestWaitMs)).toEqual(
    ofKari.lines.map(({ longestWaitMs }) => longestWaitMs),
  )
})
