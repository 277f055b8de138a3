import { describe, expect, test } from 'vitest'
import { ClockWatch } from '../../../../station/supervision/clock-watch.ts'
import { DatabaseWatch } from '../../../../station/supervision/database-watch.ts'
import {
  centreConditions,
  clockConditions,
  databaseCondition,
  diskCondition,
} from '../../../../station/supervision/station-conditions.ts'
import type { Condition } from '../../../../station/supervision/condition.ts'
import type { PathFacts } from '../../../../station/supervision/station-conditions.ts'
import { PathState } from '../../../../station/sync/path-state.ts'

describe('the way to the centre', () => {
  const facts = (name: string, { link, failingSince, lastFailure }: PathState): PathFacts => ({
    name,
    link,
    failingSince,
    failure: lastFailure,
  })
  const conditionOf = (path: PathState): Condition | undefined =>
    centreConditions([facts('https a', path)])[0]

  test('is not proven before the first answer, and no alarm either', () => {
    expect(conditionOf(new PathState())?.standing).toBe('unknown')
    expect(centreConditions([])).toEqual([])
  })

  test('fails since the first try that failed, and is whole with the first answer', () => {
    const path = new PathState()
    path.succeeded('heartbeat', 1)
    expect(conditionOf(path)?.standing).toBe('no')
    path.failed('heartbeat', 'timeout', undefined, 60_000, 2)
    path.failed('heartbeat', 'unreachable', undefined, 70_000, 3)
    expect(conditionOf(path)).toMatchObject({ standing: 'yes', since: 60_000, code: 'unreachable' })
    path.succeeded('heartbeat', 2)
    expect(conditionOf(path)?.standing).toBe('no')
  })

  test('a loss is noticed within 90 s: a heartbeat a minute, five seconds for its answer, and the wait', () => {
    expect(60_000 + 5_000 + (conditionOf(new PathState())?.afterMs ?? 90_000)).toBeLessThan(90_000)
  })

  const answered = (at = 1): PathState => {
    const path = new PathState()
    path.succeeded('heartbeat', at)
    return path
  }
  const standings = (first: PathState, second: PathState) =>
    centreConditions([facts('https a', first), facts('scaip b', second)]).map(
      ({ subject, standing }) => `${subject ?? 'centre'} ${standing}`,
    )

  test('of two, one that fails is a fault by its name; the centre is lost with both, and that is one card', () => {
    const first = answered()
    const second = answered()
    expect(standings(first, second)).toEqual(['centre no', 'https a no', 'scaip b no'])
    first.failed('heartbeat', 'dns', undefined, 10_000, 2)
    expect(standings(first, second)).toEqual(['centre no', 'https a yes', 'scaip b no'])
    second.failed('heartbeat', 'timeout', undefined, 40_000, 3)
    expect(standings(first, second)).toEqual(['centre yes', 'https a unknown', 'scaip b unknown'])
    const [lost] = centreConditions([facts('https a', first), facts('scaip b', second)])
    expect(lost).toMatchObject({ since: 40_000, priority: 'medium', code: 'dns' })
    second.succeeded('heartbeat', 4)
    expect(standings(first, second)).toEqual(['centre no', 'https a yes', 'scaip b no'])
  })
})

describe('the database', () => {
  test('an outage is told while it lasts and for a minute after, with its seconds', () => {
    const database = new DatabaseWatch()
    expect(databaseCondition(database, 0).standing).toBe('no')
    database.changed('full', 10_000)
    expect(databaseCondition(database, 11_000)).toMatchObject({
      standing: 'yes',
      code: 'full',
      priority: 'high',
    })
    database.changed('failing', 20_000)
    database.changed('ok', 40_000)
    expect(databaseCondition(database, 41_000)).toMatchObject({
      standing: 'yes',
      code: 'failing',
      figure: 30,
    })
    expect(databaseCondition(database, 100_000).standing).toBe('no')
  })

  test('a blink is none', () => {
    const database = new DatabaseWatch()
    database.changed('failing', 10_000)
    database.changed('ok', 12_000)
    expect(databaseCondition(database, 12_000).standing).toBe('no')
  })

  test('damage stays', () => {
    const database = new DatabaseWatch()
    database.damaged()
    expect(databaseCondition(database, 9_999_999)).toMatchObject({ standing: 'yes', code: 'damaged' })
  })
})

test('a disk is low before it is full, and over it only when there is clearly more room', () => {
  const mb = 1024 * 1024
  const standing = (free: number, size = 100_000) =>
    diskCondition({ free: free * mb, size: size * mb }).standing
  expect(diskCondition(null).standing).toBe('unknown')
  expect([standing(255), standing(256), standing(383), standing(384)]).toEqual([
    'yes',
    'unknown',
    'unknown',
    'no',
  ])
  expect(diskCondition({ free: 200 * mb, size: 100_000 * mb }).figure).toBe(200)
  // A small disk is low at a tenth of itself.
  expect([standing(15, 160), standing(30, 160)]).toEqual(['yes', 'no'])
})

describe('the clock', () => {
  test('is turned gently without a word; a jump, forwards or back, is told in seconds', () => {
    const watch = new ClockWatch()
    watch.look(1_000_000, 0)
    watch.look(1_001_500, 1_000)
    expect(watch.jumps).toEqual({ warning: null, fault: null })
    watch.look(4_602_500, 2_000)
    expect(watch.jumps).toEqual({ warning: null, fault: 3_600 })
    watch.seen('fault')
    expect(watch.jumps.fault).toBeNull()
    watch.look(1_003_500, 3_000)
    expect(watch.jumps.fault).toBe(-3_600)
  })

  test.each([
    [1_000, { warning: null, fault: null }],
    [-1_400, { warning: -1, fault: null }],
    [30_000, { warning: 30, fault: null }],
    [30_001, { warning: null, fault: 30 }],
  ])('a jump of %d ms is %j', (jump, jumps) => {
    const watch = new ClockWatch()
    watch.look(1_000_000, 0)
    watch.look(1_001_000 + jump, 1_000)
    expect(watch.jumps).toEqual(jumps)
  })

  test('a small jump is a warning, and a large one after it a fault of its own', () => {
    const [fault, warning] = clockConditions({ jumps: { warning: 2, fault: -40 }, synchronised: true })
    expect(warning).toMatchObject({ standing: 'yes', figure: 2, priority: 'low', endsByItself: false })
    expect(fault).toMatchObject({ standing: 'yes', figure: -40, priority: 'medium', subject: null })
    expect(warning?.subject).not.toBe(fault?.subject)
  })

  test('a jump stays until it was seen; what the system does not say is unknown', () => {
    const [jump, , sync] = clockConditions({
      jumps: { warning: null, fault: 3_600 },
      synchronised: null,
    })
    expect(jump).toMatchObject({ standing: 'yes', figure: 3_600, endsByItself: false })
    expect(sync?.standing).toBe('unknown')
    const [, , wrong] = clockConditions({ jumps: { warning: null, fault: null }, synchronised: false })
    expect(wrong).toMatchObject({ standing: 'yes', code: 'not-synchronised', afterMs: 15 * 60_000 })
  })
})
