import { openMenu, pressForWindow as press, type ScreenState } from './screen-state.ts'

/** The night room's windows. */
export const NIGHT_STATES: readonly ScreenState[] = [
  {
    name: 'by-hand',
    says: 'an alarm that no device raised',
    isWindow: true,
    from: { state: 'critical' },
    isWordy: true,
    walk: (page) => press(page, 'a'),
  },
  {
    name: 'ask-for-help',
    says: 'a carer asks for help',
    isWindow: true,
    from: { state: 'taken' },
    isWordy: true,
    walk: (page) => press(page, 's'),
  },
  {
    name: 'call-list',
    says: 'whom to call, in order: the resident and theirs, who is on call, the centre',
    isWindow: true,
    from: { state: 'taken' },
    isWordy: true,
    walk: async (page) => {
      await press(page, 'c')
      await page
        .getByRole('dialog')
        .getByRole('link', { name: /Mona Solberg/ })
        .waitFor()
    },
  },
  {
    name: 'search',
    says: 'alarms, residents and devices that fit',
    isWindow: true,
    from: { state: 'mixed' },
    isWordy: true,
    walk: async (page) => {
      await press(page, '/')
      await page.keyboard.type('berg')
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /radar-204-bath/ })
        .waitFor()
    },
  },
  {
    name: 'past-alarm',
    says: 'an alarm that is over, with its whole chain; Escape goes back to what was found',
    from: { state: 'calm' },
    isWordy: true,
    walk: async (page, words) => {
      await press(page, '/')
      await page.keyboard.type('berg')
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Olav Berg/ })
        .click()
      await page.getByRole('dialog').getByText(words.step.reopen).waitFor()
      await page.getByRole('dialog').locator('.timeline').waitFor()
    },
  },
  {
    name: 'shelve',
    says: 'an alarm is set aside',
    isWindow: true,
    from: { state: 'high' },
    isWordy: true,
    walk: async (page, words) => {
      await press(page, 'p')
      await page.getByRole('dialog').getByText(words.night.shelve.until).waitFor()
    },
  },
  {
    name: 'shelved-list',
    says: 'what is set aside, by whom and until when',
    isWindow: true,
    from: { state: 'shelved' },
    isWordy: true,
    walk: (page) => press(page, 'v'),
  },
  {
    name: 'shift-report',
    says: 'the report of a shift, made by itself',
    isWindow: true,
    from: { state: 'mixed', guard: 'kari' },
    isWordy: true,
    walk: async (page, words) => {
      await openMenu(page, words.menu.shift, words)
      await page.getByRole('button', { name: words.shift.start, exact: true }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await openMenu(page, words.menu.shift, words)
      await page.getByRole('button', { name: words.night.shiftReport.title }).click()
      await page.getByRole('article', { name: words.night.shiftReport.title }).waitFor()
    },
  },
  {
    name: 'sound',
    says: 'how this screen sounds by day and by night',
    isWindow: true,
    from: { state: 'calm' },
    isWordy: true,
    walk: async (page, words) => {
      await openMenu(page, words.sound.title, words)
      await page.getByRole('dialog').waitFor()
    },
  },
]
