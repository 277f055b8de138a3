/** Every count that stands in words is written as the language writes it. */
import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import en from '../../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../../resources/locales/nb.json' with { type: 'json' }
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'

interface Tree {
  readonly [key: string]: string | Tree
}

beforeAll(() => {
  setUpLanguages('nb')
})

/** The keys of all words with a number in them, without the ending that tells one from several. */
function counting(tree: Tree, path: readonly string[] = []): readonly string[] {
  return Object.entries(tree).flatMap(([key, words]) => {
    if (typeof words !== 'string') return counting(words, [...path, key])
    return words.includes('{{count}}') ? [[...path, key.replace(/_(one|other)$/, '')].join('.')] : []
  })
}

it.each([
  ['nb', nb, '5\u00a0000'],
  ['en', en, '5,000'],
] as const)('in %s', (language, words, number) => {
  const t = i18next.getFixedT(language)
  // Whichever key it is: the resources' own type knows only written ones.
  const say = t as unknown as (key: string, values: { readonly count: number }) => string
  const keys = [...new Set(counting(words))]
  expect(keys.length).toBeGreaterThan(30)
  for (const key of keys) expect(say(key, { count: 5_000 }), key).toContain(number)
})

it('words, names and codes stay as they are', () => {
  const t = i18next.getFixedT('nb')
  expect(t('technician.line.value', { rate: 115_200, form: '8N1' })).toContain('115\u00a0200 baud, 8N1')
  expect(t('otherVersion.versions', { own: '2026', station: '10000' })).toContain('10000')
})
