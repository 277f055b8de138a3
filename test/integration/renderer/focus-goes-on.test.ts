/** Two people at the screens of one night, in real Chromium: one takes the alarm that the other has in focus. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { LOOKS, pagesForAll, wordsIn } from './state-tests.ts'

const pages = pagesForAll()

const FALL = 'a-1'
const DOOR = 'a-4'
const OLA_TAKES = `window.station.take({ step: 'acknowledge', input: { alarmId: '${FALL}', by: 'ola', seenRevision: 1 } })`
const CALLS = `window.station.calls.map(({ step, input }) => step + ' ' + input.alarmId + ' ' + input.by)`
const BY_OLA = `acknowledge ${FALL} ola`

/** Which alarm is chosen, which one its detail shows, and which one's card has the keyboard. */
const WHERE = `(() => ({
  chosen: document.querySelector('.card[aria-current=true]')?.dataset.alarm,
  shown: document.querySelector('.detail')?.dataset.alarm,
  keyboard: document.activeElement?.dataset.alarm,
}))()`
const at = (alarm: string) => ({ chosen: alarm, shown: alarm, keyboard: alarm })

async function fallInFocus(look: (typeof LOOKS)[number]) {
  const seen = await pages().show({ state: 'undelivered', isTimedByHand: true, ...look })
  await seen.page.clock.runFor(1_500)
  expect(await seen.page.evaluate(WHERE)).toEqual(at(FALL))
  return seen
}

/** The keys come to this button of the detail. */
async function tabTo(page: Page, words: string): Promise<void> {
  const met: unknown[] = []
  for (let tabs = 0; tabs < 60; tabs += 1) {
    const here = await page.evaluate<string | undefined>('document.activeElement?.textContent')
    if (here?.startsWith(words) === true) return
    met.push(here)
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keys do not come to ${words}: ${met.join(' | ')}`)
}

it.each([LOOKS[0], LOOKS[1]])(
  'the focus goes on to what rings, says so, and no key acts on the wrong alarm ($theme, $lang)',
  async (look) => {
    const { page, errors } = await fallInFocus(look)
    const words = wordsIn(look.lang)
    try {
      await page.evaluate(OLA_TAKES)
      await page.keyboard.press('Enter')
      await page.clock.runFor(900)
      expect(await page.evaluate(WHERE)).toEqual(at(FALL))
      await page.clock.runFor(300)
      expect(await page.evaluate(WHERE)).toEqual(at(DOOR))
      const said = page.getByRole('status', { name: words.toast.label })
      const wanted = words.toast.wentOn.replace('{{who}}', 'Olav Berg').replace('{{cause}}', words.cause.door)
      expect(await said.textContent()).toContain(wanted)
      await page.keyboard.press('Enter')
      expect(await page.evaluate(CALLS)).toEqual([BY_OLA])
      await pages().picture(page, { state: 'went-on', ...look })
      expect(await pages().findings(page)).toEqual([])

      await page.clock.runFor(600)
      await page.keyboard.press('Enter')
      expect(await page.evaluate(CALLS)).toEqual([BY_OLA, `acknowledge ${DOOR} kari`])
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  },
)

it('who has the keys on the button that the colleague was faster with goes on from the card', async () => {
  const { page, errors } = await fallInFocus(LOOKS[0])
  try {
    await tabTo(page, wordsIn('nb').step.acknowledge)
    await page.evaluate(OLA_TAKES)
    await page.keyboard.press('Enter')
    await page.clock.runFor(1_200)
    expect(await page.evaluate(WHERE)).toEqual(at(DOOR))
    expect(await page.evaluate(CALLS)).toEqual([BY_OLA])
    expect(errors).toEqual([])
  } finally {
    await pages().leave()
  }
})

it('who has the keys on another button of the detail keeps the alarm, and leaves it by going away', async () => {
  const { page, errors } = await fallInFocus(LOOKS[0])
  try {
    await tabTo(page, wordsIn('nb').step.note)
    await page.evaluate(OLA_TAKES)
    await page.clock.runFor(5_000)
    await page.keyboard.press('Enter')
    const note = page.getByRole('dialog')
    expect(await note.textContent()).toContain('Ingrid Solberg')
    await page.clock.runFor(60_000)
    await page.keyboard.press('Escape')
    await note.waitFor({ state: 'detached' })
    expect(await page.evaluate(WHERE)).toMatchObject({ chosen: FALL, shown: FALL })
    await page.clock.runFor(21_000)
    expect(await page.evaluate(WHERE)).toEqual(at(DOOR))
    expect(await page.evaluate(CALLS)).toEqual([BY_OLA])
    expect(errors).toEqual([])
  } finally {
    await pages().leave()
  }
})

it('the telephone goes on as well, and says so', async () => {
  const { page, errors } = await pages().show({
    state: 'undelivered',
    view: 'phone',
    isTimedByHand: true,
    ...LOOKS[2],
  })
  try {
    await page.clock.runFor(1_500)
    await page.evaluate(OLA_TAKES)
    await page.clock.runFor(1_200)
    expect(await page.locator('.phone-alarm').getAttribute('data-alarm')).toBe(DOOR)
    expect(await page.getByRole('status').allTextContents()).toContainEqual(
      expect.stringContaining('Olav Berg'),
    )
    await pages().picture(page, { state: 'went-on-phone', ...LOOKS[2] })
    expect(errors).toEqual([])
  } finally {
    await pages().leave()
  }
})
