import { expect, test } from 'vitest'
import { WaitingBodies, type WaitingBody } from '../../../../care-centre/intake/waiting-bodies.ts'

interface Named extends WaitingBody {
  readonly name: string
}

function body(name: string, more: Partial<WaitingBody> = {}): Named {
  return { name, station: name.slice(0, 1), bytes: 10, size: 1, isUrgent: false, ...more }
}

function waiting(...bodies: readonly Named[]): WaitingBodies<Named> {
  const queue = new WaitingBodies<Named>()
  for (const each of bodies) queue.push(each)
  return queue
}

const NOBODY: ReadonlySet<string> = new Set()
const rows = (most: number) => ({ rows: most, bytes: 1_000 })
const names = (bodies: readonly Named[]): string[] => bodies.map(({ name }) => name)

test('a flood of one station lets every other in after one of its bodies', () => {
  const queue = waiting(
    ...Array.from({ length: 50 }, (_, at) => body(`a${at}`)),
    body('b0'),
    body('c0'),
    body('b1'),
  )
  expect(names(queue.take(rows(6), NOBODY))).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'a2'])
  expect(names(queue.take(rows(2), NOBODY))).toEqual(['a3', 'a4'])
})

test('a critical alarm goes before everything that waits, whoever sends it', () => {
  const queue = waiting(body('a0'), body('b0'), body('c0'), body('a1', { isUrgent: true }))
  expect(names(queue.take(rows(2), NOBODY))).toEqual(['a1', 'a0'])
})

test('one transaction has so many rows at most, and one body in any case', () => {
  const queue = waiting(
    body('a0', { size: 500 }),
    body('b0', { size: 150 }),
    body('c0', { size: 50 }),
    body('d0'),
  )
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['a0'])
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['b0', 'c0'])
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['d0'])
  expect(queue.take(rows(200), NOBODY)).toEqual([])
})

test('stations whose transaction runs wait for its end, the others do not', () => {
  const queue = waiting(body('a0'), body('b0'), body('a1'))
  expect(names(queue.take(rows(10), new Set(['a'])))).toEqual(['b0'])
  expect(queue.length).toBe(2)
  expect(names(queue.take(rows(10), NOBODY))).toEqual(['a0', 'a1'])
})

test('what waits is counted', () => {
  const queue = waiting(body('a0'), body('b0', { isUrgent: true, bytes: 7 }))
  expect([queue.length, queue.bytes]).toEqual([2, 17])
  queue.take(rows(1), NOBODY)
  expect([queue.length, queue.bytes]).toEqual([1, 10])
})

test('one transaction has so many bytes at most: behind large bodies of one station another waits for one of them', () => {
  const large = { bytes: 900, isUrgent: true }
  const queue = waiting(
    body('a0', large),
    body('a1', large),
    body('a2', large),
    body('b0', { isUrgent: true }),
  )
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['a0', 'b0'])
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['a1'])
  queue.push(body('b1', { bytes: 200, isUrgent: true }))
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['a2'])
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['b1'])
})

test('a body that is larger than a transaction may be goes alone', () => {
  const queue = waiting(body('a0'), body('b0', { bytes: 5_000 }), body('c0'))
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['a0'])
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['b0'])
  expect(names(queue.take(rows(200), NOBODY))).toEqual(['c0'])
})
