/**
 * One guided test, from the device's own wire to the care centre: a pure fold of what was seen. It is over when
 * somebody ends it or after ten minutes; whatever the device says before that is a test.
 */
import type { TestRun } from '../../shared/api/technician.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { EventKind } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'

const TEST_MS = 10 * 60_000

export interface GuidedTest extends TestRun {
  readonly startedBy: string
  /** Null while what the device says is a test. */
  readonly endedAt: Instant | null
}

export type TestInput =
  | { readonly type: 'heard'; readonly kind: EventKind; readonly at: Instant }
  /** An alarm of the test was raised, or rang again at `rangAt`. */
  | { readonly type: 'rang'; readonly alarmId: string; readonly rangAt: Instant }
  | { readonly type: 'on-board'; readonly alarmId: string; readonly at: Instant }
  | {
      readonly type: 'centre'
      readonly alarmId: string
      readonly centre: GuidedTest['centre']
      readonly at: Instant
    }
  | { readonly type: 'ended'; readonly at: Instant }
  /** Time passes. */
  | { readonly type: 'look'; readonly at: Instant }

export function newTest(testId: string, deviceId: string, startedBy: string, now: Instant): GuidedTest {
  return {
    testId,
    deviceId,
    startedBy,
    startedAt: now,
    endsAt: now + TEST_MS,
    endedAt: null,
    heardAt: null,
    eventKind: null,
    alarmId: null,
    onBoardAt: null,
    centre: 'waiting',
    centreAt: null,
    state: 'running',
  }
}

/** The test after this; the same object where nothing changed. */
export function testAfter(test: GuidedTest, input: TestInput): GuidedTest {
  if (test.endedAt !== null) return test
  switch (input.type) {
    case 'heard':
      if (test.heardAt !== null) return test
      return judged({ ...test, heardAt: input.at, eventKind: input.kind })
    case 'rang':
      // What an earlier test left open proves nothing until the device speaks again.
      if (test.alarmId !== null || input.rangAt < test.startedAt) return test
      return { ...test, alarmId: input.alarmId }
    case 'on-board':
      if (test.alarmId !== input.alarmId || test.onBoardAt !== null) return test
      return judged({ ...test, onBoardAt: input.at })
    case 'centre':
      if (test.alarmId !== input.alarmId || test.centre !== 'waiting' || input.centre === 'waiting')
        return test
      return judged({
        ...test,
        centre: input.centre,
        centreAt: input.centre === 'delivered' ? input.at : null,
      })
    case 'ended':
      return { ...test, endedAt: input.at, state: test.state === 'proven' ? 'proven' : 'stopped' }
    case 'look':
      if (input.at < test.endsAt) return test
      return { ...test, endedAt: input.at, state: test.state === 'proven' ? 'proven' : 'expired' }
    default:
      return assertNever(input)
  }
}

function judged(test: GuidedTest): GuidedTest {
  const isProven = test.heardAt !== null && test.onBoardAt !== null && test.centre !== 'waiting'
  return isProven ? { ...test, state: 'proven' } : test
}
