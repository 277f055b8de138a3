/** RFC 3261 17.1.2 and 17.2.2. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beginClientTransaction,
  nextClientTransaction,
  type ClientInput,
  type ClientStep,
} from '../../../../shared/sip/client-transaction.ts'
import { beginServerTransaction, nextServerTransaction } from '../../../../shared/sip/server-transaction.ts'

function follow(isReliable: boolean, inputs: readonly ClientInput[]): ClientStep[] {
  const steps = [beginClientTransaction(isReliable)]
  for (const input of inputs) {
    const last = steps.at(-1)
    if (last !== undefined) steps.push(nextClientTransaction(last.state, input))
  }
  return steps
}

const types = ({ effects }: ClientStep): string[] => effects.map(({ type }) => type)

describe('a request over UDP', () => {
  it('is repeated after 0.5, 1, 2, 4, 4 … s and given up after 32 s', () => {
    const steps = follow(
      false,
      Array.from({ length: 5 }, () => ({ type: 'repeat-due' }) as const),
    )
    const pauses = steps.flatMap(({ effects }) =>
      effects.flatMap((it) => (it.type === 'repeat-in' ? it.ms : [])),
    )
    expect(pauses).toEqual([500, 1000, 2000, 4000, 4000, 4000])
    expect(steps[0]?.effects).toContainEqual({ type: 'give-up-in', ms: 32_000 })
    expect(
      follow(false, [{ type: 'time-over' }])
        .map(types)
        .at(-1),
    ).toEqual(['fail'])
  })

  it('is repeated every 4 s once a provisional answer has come', () => {
    const [, , repeat] = follow(false, [{ type: 'answered', status: 100 }, { type: 'repeat-due' }])
    expect(repeat?.effects).toEqual([{ type: 'send' }, { type: 'repeat-in', ms: 4000 }])
  })

  it('takes the final answer once and knows its repeats for 5 s', () => {
    const final = { type: 'answered', status: 200 } as const
    const [, first, second, end] = follow(false, [final, final, { type: 'linger-over' }])
    expect(first?.effects).toEqual([{ type: 'report' }, { type: 'linger', ms: 5000 }])
    expect(second?.effects).toEqual([])
    expect(end?.state.phase).toBe('terminated')
  })
})

it('a request over TCP is sent once and fails with its connection', () => {
  const [begun, repeat, lost, late] = follow(true, [
    { type: 'repeat-due' },
    { type: 'line-failed' },
    { type: 'answered', status: 200 },
  ])
  expect(begun?.effects.map(({ type }) => type)).toEqual(['send', 'give-up-in'])
  expect(repeat?.effects).toEqual([])
  expect(lost?.effects).toEqual([{ type: 'fail', code: 'line-failed' }])
  expect(late?.effects).toEqual([])
})

it('whatever happens in whatever order, one end is told at most, and nothing is sent after it', () => {
  const input: fc.Arbitrary<ClientInput> = fc.oneof(
    fc.constantFrom<ClientInput>(
      { type: 'repeat-due' },
      { type: 'time-over' },
      { type: 'line-failed' },
      { type: 'linger-over' },
    ),
    fc.integer({ min: 100, max: 699 }).map((status) => ({ type: 'answered', status }) as const),
  )
  fc.assert(
    fc.property(fc.boolean(), fc.array(input, { maxLength: 20 }), (isReliable, inputs) => {
      const all = follow(isReliable, inputs).flatMap(types)
      const ends = all.filter((type) => type === 'report' || type === 'fail')
      expect(ends.length).toBeLessThanOrEqual(1)
      const end = all.findIndex((type) => type === 'report' || type === 'fail')
      if (end !== -1) expect(all.slice(end)).not.toContain('send')
    }),
  )
})

describe('a request that came', () => {
  it('over UDP is answered again as often as it is repeated, for 32 s', () => {
    const waiting = nextServerTransaction(beginServerTransaction(false), { type: 'repeated' })
    expect(waiting.effects).toEqual([])
    const answered = nextServerTransaction(waiting.state, { type: 'answered' })
    expect(answered.effects).toEqual([{ type: 'send-answer' }, { type: 'linger', ms: 32_000 }])
    const repeated = nextServerTransaction(answered.state, { type: 'repeated' })
    expect(repeated.effects).toEqual([{ type: 'send-answer' }])
    expect(nextServerTransaction(repeated.state, { type: 'linger-over' }).state.phase).toBe('terminated')
  })

  it('over TCP is forgotten with its answer', () => {
    const answered = nextServerTransaction(beginServerTransaction(true), { type: 'answered' })
    expect(answered).toEqual({
      state: { phase: 'terminated', isReliable: true },
      effects: [{ type: 'send-answer' }],
    })
  })
})
