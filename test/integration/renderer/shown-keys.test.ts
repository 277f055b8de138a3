/** Before the door, codes on the screen: another alarm comes to lead the resident's card, in real Chromium. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { KEYS_SHOWN_MS } from '../../../shared/api/residents.ts'
import { LOOKS, pagesForAll, wordsIn } from './state-tests.ts'

const pages = pagesForAll()

const FALL = 'a-1'
const CALL = 'later-call'
const CODE = '4711#'

const KARI_HAS_IT = `window.station.take({ step: 'acknowledge', input: { alarmId: '${FALL}', by: 'kari', seenRevision: 1 } })`
/** She presses her button as well; it is answered by nobody yet, so it leads. */
const SHE_CALLS = `(() => {
  const fall = window.station.card('${FALL}')
  const now = Date.now()
  window.station.change([{ ...fall, alarmId: '${CALL}', cause: 'help-call', state: 'raised', owner: null, ringing: true,
    revision: 1, ringRevision: 1, openedAt: now, lastRangAt: now }])
})()`
const READ_ON = `document.querySelector('.keys-line').scrollIntoView({ block: 'start' })`
const ASKED = `window.station.residents.keysSeen.map(({ by, alarmId }) => by + ' ' + alarmId)`

/** Which alarm is shown, whether with its codes, and where they stand on the screen. */
async function seen(page: Page) {
  const keys = page.locator('.keys-line')
  const box = await keys.boundingBox()
  return {
    alarm: await page.locator('.detail, .phone-alarm').getAttribute('data-alarm'),
    hasCode: (await keys.textContent())?.includes(CODE),
    y: Math.round(box?.y ?? -1),
  }
}

it.each([
  { ...LOOKS[0], view: undefined },
  { ...LOOKS[1], view: undefined },
  { ...LOOKS[2], view: 'phone' as const },
])('codes and reading place stay where they are ($theme, $lang, $width)', async ({ view, ...look }) => {
  const { page, errors } = await pages().show({
    state: 'undelivered',
    isTimedByHand: true,
    ...(view === undefined ? {} : { view, guard: 'kari' }),
    ...look,
  })
  const words = wordsIn(look.lang)
  try {
    await page.clock.runFor(1_500)
    await page.evaluate(KARI_HAS_IT)
    await page.clock.runFor(600)
    await page.getByRole('button', { name: words.residents.showKeys }).click()
    await page.getByText(CODE).waitFor()
    await page.evaluate(READ_ON)
    await page.clock.runFor(100)
    const before = await seen(page)
    expect(before).toMatchObject({ alarm: FALL, hasCode: true })
    // The place says something only where one has scrolled.
    expect(before.y).toBeLessThan(200)

    await page.evaluate(SHE_CALLS)
    await page.clock.runFor(50)
    const after = await seen(page)
    expect(after).toMatchObject({ alarm: CALL, hasCode: true })
    expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(1)
    await page.clock.runFor(3_000)
    expect(await seen(page)).toEqual(after)
    expect(await page.evaluate(ASKED)).toEqual([`kari ${FALL}`])

    await page.clock.runFor(KEYS_SHOWN_MS)
    expect(await page.getByText(CODE).count()).toBe(0)
    expect(errors).toEqual([])
  } finally {
    await pages().leave()
  }
})

it('they are hidden as soon as another resident’s alarm is shown, from its top', async () => {
  const { page, errors } = await pages().show({ state: 'undelivered', isTimedByHand: true, ...LOOKS[0] })
  try {
    await page.clock.runFor(1_500)
    await page.getByRole('button', { name: wordsIn('nb').residents.showKeys }).click()
    await page.getByText(CODE).waitFor()
    await page.evaluate(READ_ON)
    await page.clock.runFor(100)
    await page.keyboard.press('ArrowDown')
    await page.clock.runFor(1_000)
    expect(await page.getByText(CODE).count()).toBe(0)
    expect(await page.evaluate("document.querySelector('.detail').scrollTop")).toBe(0)
    expect(await page.locator('.detail').getAttribute('data-alarm')).not.toBe(FALL)
    expect(errors).toEqual([])
  } finally {
    await pages().leave()
  }
})
