/** The night room's windows in real Chromium, and what its printer gets. */
import { expect, it } from 'vitest'
import { readPdf } from '../../support/pdf-text.ts'
import { isForDocs, LOOKS, pagesForAll, testStates, wordsIn } from './state-tests.ts'
import { NIGHT_STATES } from './states/night.ts'

const pages = pagesForAll()

testStates(pages, NIGHT_STATES)

const REPORTS = NIGHT_STATES.filter(({ name }) => name === 'shift-report')

it.skipIf(isForDocs).each(REPORTS)('on paper begins on the first page: $says', async ({ from, walk }) => {
  const [look] = LOOKS
  const { page } = await pages().show({ ...from, ...look })
  try {
    const words = wordsIn(look.lang)
    await walk?.(page, words, look)
    const paper = readPdf(await page.pdf({ format: 'A4' }))
    expect(paper.pages).toBe(1)
    expect(paper.text).toContain(words.night.shiftReport.left.replaceAll(' ', ''))
  } finally {
    await pages().leave()
  }
})
