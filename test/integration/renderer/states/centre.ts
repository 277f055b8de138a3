import type { Page } from 'playwright-core'
import { pressWhenSeen } from '../../../support/when-seen.ts'
import { pressForWindow, type Look, type ScreenState, type Words } from './screen-state.ts'

const from = (state: string, guard?: string): ScreenState['from'] => ({
  document: 'centre-states',
  state,
  ...(guard === undefined ? {} : { guard }),
})

/** The list is there once its first card is. */
async function cards(page: Page): Promise<void> {
  await page.locator('.card').first().waitFor()
}

/** The chosen alarm; where there is room for one thing only, after a press on its card. */
async function detail(page: Page, { width }: Look): Promise<void> {
  await cards(page)
  if (width < 760) await page.locator('.card').first().click()
  await page.locator('.detail .steps').waitFor()
}

async function goTo(page: Page, room: string): Promise<void> {
  await page.getByRole('button', { name: room, exact: true }).click()
}

/** Signing in, the alarms of all stations, the stations, the history. */
export const CENTRE_STATES: readonly ScreenState[] = [
  {
    name: 'centre-sign-in-municipality',
    says: 'which municipality, before anything else is known',
    from: from('sign-in'),
    walk: async (page) => {
      await page.getByRole('button', { name: 'Stjørdal' }).waitFor()
    },
  },
  {
    name: 'centre-sign-in-names',
    says: 'the name tiles of one municipality; a locked name says how long',
    from: from('sign-in-names'),
    walk: async (page) => {
      await page.getByText('1 min 35 s').waitFor()
    },
  },
  {
    name: 'centre-sign-in-pin',
    says: 'the pad, and what a wrong code costs',
    from: from('sign-in-names'),
    walk: async (page, words) => {
      await page.getByRole('button', { name: 'Eva Lund' }).press('Enter')
      await page.getByRole('textbox').waitFor()
      await page.evaluate("window.centre.refuseNext = { call: 'signIn', code: 'wrong-pin', figure: 4 }")
      await page.keyboard.type('111111')
      await page.getByText(words.centre.error['wrong-pin_other'].replace('{{count}}', '4')).waitFor()
    },
  },
  {
    name: 'centre-first-code',
    says: 'a first-use code is changed before anything else',
    from: from('first-code'),
    walk: async (page, words) => {
      await page.getByText(words.centre.signIn.ownTitle).waitFor()
    },
  },
  {
    name: 'centre-signed-out',
    says: 'a session that ran out: nothing is shown or heard, and it says so',
    from: from('mixed'),
    walk: async (page, words) => {
      await cards(page)
      await page.evaluate("window.centre.end('over')")
      await page.getByText(words.centre.ended.over).waitFor()
    },
  },
  {
    name: 'centre-calm',
    says: 'nothing is open, with the proof',
    from: from('calm'),
    walk: async (page, words) => {
      await page.getByText(words.calm.title).waitFor()
    },
  },
  {
    name: 'centre-not-calm',
    says: 'nothing is open, but stations are silent, stopped or late',
    from: from('not-calm'),
    isWordy: true,
    walk: async (page, words) => {
      await page.getByText(words.calm.notTitle).waitFor()
    },
  },
  {
    name: 'centre-nowhere',
    says: 'no station is set up',
    from: from('nowhere'),
    walk: async (page, words) => {
      await page.getByText(words.centre.uncalm.noStations).waitFor()
    },
  },
  {
    name: 'centre-critical',
    says: 'one fall whose answer clock runs',
    from: from('critical'),
    isWordy: true,
    walk: async (page, words, look) => {
      await detail(page, look)
      await page.getByRole('button', { name: words.centre.step.take }).waitFor()
      await page.getByText(words.action.raised, { exact: true }).waitFor()
    },
  },
  {
    name: 'centre-over',
    says: 'one that nobody answered in time',
    from: from('over'),
    walk: cards,
  },
  {
    name: 'centre-mixed',
    says: 'all stations in one list: running clocks, one taken, one late, a silent station',
    from: from('mixed'),
    isWordy: true,
    walk: cards,
  },
  {
    name: 'centre-taken',
    says: 'taken here: what was asked of the station, and what became of it',
    from: from('taken'),
    isWordy: true,
    walk: async (page, words, look) => {
      await detail(page, look)
      await page.getByText(words.centre.command.waits).waitFor()
    },
  },
  {
    name: 'centre-others',
    says: 'taken by a colleague: no key takes it over',
    from: from('others'),
    walk: async (page) => {
      await cards(page)
      await pressWhenSeen(page, 'Enter')
      await page.locator('.toast').waitFor()
    },
  },
  {
    name: 'centre-raced',
    says: 'two take at once: the second reads who was first',
    from: from('critical'),
    walk: async (page, words) => {
      await cards(page)
      await page.evaluate(
        "window.centre.refuseNext = { call: 'take', code: 'already-taken', takenBy: 'Per Holm' }",
      )
      await pressWhenSeen(page, 'Enter')
      await page.getByText(words.centre.error['already-taken'].replace('{{name}}', 'Per Holm')).waitFor()
    },
  },
  {
    name: 'centre-at-station',
    says: 'the shift of the station is on the way',
    from: from('at-station'),
    walk: cards,
  },
  {
    name: 'centre-scaip',
    says: 'a device that reports without a station: the centre resolves it',
    from: from('scaip'),
    walk: async (page, words, look) => {
      await detail(page, look)
      await page.getByRole('button', { name: words.centre.step.resolve }).waitFor()
    },
  },
  windowState('centre-call', 'the number of the building, and what came of the call', 'taken', 'c'),
  windowState('centre-assign', 'to whom at the station', 'taken', 'h'),
  windowState('centre-request', 'what the shift is asked for', 'taken', 'f'),
  windowState('centre-note', 'a note', 'taken', 'n'),
  windowState('centre-resolve', 'how it went', 'scaip', 'r'),
  windowState('centre-keys', 'every key of the page', 'calm', '?'),
  {
    name: 'centre-sound',
    says: 'whether this screen is heard',
    from: from('calm'),
    isWindow: true,
    walk: async (page, words) => {
      await page.getByRole('button', { name: 'Eva Lund' }).click()
      await page.getByRole('menuitem', { name: words.sound.title }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'centre-own-code',
    says: 'another code for whoever sits here',
    from: from('calm'),
    isWindow: true,
    walk: async (page, words) => {
      await page.getByRole('button', { name: 'Eva Lund' }).click()
      await page.getByRole('menuitem', { name: words.signIn.changeOwn }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'centre-flood',
    says: '5,000 open alarms of 350 stations',
    from: from('flood'),
    walk: cards,
  },
  {
    name: 'centre-locked',
    says: 'nobody touched the page: alarms go on, and a step asks for the code',
    from: from('locked'),
    walk: async (page, words) => {
      await cards(page)
      await page.getByText(words.centre.lock.words).waitFor()
      await pressWhenSeen(page, 'Enter')
      await page.getByRole('dialog').waitFor()
    },
    isWindow: true,
  },
  {
    name: 'centre-stations',
    says: 'every station: silent, stopped on purpose, never heard, late and why',
    from: from('mixed'),
    isWordy: true,
    walk: async (page, words) => {
      await cards(page)
      await goTo(page, words.centre.rooms.stations)
      await page.getByRole('heading', { name: 'Granly bofellesskap' }).waitFor()
    },
  },
  {
    name: 'centre-history',
    says: 'what happened, with its search; an alarm stays on top',
    from: from('mixed', 'lead'),
    isWordy: true,
    walk: async (page, words) => {
      await cards(page)
      await goTo(page, words.centre.rooms.history)
      await page.getByRole('button', { name: words.centre.history.more }).waitFor()
    },
  },
  {
    name: 'centre-history-mistake',
    says: 'a moment that cannot be read is told how',
    from: from('calm', 'lead'),
    walk: async (page, words) => {
      await goTo(page, words.centre.rooms.history)
      await page.getByRole('textbox', { name: words.centre.history.from }).fill('i går')
      await page.keyboard.press('Enter')
      await page.getByText(words.centre.history.mistake['bad-time']).waitFor()
    },
  },
  {
    name: 'centre-past-alarm',
    says: 'one alarm of the history with its whole timeline',
    from: from('calm', 'lead'),
    isWordy: true,
    isWindow: true,
    walk: async (page, words) => {
      await goTo(page, words.centre.rooms.history)
      await page.locator('.found-alarm').first().click()
      await page.getByRole('dialog').getByText(words.action.raised, { exact: true }).waitFor()
    },
  },
  {
    name: 'centre-history-not-allowed',
    says: 'an operator is told who reads the history',
    from: from('calm'),
    walk: async (page, words) => {
      await goTo(page, words.centre.rooms.history)
      await page.getByText(words.centre.history.notAllowed).waitFor()
    },
  },
  {
    name: 'centre-documents',
    says: 'what devices said over SCAIP, word for word, with its search; an alarm stays on top',
    from: from('mixed', 'administrator'),
    isWordy: true,
    walk: async (page, words) => {
      await cards(page)
      await goTo(page, words.centre.rooms.documents)
      await page.getByRole('button', { name: words.centre.history.more }).waitFor()
    },
  },
  {
    name: 'centre-documents-mistake',
    says: 'a controller that is no number is told how',
    from: from('calm', 'administrator'),
    walk: async (page, words) => {
      await goTo(page, words.centre.rooms.documents)
      await page.getByRole('textbox', { name: words.centre.documents.cid }).fill('K17')
      await page.keyboard.press('Enter')
      await page.getByText(words.centre.documents.badCid).waitFor()
    },
  },
  {
    name: 'centre-documents-none',
    says: 'no document of that controller',
    from: from('calm', 'administrator'),
    walk: async (page, words) => {
      await goTo(page, words.centre.rooms.documents)
      await page.getByRole('button', { name: words.centre.history.more }).waitFor()
      await page.getByRole('textbox', { name: words.centre.documents.cid }).fill('4711')
      await page.keyboard.press('Enter')
      await page.getByText(words.centre.documents.none).waitFor()
    },
  },
  {
    name: 'centre-lost',
    says: 'the centre does not answer: over everything, with what was open and whom to call',
    from: from('lost'),
    isWordy: true,
  },
]

function windowState(name: string, says: string, state: string, key: string): ScreenState {
  return {
    name,
    says,
    from: from(state),
    isWindow: true,
    walk: async (page: Page, words: Words) => {
      await page.getByRole('button', { name: words.centre.rooms.alarms }).waitFor()
      if (state !== 'calm') await cards(page)
      await pressForWindow(page, key)
    },
  }
}
