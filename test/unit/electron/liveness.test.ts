import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFrozen, POLL_LIMITS, silentAfter, type Poll } from '../../../electron/liveness.ts'

const ANSWER: Poll = { answered: true, tookMs: 4 }
const NONE: Poll = { answered: false, tookMs: POLL_LIMITS.answerMs }
const REFUSED: Poll = { answered: false, tookMs: 1 }

function frozenAfter(polls: readonly Poll[]): boolean {
  return isFrozen(
    polls.reduce((silent, poll) => silentAfter(silent, poll, POLL_LIMITS), 0),
    POLL_LIMITS,
  )
}

const times = (count: number, poll: Poll): readonly Poll[] => Array<Poll>(count).fill(poll)

describe('a station that does not answer', () => {
  it('counts as frozen after half a minute of polls, not one poll earlier', () => {
    expect(POLL_LIMITS.everyMs * POLL_LIMITS.silentPolls).toBe(30_000)
    expect(frozenAfter(times(9, NONE))).toBe(false)
    expect(frozenAfter(times(10, NONE))).toBe(true)
    expect(frozenAfter(times(10, REFUSED))).toBe(true)
  })

  it('that answers once in between is counted from there', () => {
    expect(frozenAfter([...times(9, NONE), ANSWER, ...times(9, NONE)])).toBe(false)
  })

  it('is not blamed for the sleep of the computer, however long and however often', () => {
    const slept: Poll = { answered: false, tookMs: 8 * 3600_000 }
    expect(frozenAfter(times(100, slept))).toBe(false)
    expect(frozenAfter([...times(9, NONE), ...times(100, slept)])).toBe(false)
  })

  it('is not saved by it either', () => {
    const late: Poll = { answered: false, tookMs: 60_000 }
    expect(frozenAfter(Array<readonly Poll[]>(10).fill([NONE, late]).flat())).toBe(true)
  })
})

it('whatever the polls: frozen means ten in a row that we waited for and that nobody answered', () => {
  const poll = fc.record({ answered: fc.boolean(), tookMs: fc.integer({ min: 0, max: 10_000 }) })
  fc.assert(
    fc.property(fc.array(poll, { maxLength: 60 }), (polls) => {
      const since = polls.slice(polls.findLastIndex(({ answered }) => answered) + 1)
      const waited = since.filter(({ tookMs }) => tookMs <= 2 * POLL_LIMITS.answerMs).length
      expect(frozenAfter(polls)).toBe(waited >= POLL_LIMITS.silentPolls)
    }),
  )
})
