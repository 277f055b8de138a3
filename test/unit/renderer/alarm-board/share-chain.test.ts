import { expect, it } from 'vitest'
import type { Chain, ChainStep } from '../../../../shared/api/alarm-calls.ts'
import { sharedChain } from '../../../../renderer/alarm-board/share-chain.ts'
import { fallCard } from '../../../fakes/sample-board.ts'

function step(sequence: number, deliveredAt: number | null): ChainStep {
  return {
    sequence,
    type: 'repeated',
    at: 1_000 + sequence,
    actor: { kind: 'rule', id: 'fall', name: null, hasLeft: false },
    reason: 'same-source-again',
    ruleId: 'fall',
    count: sequence,
    to: null,
    outcome: null,
    falseCause: null,
    words: null,
    eventId: null,
    delivery: { storedAt: 1_000, deliveredAt, attempts: 1 },
  }
}
function chain(...steps: ChainStep[]): Chain {
  return { alarm: fallCard(), steps, events: [] }
}

it('keeps the lines that say the same and takes those that are new or were delivered since', () => {
  const before = chain(step(1, 1_020), step(2, null))
  const heldBack: Chain['heldBack'] = [{ reason: 'flood', count: 2, lastAt: 1_003 }]
  const next = { ...chain(step(1, 1_020), step(2, 1_040), step(3, null)), heldBack }
  const result = sharedChain(before, next)
  expect(result).toEqual(next)
  expect(result.steps[0]).toBe(before.steps[0])
  expect(result.steps[1]).toBe(next.steps[1])
})
