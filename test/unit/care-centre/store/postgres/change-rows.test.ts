import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapsAround } from '../../../../../care-centre/store/postgres/change-rows.ts'

test('what is known lies outside every gap, and everything else after the position within one', () => {
  const sizes = fc.array(
    fc.record({ before: fc.integer({ min: 0, max: 3 }), size: fc.integer({ min: 1, max: 4 }) }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), sizes, (position, parts) => {
      let end = 0
      const known = parts.map(({ before, size }) => {
        const first = end + before + 1
        end = first + size - 1
        return { first, last: end }
      })
      const [after, before] = gapsAround(position, known)
      const isAsked = (number: number): boolean =>
        after.some((low, at) => number > low && number < (before[at] ?? 0))
      for (let number = 1; number <= end + 3; number += 1) {
        const isKnown = known.some(({ first, last }) => number >= first && number <= last)
        expect(isAsked(number)).toBe(number > position && !isKnown)
      }
      // A gap without a number in it would be a look for nothing.
      expect(after.every((low, at) => (before[at] ?? 0) > low + 1)).toBe(true)
    }),
  )
})
