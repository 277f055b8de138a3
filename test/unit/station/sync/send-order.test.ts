import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_MESSAGES, selectNext, type Candidate } from '../../../../station/sync/send-order.ts'

function message(position: number, alarmId: string, sequence: number, priorityRank: number): Candidate {
  return { position, alarmId, sequence, priorityRank, bytes: 500 }
}

const positions = (next: readonly Candidate[]): number[] => next.map(({ position }) => position)

test('a fall goes before the battery that has waited longer', () => {
  expect(positions(selectNext([message(1, 'battery', 1, 3), message(2, 'fall', 1, 0)], new Set()))).toEqual([
    2, 1,
  ])
})

test('of two falls the older goes first', () => {
  expect(positions(selectNext([message(5, 'b', 1, 0), message(4, 'a', 1, 0)], new Set()))).toEqual([4, 5])
})

test('an alarm with a message under way waits for its answer', () => {
  const waiting = [message(2, 'fall', 2, 0), message(3, 'door', 1, 1)]
  expect(positions(selectNext(waiting, new Set(['fall'])))).toEqual([3])
})

test('a step that became more urgent draws its earlier steps along, in order', () => {
  const waiting = [message(1, 'door', 1, 1), message(2, 'bed', 1, 1), message(3, 'bed', 2, 0)]
  expect(positions(selectNext(waiting, new Set()))).toEqual([2, 3, 1])
})

test('whatever waits: within an alarm strictly by sequence, and nothing more urgent is left for less', () => {
  const alarms = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(3)), { maxLength: 120 })
  fc.assert(
    fc.property(alarms, fc.uniqueArray(fc.constantFrom('a', 'b')), (rows, underWay) => {
      const sequences = new Map<string, number>()
      const rank = new Map<string, number>()
      const waiting = rows.map(([alarmId, priorityRank], index) => {
        const sequence = (sequences.get(alarmId) ?? 0) + 1
        sequences.set(alarmId, sequence)
        if (!rank.has(alarmId)) rank.set(alarmId, priorityRank)
        return message(index + 1, alarmId, sequence, rank.get(alarmId) ?? 0)
      })
      const next = selectNext(waiting, new Set(underWay))
      expect(next.length).toBeLessThanOrEqual(MOST_MESSAGES)
      const expected = waiting
        .filter(({ alarmId }) => !underWay.includes(alarmId as 'a'))
        .sort((a, b) =>
          a.priorityRank === b.priorityRank ? a.position - b.position : a.priorityRank - b.priorityRank,
        )
        .slice(0, MOST_MESSAGES)
      expect(next).toEqual(expected)
    }),
  )
})
