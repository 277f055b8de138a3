/** Whether an alarm that comes now would be heard and answered. */
import { describe, expect, test } from 'vitest'
import { NO_SHIFTS, type OnCall } from '../../../../station/alarms/on-call.ts'
import { Attendance } from '../../../../station/supervision/attendance.ts'
import {
  ALL_WELL,
  dutyConditions,
  dutyFindings,
  type DutyFacts,
  type DutyFindings,
} from '../../../../station/supervision/duty.ts'

const onDuty = (...ids: readonly string[]): OnCall => ({ inUse: true, onDuty: () => ids, onCall: () => ids })
const well: DutyFacts = {
  shifts: onDuty('kari'),
  isStaffed: true,
  clients: 1,
  sound: 'ready',
  isSoundExpected: true,
  isCentreMissed: false,
}
const found = (change: Partial<DutyFacts>): DutyFindings => dutyFindings({ ...well, ...change })

describe('a house', () => {
  test('with somebody on duty and a board that sounds is well', () => {
    expect(found({})).toEqual(ALL_WELL)
  })

  test('with people of whom nobody is on duty says so, whether anybody ever began a shift or not', () => {
    expect(found({ shifts: onDuty() })).toEqual({ ...ALL_WELL, noDuty: true })
    expect(found({ shifts: NO_SHIFTS })).toEqual({ ...ALL_WELL, noDuty: true })
  })

  test('whose last caregiver has left it says so, for shifts were kept', () => {
    expect(found({ shifts: onDuty(), isStaffed: false })).toEqual({ ...ALL_WELL, noDuty: true })
  })

  test('says why it is not heard, and one thing only', () => {
    expect(found({ sound: 'blocked' }).noSound).toBe('sound-blocked')
    expect(found({ sound: 'missing' }).noSound).toBe('sound-missing')
    expect(found({ sound: null }).noSound).toBe('sound-off')
    expect(found({ sound: null, clients: 0 })).toEqual({ ...ALL_WELL, noClient: true })
  })

  test('without any way to a centre says so, where people work', () => {
    expect(found({ isCentreMissed: true })).toEqual({ ...ALL_WELL, noCentre: true })
    expect(found({ isCentreMissed: true, isStaffed: false, shifts: NO_SHIFTS })).toMatchObject({
      noCentre: false,
    })
  })

  test('without a desk is expected to be silent', () => {
    expect(found({ isSoundExpected: false, sound: null, clients: 1 })).toEqual(ALL_WELL)
  })

  test('without anybody and without a screen is not missed by anybody; with a technician alone neither', () => {
    const bare = { shifts: NO_SHIFTS, isStaffed: false, isSoundExpected: false, sound: null, clients: 0 }
    expect(found({ ...bare, isCentreMissed: true })).toEqual(ALL_WELL)
    expect(found({ ...bare, isStaffed: true })).toEqual({ ...ALL_WELL, noDuty: true, noClient: true })
  })

  test('of browsers and telephones whose last one has gone shows nothing to those on duty', () => {
    expect(found({ isSoundExpected: false, sound: null, clients: 0 })).toEqual({
      ...ALL_WELL,
      noClient: true,
    })
  })
})

describe('what was found', () => {
  const wrong: DutyFindings = { noDuty: true, noClient: false, noSound: 'sound-off', noCentre: true }
  const standing = (before: DutyFindings, now: DutyFindings) =>
    dutyConditions(before, now).map(({ cause, subject, standing: stands }) => [cause, subject, stands])

  test('stands while it is so, ends when it is over, and what is new waits for the next check', () => {
    expect(standing(wrong, wrong)).toEqual([
      ['no-duty', null, 'yes'],
      ['no-sound', 'client', 'no'],
      ['no-sound', null, 'yes'],
      ['centre-lost', 'none', 'yes'],
    ])
    expect(standing(wrong, ALL_WELL).map(([, , stands]) => stands)).toEqual(['no', 'no', 'no', 'no'])
    expect(standing(ALL_WELL, wrong).map(([, , stands]) => stands)).toEqual([
      'unknown',
      'no',
      'unknown',
      'unknown',
    ])
  })

  test('is as urgent as it leaves people: nobody to answer or to see is high, a mute board medium, no centre low', () => {
    expect(dutyConditions(wrong, wrong).map(({ priority }) => priority)).toEqual([
      'high',
      'high',
      'medium',
      'low',
    ])
  })
})

test('whoever shows which boards are mute hears of each change of them, and of no other', () => {
  const told: (string | null)[][] = []
  const attendance = new Attendance(undefined, () => {
    told.push([...attendance.mute])
  })
  const [desk, tablet, nameless] = [{ screen: { id: 'desk' } }, { screen: { id: 'tablet' } }, {}]
  const deskGoes = attendance.arrive(desk, 'missing')
  attendance.arrive(desk, 'blocked')
  deskGoes()
  attendance.arrive(tablet, 'ready')
  const namelessGoes = attendance.arrive(nameless, 'blocked')
  namelessGoes()
  attendance.arrive(desk, 'ready')
  expect(told).toEqual([['desk'], ['desk', null], ['desk'], []])
})

test('of several boards one that is mute is told, for another desk is not heard there; one that went is not', () => {
  const attendance = new Attendance()
  const [desk, laptop] = [{}, {}]
  const sounds = () => found({ sound: attendance.sound }).noSound
  expect(attendance.sound).toBeNull()
  const deskGoes = attendance.arrive(desk, 'missing')
  const laptopGoes = attendance.arrive(laptop, 'ready')
  expect(sounds()).toBe('sound-missing')
  const deskGoesAgain = attendance.arrive(desk, 'blocked')
  deskGoes()
  expect(sounds()).toBe('sound-blocked')
  deskGoesAgain()
  expect(sounds()).toBeNull()
  laptopGoes()
  expect(sounds()).toBe('sound-off')
})
