import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listDifference, steadyMap } from '../../../renderer/list-difference.ts'

interface Named {
  readonly name: number
}

const ALL: readonly Named[] = Array.from({ length: 12 }, (_, name) => ({ name }))
const someList = fc.shuffledSubarray([...ALL])

it('taking away what has gone and putting in what has come makes the one list of the other', () => {
  fc.assert(
    fc.property(someList, someList, (before, after) => {
      const { gone, come } = listDifference(before, after)
      const list = [...before]
      for (const { one, at } of gone.toReversed()) expect(list.splice(at, 1)).toEqual([one])
      for (const { one, at } of come) list.splice(at, 0, one)
      expect(list).toEqual(after)
    }),
  )
})

it('an alarm that goes from one end of five thousand to the other is one gone and one come', () => {
  const before: readonly Named[] = Array.from({ length: 5_000 }, (_, name) => ({ name }))
  const [first = { name: 0 }, ...others] = before
  const changed = { name: 5_000 }
  expect(listDifference(before, [...others, changed])).toEqual({
    gone: [{ one: first, at: 0 }],
    come: [{ one: changed, at: 4_999 }],
  })
  expect(listDifference([...others, changed], before)).toEqual({
    gone: [{ one: changed, at: 4_999 }],
    come: [{ one: first, at: 0 }],
  })
  expect(listDifference(before, [changed, ...others])).toEqual({
    gone: [{ one: first, at: 0 }],
    come: [{ one: changed, at: 0 }],
  })
})

it('a list after the other is mapped as if each were the first, and what stays is not mapped again', () => {
  fc.assert(
    fc.property(fc.array(someList, { maxLength: 8 }), (lists) => {
      const mapped = steadyMap(({ name }: Named) => ({ called: name }))
      for (const list of lists) expect(mapped(list)).toEqual(list.map(({ name }) => ({ called: name })))
    }),
  )
  const few = ALL.slice(0, 5)
  const mapped = steadyMap(({ name }: Named) => ({ called: name }))
  const before = mapped(few)
  const after = mapped([...few.slice(1), { name: 7 }])
  expect(after.map(({ called }) => called)).toEqual([1, 2, 3, 4, 7])
  expect(after.slice(0, 4).every((one, index) => one === before[index + 1])).toBe(true)
})

it('a list that is another one altogether is mapped anew', () => {
  const mapped = steadyMap(({ name }: Named) => name)
  mapped(ALL)
  const many = Array.from({ length: 200 }, (_, name) => ({ name }))
  expect(mapped(many)).toEqual(many.map(({ name }) => name))
})
