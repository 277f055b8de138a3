import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberWords } from '../../../../shared/domain/number-words.ts'

const ROOT = join(import.meta.dirname, '../../../..')

test.each([
  [999, '999', '999'],
  [5_000, '5\u00a0000', '5,000'],
  [1_234_567, '1\u00a0234\u00a0567', '1,234,567'],
  [0.5, '0,5', '0.5'],
  [-72, '\u221272', '-72'],
])('%s is %j in Bokmål and %j in English', (value, nb, en) => {
  expect([numberWords(value, 'nb'), numberWords(value, 'en')]).toEqual([nb, en])
})

test('as many decimals as are asked for', () => {
  expect([numberWords(0.1, 'nb', 2), numberWords(1_234.567, 'en', 2)]).toEqual(['0,10', '1,234.57'])
})

test('whatever the number, it never breaks in two lines, and its digits stay', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('nb' as const, 'en' as const), (value, language) => {
      const words = numberWords(value, language)
      expect(words).not.toMatch(/ |\d{4}/)
      expect(words.replace(/\D/g, '')).toBe(String(value))
    }),
  )
})

test('no other place decides how a number is written', () => {
  const others = ['shared', 'renderer', 'electron'].flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('number-words.ts'))
      .filter((name) => /NumberFormat|toLocaleString/.test(readFileSync(join(ROOT, room, name), 'utf8')))
      .map((name) => join(room, name)),
  )
  expect(others).toEqual([])
})
