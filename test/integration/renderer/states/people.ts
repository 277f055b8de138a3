import { openMenu, type ScreenState } from './screen-state.ts'

/** Signing in, shifts, and the people's room. */
export const PEOPLE_STATES: readonly ScreenState[] = [
  {
    name: 'signed-out',
    says: 'the board before sign-in: where and what, and no name',
    from: { state: 'critical', guard: 'nobody' },
    walk: async (page, words) => {
      await page.getByRole('button', { name: words.who.signIn }).waitFor()
      const text = await page.evaluate<string>('document.body.textContent')
      if (text.includes('Ingrid Solberg')) throw new Error('a name is shown before sign-in')
      await page.getByText(words.card.veiled).first().waitFor()
    },
  },
  {
    name: 'sign-in-pin',
    says: 'the pad, and what a wrong code costs',
    from: { state: 'calm', guard: 'nobody' },
    isWordy: true,
    walk: async (page, words) => {
      await page.keyboard.press('u')
      await page.getByRole('button', { name: /Kari/ }).press('Enter')
      await page.getByRole('dialog').getByRole('textbox', { name: words.signIn.step.code }).waitFor()
      await page.keyboard.type('111111')
      await page.getByText(words.error['wrong-pin_other'].replace('{{count}}', '4')).waitFor()
    },
  },
  {
    name: 'sign-in-locked',
    says: 'a locked name counts down and takes no digit',
    from: { state: 'calm', guard: 'nobody' },
    walk: async (page) => {
      await page.evaluate("window.station.people.refuseNext = { code: 'locked-out', figure: 95 }")
      await page.keyboard.press('u')
      await page.getByRole('button', { name: /Kari/ }).press('Enter')
      await page.getByRole('dialog').getByRole('textbox').waitFor()
      await page.keyboard.type('482915')
      await page.getByText(/1 min \d+ s/).waitFor()
      if (await page.getByRole('button', { name: '7', exact: true }).isEnabled())
        throw new Error('a locked name takes digits')
    },
  },
  {
    name: 'sign-in-tiles',
    says: 'the name tiles; somebody without a code is told what to do',
    from: { state: 'calm', guard: 'nobody' },
    walk: async (page, words) => {
      await page.keyboard.press('u')
      await page.getByRole('button', { name: /Tuva/ }).press('Enter')
      await page.getByText(words.error['no-code']).waitFor()
    },
  },
  {
    name: 'lock',
    says: 'a screen that was locked: alarms are shown and heard',
    from: { state: 'critical', guard: 'nobody' },
    walk: async (page, words) => {
      await page.evaluate("window.station.people.tell({ ended: 'idle' })")
      await page.getByText(words.signIn.locked).waitFor()
    },
  },
  {
    name: 'shift-start',
    says: 'the begin of a shift: who is on, what the last one left, the sound, what is open',
    from: { state: 'mixed', guard: 'kari' },
    isWordy: true,
    walk: async (page, words) => {
      await page.evaluate(`window.station.people.shiftsAre({ onDuty: [], before: [{
        shiftId: 'shift-ola', personId: 'ola', name: 'Ola Hansen', soundCheck: 'heard',
        startedAt: Date.now() - 28_800_000, endedAt: Date.now() - 300_000, remarks: 'Vask på badet i 204 er tett.' }] })`)
      await openMenu(page, words.menu.shift, words)
      await page.getByRole('button', { name: words.shift.play }).click()
      await page.getByRole('button', { name: words.shift.heard, exact: true }).click()
      await page.getByText(words.shift.soundOk).waitFor()
      await page.getByText('Vask på badet i 204 er tett.').waitFor()
    },
  },
  {
    name: 'people-room',
    says: 'the administrator’s room for people',
    from: { state: 'critical', guard: 'anne' },
    isWordy: true,
    walk: async (page, words) => {
      await openMenu(page, words.menu.people, words)
      await page.getByRole('article', { name: 'Ola Hansen' }).waitFor()
    },
  },
  {
    name: 'house-room',
    says: 'the station itself: the ladder, who is on call, the way to the centre',
    from: { state: 'critical', guard: 'anne' },
    isWordy: true,
    walk: async (page, words) => {
      await openMenu(page, words.menu.house, words)
      await page.getByRole('region', { name: words.house.onCall }).waitFor()
    },
  },
  {
    name: 'house-paths',
    says: 'the ways to the centre, and what a heartbeat that is too rare means',
    from: { state: 'calm', guard: 'anne' },
    isWordy: true,
    walk: async (page, words) => {
      await openMenu(page, words.menu.house, words)
      const heartbeat = page.getByRole('textbox', { name: words.house.heartbeat })
      await heartbeat.fill('120')
      await page.getByText(words.house.heartbeatRare).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'first-administrator',
    says: 'the first start: nobody is here yet, and there is no default code',
    from: { state: 'nobody-yet', person: 'nobody' },
    isWordy: true,
    isWindow: true,
    walk: async (page, words) => {
      const window = page.getByRole('dialog')
      await window.getByRole('button', { name: words.signIn.makeAdministrator }).press('Enter')
      await window.getByRole('textbox', { name: words.people.name }).fill('Anne Lie')
      await window.getByRole('button', { name: words.signIn.chooseCode }).press('Enter')
      await window.getByRole('textbox').waitFor()
    },
  },
  {
    name: 'sign-out',
    says: 'whoever is signed in: the change of user, their own code, the lock',
    from: { state: 'mixed', guard: 'kari' },
    isWindow: true,
    walk: async (page, words) => {
      await page.keyboard.press('u')
      await page.getByRole('dialog').getByRole('button', { name: words.signIn.lock }).waitFor()
    },
  },
  {
    name: 'lock-soon',
    says: 'nobody has touched the screen for long: it says when it locks',
    from: { state: 'mixed', guard: 'kari' },
    walk: async (page, words) => {
      await page.evaluate('window.station.people.tell({ lockAfterMinutes: 0.45 })')
      await page.getByText(words.signIn.locksSoon).waitFor()
    },
  },
  {
    name: 'person-form',
    says: 'a person is changed: name, number, role and what it may',
    from: { state: 'calm', guard: 'anne' },
    isWordy: true,
    isWindow: true,
    walk: async (page, words) => {
      await openMenu(page, words.menu.people, words)
      const ola = page.getByRole('article', { name: 'Ola Hansen' })
      await ola.getByRole('button', { name: words.people.change, exact: true }).press('Enter')
      await page.getByRole('dialog').getByText(words.people.may.caregiver).waitFor()
    },
  },
  {
    name: 'person-leaves',
    says: 'somebody leaves the service',
    from: { state: 'calm', guard: 'anne' },
    isWindow: true,
    walk: async (page, words) => {
      await openMenu(page, words.menu.people, words)
      const ola = page.getByRole('article', { name: 'Ola Hansen' })
      await ola.getByRole('button', { name: words.people.leave, exact: true }).press('Enter')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'people-code',
    says: 'a new colleague’s code, shown once',
    from: { state: 'calm', guard: 'anne' },
    walk: async (page, words) => {
      await openMenu(page, words.menu.people, words)
      await page.getByRole('button', { name: words.people.add }).click()
      await page.getByRole('textbox', { name: words.people.name }).fill('Per Holm')
      await page.getByRole('button', { name: words.people.addAndCode }).press('Enter')
      await page.getByText('204 867').waitFor()
    },
  },
]
