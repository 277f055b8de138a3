import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  PreparedTexts,
  documentOf,
  numbered,
  storable,
} from '../../../../../care-centre/store/postgres/places.ts'

test('places are numbered in their order', () => {
  expect(numbered('SELECT a FROM b WHERE c = ? AND d IN (?, ?)')).toBe(
    'SELECT a FROM b WHERE c = $1 AND d IN ($2, $3)',
  )
})

test('a statement keeps its name, and no more than two hundred have one', () => {
  const texts = new PreparedTexts()
  const first = texts.of('SELECT 1')
  expect(texts.of('SELECT 1')).toBe(first)
  const all = Array.from({ length: 300 }, (_, at) => texts.of(`SELECT ${at}, ?`))
  const named = all.map(({ name }) => name).filter((name) => name !== undefined)
  expect(new Set(named).size).toBe(named.length)
  expect(named.length).toBeLessThanOrEqual(200)
  expect(all.at(-1)).toEqual({ text: 'SELECT 299, $1' })
})

test('no text that is stored holds NUL, and what is whole stays as it is', () => {
  expect(storable('b\0th')).toBe('b\uFFFDth')
  expect(storable('Ås 👵')).toBe('Ås 👵')
  expect(storable(7)).toBe(7)
})

test('rows of any words become a document that PostgreSQL can take apart', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null)))),
      (rows) => {
        const odd = rows.map((row) => [...row, '\uD800x\0'])
        const back = JSON.parse(documentOf(odd)) as unknown[][]
        for (const value of back.flat()) {
          if (typeof value === 'string') expect(value).not.toMatch(/\p{Surrogate}|\0/u)
        }
        expect(documentOf([['whole', 1, null]])).toBe('[["whole",1,null]]')
      },
    ),
  )
})
