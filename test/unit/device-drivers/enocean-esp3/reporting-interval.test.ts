import { describe, expect, test } from 'vitest'
import {
  ReportingInterval,
  enoceanSupervisionSeconds,
} from '../../../../device-drivers/enocean-esp3/reporting-interval.ts'
import { canCallForHelp } from '../../../../device-drivers/enocean-esp3/press-use.ts'
import { CORD, OPEN, CONTACT, enoceanBench, fourBs } from './enocean-bench.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

function learnt(interval: ReportingInterval, from: number, gaps: readonly number[]): string[] {
  let now = from
  return [0, ...gaps].flatMap((gap) => {
    now += gap
    return interval.heard(now)?.['reportingSeconds'] ?? []
  })
}
const allowed = (eep: string | null, memory = {}) =>
  enoceanSupervisionSeconds({ variant: null, eep, settings: {}, memory })

describe('how often a device reports', () => {
  test('is not believed before three gaps', () => {
    const interval = new ReportingInterval('regular', {})
    expect(learnt(interval, 0, [15 * MINUTE, 15 * MINUTE])).toEqual([])
    expect(learnt(interval, 45 * MINUTE, [])).toEqual(['900'])
  })

  test('is not learnt from the learn button and the first minute', () => {
    const gaps = [5, 5, 5, 20].map((seconds) => seconds * 1000)
    expect(learnt(new ReportingInterval('regular', {}), 0, gaps)).toEqual([])
  })

  test('one lost telegram does not double it', () => {
    const gaps = [15, 15, 15, 30, 15, 15].map((minutes) => minutes * MINUTE)
    expect(learnt(new ReportingInterval('regular', {}), 0, gaps)).toEqual(['900'])
  })

  test('small changes are not written again', () => {
    const gaps = [900, 905, 898, 910, 903].map((seconds) => seconds * 1000)
    expect(learnt(new ReportingInterval('regular', {}), 0, gaps)).toEqual(['900'])
  })

  test('of a contact is not what a door is used while it is being mounted', () => {
    const gaps = [1, 2, 1, 3].map((minutes) => minutes * MINUTE)
    expect(learnt(new ReportingInterval('irregular', {}), 0, gaps)).toEqual(['1800'])
  })

  test('grows at once, and shrinks only after a whole day', () => {
    const interval = new ReportingInterval('irregular', { reportingSeconds: '1800' })
    expect(learnt(interval, 0, [HOUR, HOUR, HOUR])).toEqual(['3600'])
    const day = Array.from({ length: 96 * 2 }, () => 15 * MINUTE)
    expect(learnt(interval, 3 * HOUR, day)).toEqual(['900'])
  })

  test('of a sensor that reports twice a day is half a day, and stays so', () => {
    const gaps = Array.from({ length: 12 }, () => 12 * HOUR)
    expect(learnt(new ReportingInterval('regular', {}), 0, gaps)).toEqual(['43200'])
  })

  test('is kept over a restart, whatever the first hour is like', () => {
    const interval = new ReportingInterval('irregular', { reportingSeconds: '3600' })
    expect(learnt(interval, 0, [MINUTE, MINUTE, MINUTE, MINUTE])).toEqual([])
  })

  test('a memory that makes no sense is none', () => {
    expect(
      learnt(new ReportingInterval('regular', { reportingSeconds: 'soon' }), 0, [1e5, 1e5, 1e5]),
    ).toEqual(['100'])
    expect(allowed('D5-00-01', { reportingSeconds: '-3' })).toBe(4500)
  })
})

describe('the longest silence', () => {
  test('is two and a half of its intervals, half an hour until that is learnt', () => {
    expect(allowed('D5-00-01')).toBe(4500)
    expect(allowed('A5-02-05', { reportingSeconds: '100' })).toBe(250)
  })

  test('of a smoke detector is two and a half times 20 minutes', () => {
    expect(allowed('F6-05-02', { reportingSeconds: '10' })).toBe(3000)
  })

  test('of what harvests its energy proves nothing, nor of what we cannot read', () => {
    for (const eep of ['F6-01-01', 'F6-02-01', 'F6-05-01', 'F6-10-00', 'D2-01-01', null]) {
      expect(allowed(eep)).toBeNull()
    }
  })
})

test('a driver remembers what it learnt, of paired devices alone', () => {
  const line = enoceanBench({ [CORD]: { eep: 'A5-02-05' } })
  for (let n = 0; n < 4; n += 1) {
    line.say(fourBs('00005508'), OPEN)
    line.wait(10 * MINUTE)
  }
  expect(line.recall.deviceAt(CORD)?.memory).toEqual({ reportingSeconds: '600' })
  expect(line.recall.deviceAt(CONTACT)).toBeUndefined()
})

describe('who can call for help', () => {
  const can = (eep: string | null, settings = {}) =>
    canCallForHelp({ variant: null, eep, settings, memory: {} })

  test('a cord and a button, unless they are paired for something else; a contact cannot', () => {
    expect(['F6-01-01', 'F6-02-01', 'F6-02-02'].map((eep) => can(eep))).toEqual([true, true, true])
    expect(['F6-02-03', 'D5-00-01', 'A5-02-05', 'F6-05-02'].some((eep) => can(eep))).toBe(false)
    expect(can('F6-02-01', { use: 'button' })).toBe(false)
    expect(can('F6-02-03', { use: 'help-call' })).toBe(true)
    expect(can('D5-00-01', { use: 'help-call' })).toBe(false)
  })

  test('of a device without a profile that we know, nobody can say that it does not', () => {
    expect(can(null)).toBe(true)
    expect(can('D2-01-01')).toBe(true)
  })
})
