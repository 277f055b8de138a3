import type { Locator, Page } from 'playwright-core'
import { whenSeen } from '../../../support/when-seen.ts'
import { isGivenAlarm, seeItGoOn } from './board.ts'
import { toldOfFlood, type Look, type ScreenState, type Words } from './screen-state.ts'

/** A responder's telephone, in both themes and both languages. */
export const PHONE_LOOKS: readonly Look[] = [
  { theme: 'dark', lang: 'nb', width: 360, height: 740 },
  { theme: 'light', lang: 'en', width: 360, height: 740 },
  { theme: 'light', lang: 'nb', width: 360, height: 740 },
  { theme: 'dark', lang: 'en', width: 360, height: 740 },
]

const phone = (
  name: string,
  says: string,
  state: string,
  walk: (page: Page, words: Words) => Promise<void>,
  more: Partial<ScreenState> = {},
): ScreenState => ({
  name: `phone-${name}`,
  says,
  isWordy: true,
  from: { state, view: 'phone', guard: 'kari' },
  walk: async (page, words) => {
    await walk(page, words)
    const small = await page.evaluate<string[]>(SMALL)
    if (small.length > 0) throw new Error(`too small for a thumb: ${small.join(', ')}`)
  },
  ...more,
})

/** Everything to press is 64 px for a thumb in the dark. */
const SMALL = `[...document.querySelectorAll('button, summary, a[href]')]
  .filter((it) => it.checkVisibility() && !it.closest('.hidden, [style*=clip]'))
  .map((it) => ({ name: it.textContent, box: it.getBoundingClientRect() }))
  .filter(({ box }) => box.height < 64 || box.width < 64)
  .map(({ name, box }) => name + ' ' + Math.round(box.width) + ' x ' + Math.round(box.height))`

const press = async (page: Page, name: string) => {
  const button = page.getByRole('button', { name, exact: true })
  await button.waitFor()
  await whenSeen(page, () => button.click())
  await page.getByRole('dialog').waitFor()
}

async function boxOf(part: Locator): Promise<{ readonly top: number; readonly bottom: number }> {
  const box = await part.boundingBox()
  if (box === null) throw new Error('it is not drawn')
  return { top: box.y, bottom: box.y + box.height }
}

export const PHONE_STATES: readonly ScreenState[] = [
  phone(
    'alarm',
    'one fall first, with what to know at the door, then the others',
    'mixed',
    async (page, words) => {
      await page.getByRole('button', { name: words.step.acknowledge, exact: true }).waitFor()
      await page.getByRole('link', { name: /\d{3}/ }).first().waitFor()
    },
  ),
  phone(
    'many',
    'many alarms at once: said in sight, and the fall first with its step',
    'many',
    async (page, words) => {
      await toldOfFlood(page, words)
      const told = await boxOf(page.locator('.flood-banner'))
      const step = await boxOf(page.getByRole('button', { name: words.step.acknowledge, exact: true }))
      const height = page.viewportSize()?.height ?? 0
      if (told.top < step.bottom || told.bottom > height)
        throw new Error('the banner covers the step, or is out of sight')
      await page.locator('.phone-alarm .detail-head[data-priority=critical]').waitFor()
    },
  ),
  phone('codes', 'the codes of the door, shown', 'mixed', async (page, words) => {
    await page.getByRole('button', { name: words.residents.showKeys }).click()
    await page.locator('.keys-line[data-shown=true]').waitFor()
    await page.evaluate("document.querySelector('.keys-line')?.scrollIntoView({ block: 'center' })")
  }),
  phone('later-cause', 'water under a fall that one is on the way to', 'later-cause', (page, words) =>
    page.getByRole('button', { name: words.step.acknowledge, exact: true }).waitFor(),
  ),
  phone('went-on', 'a colleague was faster: the page goes on, and says so', 'undelivered', seeItGoOn),
  phone('calm', 'nothing is open', 'calm', (page) => page.locator('.calm').waitFor()),
  phone('outcome', 'how it went', 'taken', (page, words) => press(page, words.step.resolve), {
    isWindow: true,
  }),
  phone('help', 'a carer needs help', 'taken', (page, words) => press(page, words.night.buttons.help), {
    isWindow: true,
  }),
  phone(
    'help-locked',
    'a carer needs help, and nobody is signed in',
    'critical',
    async (page, words) => {
      await press(page, words.night.buttons.help)
      await page.getByText(words.night.help.locked).waitFor()
    },
    { isWindow: true, from: { state: 'critical', view: 'phone', guard: 'nobody' } },
  ),
  phone(
    'sign-in',
    'who stands here, before names are shown',
    'critical',
    (page, words) => press(page, words.who.signIn),
    { isWindow: true, from: { state: 'critical', view: 'phone', guard: 'nobody' } },
  ),
  phone('given', 'a colleague gave whoever has this telephone an alarm', 'taken', isGivenAlarm, {
    from: { state: 'taken', view: 'phone', guard: 'ola' },
  }),
  phone('lost', 'the station is gone', 'lost', () => Promise.resolve()),
  phone('other-version', 'the station speaks another version', 'other-version', (page, words) =>
    page.getByRole('button', { name: words.otherVersion.reloadNow }).waitFor(),
  ),
  phone(
    'calls',
    'whom a responder on the way can call: theirs, the colleagues and the centre',
    'on-the-way',
    async (page, words) => {
      await press(page, words.step.call)
      for (const list of [words.night.calls.family, words.night.calls.colleagues, words.night.calls.centre]) {
        const href = await page
          .getByRole('region', { name: list })
          .getByRole('link')
          .first()
          .getAttribute('href')
        if (!/^(tel|sip):/.test(href ?? '')) throw new Error(`nobody can be called under ${list}`)
      }
    },
    { isWindow: true },
  ),
]
