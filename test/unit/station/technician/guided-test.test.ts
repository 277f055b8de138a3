import { describe, expect, test } from 'vitest'
import { newTest, testAfter, type TestInput } from '../../../../station/technician/guided-test.ts'

const STARTED = 1_000_000
const started = newTest('t-1', 'cord-204', 'tuva', STARTED)

const HEARD: TestInput = { type: 'heard', kind: 'help-call', at: STARTED + 5 }
const RANG: TestInput = { type: 'rang', alarmId: 'a-1', rangAt: STARTED + 5 }
const ON_BOARD: TestInput = { type: 'on-board', alarmId: 'a-1', at: STARTED + 8 }
const DELIVERED: TestInput = { type: 'centre', alarmId: 'a-1', centre: 'delivered', at: STARTED + 9 }

const after = (...inputs: readonly TestInput[]) => inputs.reduce(testAfter, started)

describe('a test is proven', () => {
  test('when the device was heard, a board showed it and the centre has it', () => {
    expect(after(HEARD, RANG, ON_BOARD)).toMatchObject({ state: 'running' })
    expect(after(HEARD, RANG, DELIVERED)).toMatchObject({ state: 'running' })
    expect(after(RANG, ON_BOARD, DELIVERED)).toMatchObject({ state: 'running' })
    expect(after(HEARD, RANG, ON_BOARD, DELIVERED)).toMatchObject({
      state: 'proven',
      heardAt: STARTED + 5,
      onBoardAt: STARTED + 8,
      centreAt: STARTED + 9,
    })
  })

  test('in any order in which it is seen', () => {
    expect(after(RANG, DELIVERED, ON_BOARD, HEARD).state).toBe('proven')
  })

  test('without a centre where none is configured', () => {
    const none: TestInput = { type: 'centre', alarmId: 'a-1', centre: 'none', at: STARTED + 9 }
    expect(after(HEARD, RANG, ON_BOARD, none)).toMatchObject({ state: 'proven', centreAt: null })
  })
})

test('what an earlier test left on the board proves nothing', () => {
  const old: TestInput = { type: 'rang', alarmId: 'a-0', rangAt: STARTED - 1 }
  expect(after(HEARD, old, { ...ON_BOARD, alarmId: 'a-0' })).toMatchObject({ alarmId: null, onBoardAt: null })
})

test('only the first alarm of a test counts', () => {
  const second: TestInput = { type: 'rang', alarmId: 'a-2', rangAt: STARTED + 20 }
  expect(after(RANG, second).alarmId).toBe('a-1')
})

test('it is over after ten minutes, and nothing is seen of it any more', () => {
  const late = STARTED + 10 * 60_000
  expect(after({ type: 'look', at: late - 1 })).toBe(started)
  const expired = after({ type: 'look', at: late })
  expect(expired).toMatchObject({ state: 'expired', endedAt: late })
  expect(testAfter(expired, HEARD)).toBe(expired)
})

test('ended by somebody it is stopped, unless it had proven everything', () => {
  const ended: TestInput = { type: 'ended', at: STARTED + 30 }
  expect(after(HEARD, ended)).toMatchObject({ state: 'stopped', endedAt: STARTED + 30 })
  expect(after(HEARD, RANG, ON_BOARD, DELIVERED, ended)).toMatchObject({ state: 'proven' })
})
