import type { Page } from 'playwright-core'
import { pressForWindow, toldOfFlood, type ScreenState, type Words } from './screen-state.ts'

const board = (name: string, says: string, state: string, more: Partial<ScreenState> = {}): ScreenState => ({
  name,
  says,
  from: { state },
  ...more,
})

async function pauseSound(page: Page, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.status.soundOn }).click()
  await page.getByRole('button', { name: words.status.mute }).click()
  await page.getByRole('button', { name: words.status.muted.replace('{{age}}', '') }).waitFor()
}

async function unfoldWhy(page: Page, words: Words): Promise<void> {
  const why = page.locator('.why-fold summary')
  // On a narrow board the alarm opens by a press.
  if (!(await why.isVisible())) await page.locator('.card').click()
  await why.click()
  await page.getByRole('heading', { name: words.why.rule, exact: true }).waitFor()
  await page.evaluate("document.querySelector('.why-fold summary')?.scrollIntoView()")
}

async function showCodes(page: Page, words: Words): Promise<void> {
  const show = page.getByRole('button', { name: words.residents.showKeys })
  if (!(await page.locator('.detail').isVisible())) await page.locator('.card').click()
  await show.click()
  await page.locator('.keys-line[data-shown=true]').waitFor()
  await page.evaluate("document.querySelector('.keys-line')?.scrollIntoView({ block: 'center' })")
}

/** Ola takes the fall that has the focus. */
export async function seeItGoOn(page: Page, words: Words): Promise<void> {
  await page.locator('[data-alarm=a-4]').first().waitFor({ state: 'attached' })
  await page.evaluate(
    "window.station.take({ step: 'acknowledge', input: { alarmId: 'a-1', by: 'ola', seenRevision: 1 } })",
  )
  const said = words.toast.wentOn.replace('{{who}}', 'Olav Berg').replace('{{cause}}', words.cause.door)
  await page.locator('.toast', { hasText: said }).waitFor()
}

/** The board itself. */
export const BOARD_STATES: readonly ScreenState[] = [
  board('calm', 'nothing is open, and the proof of it', 'calm', { isWordy: true }),
  board('not-calm', 'nothing is open, but that all is calm cannot be said', 'not-calm', { isWordy: true }),
  board('critical', 'the first alarm: a fall that nobody has answered', 'critical', { isWordy: true }),
  board('taken', 'a fall that somebody has taken', 'taken', { isWordy: true }),
  board('several', 'a fall, one who is out of bed, a device that is silent', 'mixed', { isWordy: true }),
  board('equipment', 'what supervision raises', 'equipment', { isWordy: true }),
  board('escalated', 'one counts down, one has called everybody, one was taken and left lying', 'escalated', {
    isWordy: true,
  }),
  board('undelivered', 'the centre has not confirmed a fall, and more is wrong', 'undelivered', {
    isWordy: true,
  }),
  board('training', 'the training home', 'training'),
  board('lost', 'the station is gone', 'lost', { isWordy: true }),
  board('key-refused', 'the station was started anew, and this screen has its old key', 'key-refused', {
    walk: (page, words) => page.getByRole('alertdialog', { name: words.lost.keyTitle }).waitFor(),
    isWordy: true,
  }),
  board('welcome', 'the first start', 'welcome'),
  board('failed', 'the station does not start', 'failed'),
  board('no-key', 'the page without its key', 'no-key'),
  board('high', 'the first alarm is high: a bed left for too long', 'high', { isWordy: true }),
  board('medium', 'the first alarm is medium: a device is silent', 'medium', { isWordy: true }),
  board('on-the-way', 'somebody is on the way', 'on-the-way', { isWordy: true }),
  board('help-needed', 'a colleague needs help', 'help'),
  board('help-from-locked', 'somebody needs help at a screen where nobody is signed in', 'help-locked', {
    isWordy: true,
  }),
  board('many', 'many alarms at once: what most of them are about, and the fall first', 'many', {
    isWordy: true,
    walk: async (page, words) => {
      await toldOfFlood(page, words)
      if ((await page.locator('.card').first().getAttribute('data-priority')) !== 'critical')
        throw new Error('the fall does not stand first')
    },
  }),
  board('incident', 'two causes of one resident within minutes: one card', 'incident', { isWordy: true }),
  board('later-cause', 'water under a fall that somebody is on the way to', 'later-cause', { isWordy: true }),
  board('codes', 'the codes of the door, shown to a responder', 'taken', { walk: showCodes, isWordy: true }),
  board('went-on', 'a colleague was faster: the focus goes on to what rings, and says so', 'undelivered', {
    walk: seeItGoOn,
    isWordy: true,
  }),
  board('away', 'an alarm from the home of somebody who is away', 'away', { isWordy: true }),
  board('chattering', 'a source that comes and goes too often to ring each time', 'chattering', {
    isWordy: true,
  }),
  board('low', 'the first alarm is low: a battery', 'low', { isWordy: true }),
  board('asked-by-centre', 'the centre asks the shift for something', 'asked', { isWordy: true }),
  board('set-aside', 'two alarms are set aside, one step away', 'shelved', { isWordy: true }),
  board('stuck', 'one source that reports again and again', 'stuck', { isWordy: true }),
  board('planned-stop', 'the station was stopped on purpose', 'planned', { isWordy: true }),
  board('no-centre', 'nothing is open, and no path to a centre is set up', 'no-centre', { isWordy: true }),
  board('sound-blocked', 'the sound waits for a press before it may be heard', 'critical', {
    walk: (page, words) => page.getByRole('button', { name: words.status.soundOn }).waitFor(),
  }),
  board('sound-paused', 'the sound is paused, and says when it is back', 'critical', {
    walk: pauseSound,
    isWordy: true,
  }),
  board('sound-missing', 'this machine has no sound at all', 'sound-missing', {
    walk: (page, words) => page.getByText(words.status.soundMissing).waitFor(),
    isWordy: true,
  }),
  board('why', 'why an alarm rang, unfolded down to the frames', 'taken', {
    walk: unfoldWhy,
    isWordy: true,
  }),
  board('five-thousand', 'five thousand alarms are open', 'flood', {
    walk: async (page, words, { lang }) => {
      const many = lang === 'nb' ? '5\u00a0000' : '5,000'
      await page.getByText(words.status.open_other.replace('{{count}}', many)).first().waitFor()
    },
    isWordy: true,
  }),
]

const key = (name: string, says: string, pressed: string, more: Partial<ScreenState> = {}): ScreenState => ({
  name,
  says,
  from: { state: 'critical', person: 'kari' },
  isWindow: true,
  walk: async (page) => {
    await page.locator('.timeline').waitFor({ state: 'attached' })
    await pressForWindow(page, pressed)
  },
  ...more,
})

/** Closes the first alarm as a false one, up to the question what set it off. */
export async function askWhatSetItOff(page: Page, words: Words): Promise<void> {
  await pressForWindow(page, 'r')
  await page.getByText(words.outcome['false-alarm']).click()
  for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
  await page.getByText(words.resolve.falseQuestion).waitFor()
}

/** Kari gives what she has to Ola, who stands here. */
export async function isGivenAlarm(page: Page, words: Words): Promise<void> {
  await page.locator('[data-alarm]').first().waitFor()
  await page.evaluate(
    "window.station.give(document.querySelector('[data-alarm]').dataset.alarm, 'kari', 'ola')",
  )
  await page.getByRole('alert', { name: words.given.label }).getByText(words.given.show).waitFor()
}

/** Ola ends what Kari has, who stands here. */
async function endsUnderHer(page: Page, words: Words): Promise<void> {
  await page.locator('[data-alarm]').first().waitFor()
  await page.evaluate(`{
    const card = window.station.card(document.querySelector('[data-alarm]').dataset.alarm)
    const by = { id: 'ola', name: 'Ola Hansen', hasLeft: false }
    const ended = { state: 'resolved', outcome: 'helped-unhurt', closing: { by, reason: 'closed' } }
    window.station.change([{ ...card, ...ended, revision: card.revision + 1 }])
  }`)
  await page.getByRole('alert', { name: words.ended.label }).getByText('Ola Hansen').waitFor()
}

/** Windows over the board that a key opens. */
export const BOARD_WINDOWS: readonly ScreenState[] = [
  key('resolve', 'how it went', 'r', { isWordy: true }),
  {
    name: 'false-causes',
    says: 'what set off a false alarm',
    from: { state: 'critical', person: 'kari' },
    walk: askWhatSetItOff,
    isWordy: true,
  },
  key('note', 'a note in the timeline', 'n', { isWordy: true }),
  key('hand-over', 'to whom an alarm is handed over', 'h', {
    from: { state: 'taken', person: 'kari' },
    isWordy: true,
  }),
  key('keys', 'every key', '?', { isWordy: true }),
  {
    name: 'tell-receiver',
    says: 'an alarm was given to somebody who has no screen open: call',
    from: { state: 'taken', person: 'kari' },
    isWordy: true,
    isWindow: true,
    walk: async (page, words) => {
      await page.locator('.timeline').waitFor({ state: 'attached' })
      await pressForWindow(page, 'h')
      const tuva = page.getByRole('dialog').getByRole('button', { name: /Tuva Teknes/ })
      await tuva.press('Enter')
      await page.getByText(words.handOver.noScreen.replace('{{name}}', 'Tuva Teknes')).waitFor()
      await page.getByRole('dialog').getByRole('link').waitFor()
    },
  },
  {
    name: 'given',
    says: 'a colleague gave whoever stands here an alarm',
    from: { state: 'taken', person: 'ola' },
    isWordy: true,
    walk: isGivenAlarm,
  },
  {
    name: 'ended',
    says: 'a colleague ended what whoever stands here had',
    from: { state: 'taken', person: 'kari' },
    isWordy: true,
    walk: endsUnderHer,
  },
  key('diagnostics', 'what a technician asks about on the phone', 'd'),
  key('who', 'who stands here', 'Enter', {
    from: { state: 'critical', person: 'nobody' },
    isWordy: true,
  }),
]
