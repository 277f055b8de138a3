import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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

it('no more is named than must be: what stays is the longest that is in one order in both', () => {
  /** The longest common subsequence by its definition, slow and sure. */
  const longest = (before: readonly Named[], after: readonly Named[]): number => {
    const [first, ...rest] = before
    if (first === undefined) return 0
    const at = after.indexOf(first)
    const without = longest(rest, after)
    return at === -1 ? without : Math.max(without, 1 + longest(rest, after.slice(at + 1)))
  }
  fc.assert(
    fc.property(someList, someList, (before, after) => {
      const { gone, come } = listDifference(before, after)
      const stay = longest(before, after)
      expect([gone.length, come.length]).toEqual([before.length - stay, after.length - stay])
    }),
  )
})

describe('of five thousand two neighbours', () => {
  const many: readonly Named[] = Array.from({ length: 5_000 }, (_, name) => ({ name }))
  const two: readonly Named[] = [{ name: 5_000 }, { name: 5_001 }]
  const names = (placed: readonly { readonly one: Named; readonly at: number }[]) =>
    placed.map(({ one, at }) => [one.name, at])
  const between = (list: readonly Named[], at: number) => [...list.slice(0, at), ...two, ...list.slice(at)]

  it.each([0, 2_500, 5_000])('that come at %i are two come, and that go two gone', (at) => {
    const placed = [
      [5_000, at],
      [5_001, at + 1],
    ]
    const { gone, come } = listDifference(many, between(many, at))
    expect([names(gone), names(come)]).toEqual([[], placed])
    const back = listDifference(between(many, at), many)
    expect([names(back.gone), names(back.come)]).toEqual([placed, []])
  })

  it('that move to the end are two gone and two come', () => {
    const { gone, come } = listDifference(between(many, 0), [...many, ...two])
    expect([names(gone), names(come)]).toEqual([
      [
        [5_000, 0],
        [5_001, 1],
      ],
      [
        [5_000, 5_000],
        [5_001, 5_001],
      ],
    ])
  })

  it('that change where they stand while another two come on top are four come', () => {
    const changed = [...two, ...many.slice(0, 70), { name: 70 }, { name: 71 }, ...many.slice(72)]
    const { gone, come } = listDifference(many, changed)
    expect([gone.length, come.length]).toEqual([2, 4])
  })
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
