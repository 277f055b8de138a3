import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PRIORITIES } from '../../../../../shared/domain/priority.ts'
import { ScaipGate } from '../../../../../station/sync/transports/scaip-gate.ts'

const ORDER = [...PRIORITIES, 'heartbeat'] as const

it('who waits comes in by urgency, then in the order of coming, and never more than are let in', async () => {
  const urgency = fc.constantFrom(...ORDER)
  await fc.assert(
    fc.asyncProperty(
      fc.array(urgency, { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (comers, most) => {
        const gate = new ScaipGate(most)
        const entered: number[] = []
        let inside = 0
        await Promise.all(
          comers.map((comer, index) =>
            gate.through(comer, async () => {
              inside += 1
              expect(inside).toBeLessThanOrEqual(most)
              entered.push(index)
              await Promise.resolve()
              inside -= 1
            }),
          ),
        )
        expect(entered.slice(0, most)).toEqual([...comers.keys()].slice(0, most))
        const waited = [...comers.keys()].slice(most)
        const rank = (index: number): number => ORDER.indexOf(comers[index] ?? 'heartbeat')
        expect(entered.slice(most)).toEqual(
          waited.toSorted((a, b) => (rank(a) === rank(b) ? a - b : rank(a) - rank(b))),
        )
      },
    ),
  )
})

it('whoever fails inside makes room all the same', async () => {
  const gate = new ScaipGate(1)
  await expect(gate.through('critical', () => Promise.reject(new Error('cut')))).rejects.toThrow('cut')
  expect(await gate.through('low', () => Promise.resolve('in'))).toBe('in')
})
