import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { searchTerms } from '../../../../renderer/night/search-terms.ts'

beforeAll(() => {
  setUpLanguages('nb')
})

it('seeks a flat of one digit, and no single letter', () => {
  const textsOf = (written: string) => searchTerms(written, i18next.getFixedT('nb')).map(({ text }) => text)
  expect(textsOf('7')).toEqual(['7'])
  expect(textsOf('fall 7')).toEqual(['fall', '7'])
  expect(textsOf('a 7b')).toEqual(['7b'])
})
