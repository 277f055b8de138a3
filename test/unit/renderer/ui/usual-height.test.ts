import fc from 'fast-check'
import { expect, it } from 'vitest'
import { UsualHeight } from '../../../../renderer/ui/usual-height.ts'

it('is what was guessed until a card was measured', () => {
  expect(new UsualHeight(150).height).toBe(150)
})

it('is a height that no other was measured more often than, whatever was measured', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 100, max: 104 }), { minLength: 1 }), (heights) => {
      const usual = new UsualHeight(150)
      for (const height of heights) usual.measured(height)
      const times = (of: number) => heights.filter((height) => height === of).length
      expect(times(usual.height)).toBe(Math.max(...heights.map(times)))
    }),
  )
})
