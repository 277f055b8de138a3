import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  afterFailure,
  ANSWER_LIMIT_MS,
  contacted,
  FIRST_ROUND,
  hurried,
  nextRung,
  type LadderPath,
  type Round,
  type SendLane,
} from '../../../../station/sync/ladder.ts'

const path = (key: string, part: Partial<LadderPath> = {}): LadderPath => ({
  key,
  isFailing: false,
  isRefusing: false,
  closedUntil: 0,
  ...part,
})

/** When which path is tried while none of them answers; seconds from the event, without jitter. */
function triesOf(paths: readonly LadderPath[], lane: SendLane, seconds: number, takesMs?: number): string[] {
  const tries: string[] = []
  let round: Round = FIRST_ROUND
  let now = 0
  while (now <= seconds * 1000) {
    const next = nextRung(paths, round, now)
    if (next.kind === 'none') break
    if (next.kind === 'wait') {
      now += next.ms
      continue
    }
    tries.push(`${next.key}@${String(now / 1000)}`)
    now += takesMs ?? ANSWER_LIMIT_MS[lane]
    const failure = { key: next.key, atOnce: takesMs !== undefined, random: 1 }
    round = afterFailure(paths, round, lane, failure, now)
  }
  return tries
}

describe('no path answers', () => {
  test('a critical alarm goes on every five seconds, then from the top after 5, 10, 20, 30, 30 … s', () => {
    expect(triesOf([path('a'), path('b')], 'critical', 150)).toEqual([
      ...['a@0', 'b@5', 'a@15', 'b@20', 'a@35', 'b@40', 'a@65', 'b@70', 'a@105', 'b@110', 'a@145', 'b@150'],
    ])
  })

  test('what is not critical waits 20 s at each and pauses 30, 60, 120, 300, 300 … s', () => {
    expect(triesOf([path('a')], 'rest', 1_000)).toEqual([
      ...['a@0', 'a@50', 'a@130', 'a@270', 'a@590', 'a@910'],
    ])
  })

  test('while every failure is known at once the first rounds follow after 0.5, 1 and 2 s', () => {
    expect(triesOf([path('a'), path('b')], 'critical', 10, 0)).toEqual([
      ...['a@0', 'b@0', 'a@0.5', 'b@0.5', 'a@1.5', 'b@1.5', 'a@3.5', 'b@3.5', 'a@8.5', 'b@8.5'],
    ])
  })

  test('nothing is ever given up: after any number of failures another try comes within the longest pause', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<SendLane>('critical', 'rest'),
        fc.integer({ min: 1, max: 4 }),
        fc.array(
          fc.record({ atOnce: fc.boolean(), random: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
          {
            maxLength: 60,
          },
        ),
        (lane, count, failures) => {
          const paths = Array.from({ length: count }, (_, index) => path(`path-${String(index)}`))
          const longest = lane === 'critical' ? 30_000 : 300_000
          let round: Round = FIRST_ROUND
          let now = 0
          const tried: string[] = []
          for (const failure of failures) {
            let next = nextRung(paths, round, now)
            if (next.kind === 'wait') {
              expect(next.ms).toBeLessThanOrEqual(longest)
              now += next.ms
              next = nextRung(paths, round, now)
            }
            if (next.kind !== 'send') throw new Error('no path was chosen')
            tried.push(next.key)
            now += ANSWER_LIMIT_MS[lane]
            round = afterFailure(paths, round, lane, { ...failure, key: next.key }, now)
          }
          // Round after round, in the order of the configuration.
          expect(tried).toEqual(tried.map((_, index) => `path-${String(index % count)}`))
        },
      ),
    )
  })
})

test('a first path that is failing stands behind one that answers, and has the traffic back with its answer', () => {
  const second = path('b')
  expect(nextRung([path('a', { isFailing: true }), second], FIRST_ROUND, 0)).toEqual({
    kind: 'send',
    key: 'b',
  })
  expect(nextRung([path('a'), second], FIRST_ROUND, 0)).toEqual({ kind: 'send', key: 'a' })
})

test('a path that refuses whatever it is asked stands behind one that takes it, and before one that is failing', () => {
  const keyOf = (...paths: readonly LadderPath[]): unknown => nextRung(paths, FIRST_ROUND, 0)
  const refusing = path('a', { isRefusing: true })
  expect(keyOf(refusing, path('b'))).toEqual({ kind: 'send', key: 'b' })
  expect(keyOf(path('b', { isFailing: true }), refusing)).toEqual({ kind: 'send', key: 'a' })
})

test('a path that asked to be left alone is left out, also where it is the only one', () => {
  const closed = path('a', { closedUntil: 4_000 })
  expect(nextRung([closed, path('b', { isFailing: true })], FIRST_ROUND, 0)).toEqual({
    kind: 'send',
    key: 'b',
  })
  expect(nextRung([closed], FIRST_ROUND, 1_000)).toEqual({ kind: 'wait', ms: 3_000 })
})

test('a new critical alarm ends a long pause, but a dead centre is tried once a second at most', () => {
  let round: Round = FIRST_ROUND
  for (let failed = 0; failed < 9; failed += 1) {
    round = afterFailure([path('a')], round, 'critical', { key: 'a', atOnce: false, random: 1 }, 10_000)
  }
  expect(nextRung([path('a')], round, 10_200)).toEqual({ kind: 'wait', ms: 29_800 })
  expect(nextRung([path('a')], hurried(round), 10_200)).toEqual({ kind: 'wait', ms: 800 })
  expect(nextRung([path('a')], hurried(round), 60_000)).toEqual({ kind: 'send', key: 'a' })
})

test('stations that lost the same centre do not come back in step', () => {
  const pauseOf = (random: number): number =>
    afterFailure([path('a')], FIRST_ROUND, 'critical', { key: 'a', atOnce: false, random }, 0).pausedUntil
  expect([pauseOf(0), pauseOf(0.5), pauseOf(1)]).toEqual([3_750, 4_375, 5_000])
})

test('without a path nothing is chosen', () => {
  expect(nextRung([], FIRST_ROUND, 0)).toEqual({ kind: 'none' })
})

test('whenever heartbeats pass, a round tries each path once before it tries one again', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<SendLane>('critical', 'rest'),
      fc.integer({ min: 1, max: 4 }),
      fc.array(
        fc.record({
          atOnce: fc.boolean(),
          // Heartbeats that are answered before and after the failure, and which paths count as failing then.
          before: fc.boolean(),
          after: fc.boolean(),
          failing: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        }),
        { maxLength: 40 },
      ),
      (lane, count, steps) => {
        let round: Round = FIRST_ROUND
        let now = 0
        const tried: string[] = []
        for (const { atOnce, before, after, failing } of steps) {
          const paths = Array.from({ length: count }, (_, index) =>
            path(String(index), { isFailing: failing[index] ?? false }),
          )
          let next = nextRung(paths, round, now)
          if (next.kind === 'wait') {
            now += next.ms
            next = nextRung(paths, round, now)
          }
          if (next.kind !== 'send') throw new Error('no path was chosen')
          tried.push(next.key)
          if (before) round = contacted(round)
          now += atOnce ? 0 : ANSWER_LIMIT_MS[lane]
          round = afterFailure(paths, round, lane, { key: next.key, atOnce, random: 1 }, now)
          if (after) round = contacted(round)
        }
        for (let from = 0; from + count <= tried.length; from += count) {
          expect(new Set(tried.slice(from, from + count)).size).toBe(count)
        }
      },
    ),
  )
})

test('an answer ends a pause at once, and the next ones are short again', () => {
  let round: Round = FIRST_ROUND
  for (let failed = 0; failed < 9; failed += 1) {
    round = afterFailure([path('a')], round, 'critical', { key: 'a', atOnce: true, random: 1 }, 10_000)
  }
  expect(nextRung([path('a')], contacted(round), 10_000)).toEqual({ kind: 'send', key: 'a' })
  round = afterFailure(
    [path('a')],
    contacted(round),
    'critical',
    { key: 'a', atOnce: true, random: 1 },
    10_000,
  )
  expect(nextRung([path('a')], round, 10_000)).toEqual({ kind: 'wait', ms: 500 })
})
