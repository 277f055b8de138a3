import fc from 'fast-check'
import { expect, test } from 'vitest'
import { thinCurve } from '../../../../station/technician/thin-curve.ts'

const curve = fc
  .array(fc.integer({ min: -110, max: 100 }), { maxLength: 3_000 })
  .map((values) => values.map((value, at) => ({ at, value })))

test('keeps order, both ends and at most what was asked for, and makes nothing up', () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 3, max: 600 }), (points, most) => {
      const thin = thinCurve(points, most)
      expect(thin.length).toBeLessThanOrEqual(most)
      expect(thin[0]).toEqual(points[0])
      expect(thin.at(-1)).toEqual(points.at(-1))
      expect(thin).toEqual(points.filter((point) => thin.includes(point)))
    }),
  )
})

test('a short curve stays whole', () => {
  const points = [1, 2, 3].map((value, at) => ({ at, value }))
  expect(thinCurve(points)).toEqual(points)
})

test('one deep dip in a year is still there', () => {
  const points = Array.from({ length: 10_000 }, (_, at) => ({ at, value: at === 4_321 ? -105 : -60 }))
  expect(thinCurve(points).some(({ value }) => value === -105)).toBe(true)
})
