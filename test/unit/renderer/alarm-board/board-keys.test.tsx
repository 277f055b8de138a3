/** What keys do on the board, as a caregiver uses it: a real board on a station in memory, with a clock by hand. */
import i18next from 'i18next'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { AlarmBoard } from '../../../../renderer/alarm-board/alarm-board.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { calmProof, fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

let station: FakeStationClient

beforeAll(() => {
  setUpLanguages('nb')
  // jsdom has neither.
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T02:40:18Z') })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

async function openBoard(alarms: readonly AlarmCard[], personId: string | null = 'kari') {
  station = new FakeStationClient(sampleBoard(Date.now(), alarms))
  const settings = { personId, language: 'nb', theme: 'dark' } as const
  const onSettings = vi.fn()
  render(<AlarmBoard client={station} settings={settings} onSettings={onSettings} shell={null} />)
  await wait(0)
  return onSettings
}

/** Lets time pass while the station ticks as it should. */
async function wait(milliseconds: number) {
  await act(() => vi.advanceTimersByTimeAsync(0))
  for (let passed = 0; passed < milliseconds; passed += 100) {
    act(() => {
      station.tick()
    })
    await act(() => vi.advanceTimersByTimeAsync(Math.min(100, milliseconds - passed)))
  }
}

function press(key: string, init: KeyboardEventInit = {}) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init })
}
const taken = () => station.calls.map((call) => `${call.step} ${call.input.alarmId}`)

it('Enter acknowledges the alarm that has been visible for 500 ms, and not before', async () => {
  await openBoard([fallCard()])
  await wait(400)
  press('Enter')
  expect(taken()).toEqual([])
  expect(screen.getByText(/Alarmen kom nettopp/)).toBeDefined()
  await wait(100)
  press('Enter')
  expect(station.calls).toEqual([
    { step: 'acknowledge', input: { alarmId: 'a-1', by: 'kari', seenRevision: 1 } },
  ])
})

it('a key held down does nothing, however long', async () => {
  await openBoard([fallCard()])
  await wait(600)
  for (let n = 0; n < 20; n += 1) press('Enter', { repeat: true })
  press(' ', { repeat: true })
  expect(taken()).toEqual([])
})

it('Enter and Space take the right steps one after the other, ending in the question how it went', async () => {
  await openBoard([fallCard()])
  for (const key of ['Enter', ' ', 'Enter', 'Enter']) {
    await wait(600)
    press(key)
  }
  await wait(0)
  expect(taken()).toEqual(['acknowledge a-1', 'on-the-way a-1', 'on-site a-1'])
  expect(screen.getByRole('dialog').textContent).toContain('Ingrid Solberg')
  expect(screen.getAllByRole('radio').map((it) => it.closest('label')?.textContent)).not.toContain('Ordnet')

  fireEvent.click(screen.getByRole('radio', { name: 'Hjulpet opp, uskadd' }))
  fireEvent.submit(screen.getByRole('dialog').querySelector('form') ?? document.body)
  await wait(0)
  expect(station.calls.at(-1)).toMatchObject({
    step: 'resolve',
    input: { outcome: { kind: 'helped-unhurt', words: null } },
  })
  expect(screen.getByText('Alt er rolig')).toBeDefined()
})

async function askCauseOfFalseAlarm() {
  await openBoard([
    fallCard({
      state: 'on-site',
      ringing: false,
      owner: { id: 'kari', name: 'Kari Nordmann', hasLeft: false },
    }),
  ])
  await wait(600)
  press('Enter')
  await wait(0)
  fireEvent.click(screen.getByRole('radio', { name: 'Falsk alarm' }))
  fireEvent.submit(screen.getByRole('dialog').querySelector('form') ?? document.body)
  await wait(100)
}

it('a false alarm asks for its cause, and one digit closes it', async () => {
  await askCauseOfFalseAlarm()
  expect(taken()).toEqual([])
  press('8')
  press('3', { repeat: true })
  expect(taken()).toEqual([])
  press('7')
  await wait(0)
  expect(station.calls).toEqual([
    {
      step: 'resolve',
      input: {
        alarmId: 'a-1',
        by: 'kari',
        seenRevision: 1,
        outcome: { kind: 'false-alarm', falseCause: 'unknown', words: null },
      },
    },
  ])
  expect(screen.getByText('Alt er rolig')).toBeDefined()
})

it('the key that asked for the cause, struck twice, answers nothing; later a press does', async () => {
  await askCauseOfFalseAlarm()
  const first = screen.getByRole('button', { name: 'Satte seg eller la seg' })
  expect(document.activeElement).toBe(first)
  fireEvent.click(first)
  expect(taken()).toEqual([])
  await wait(600)
  fireEvent.click(first)
  await wait(0)
  expect(station.calls.at(-1)).toMatchObject({ input: { outcome: { falseCause: 'sat-or-lay-down' } } })
})

it('from the causes one can go back and choose another outcome', async () => {
  await askCauseOfFalseAlarm()
  fireEvent.click(screen.getByRole('button', { name: 'Tilbake' }))
  await wait(100)
  const chosen = screen.getByRole<HTMLInputElement>('radio', { name: 'Falsk alarm' })
  expect([chosen.checked, document.activeElement === chosen]).toEqual([true, true])
  expect(taken()).toEqual([])
})

it('what was said before the language was changed is said in the new one', async () => {
  await openBoard([fallCard()])
  await wait(600)
  press('r')
  await wait(0)
  fireEvent.click(screen.getByRole('radio', { name: 'Prøvealarm' }))
  fireEvent.submit(screen.getByRole('dialog').querySelector('form') ?? document.body)
  await wait(0)
  expect(screen.getByText('Avsluttet: Ingrid Solberg')).toBeDefined()
  await act(() => i18next.changeLanguage('en'))
  try {
    expect(screen.getByText('Closed: Ingrid Solberg')).toBeDefined()
    expect(screen.getByRole('button', { name: 'Undo' })).toBeDefined()
  } finally {
    await act(() => i18next.changeLanguage('nb'))
  }
})

it('the head says with a tick that the centre answers, and in words to who does not see it', async () => {
  await openBoard([])
  expect(screen.getByText('Responssenter ✓ 4 s').getAttribute('aria-hidden')).toBe('true')
  expect(screen.getByText('Responssenter: kontakt for 4 s siden')).toBeDefined()
  const proof = calmProof(Date.now())
  act(() => {
    station.change([], { ...proof, centre: { ...proof.centre, link: 'lost' } })
  })
  await wait(100)
  const head = document.querySelector('.status-chain')?.textContent
  expect(head).toContain('Responssenter: mistet kontakt')
  expect(head).not.toContain('✓')
})

it('a refused take says who was faster and what to do', async () => {
  await openBoard([fallCard()])
  await wait(600)
  station.refuseNext = { code: 'already-taken', ownerId: 'ola' }
  press('Enter')
  await wait(0)
  expect(screen.getByText(/Ola Hansen tok alarmen før deg/)).toBeDefined()
})

it('what a colleague has is not taken over by a key', async () => {
  const ola = { id: 'ola', name: 'Ola Hansen', hasLeft: false }
  await openBoard([fallCard({ state: 'acknowledged', ringing: false, owner: ola })])
  await wait(600)
  press('Enter')
  expect(taken()).toEqual([])
  expect(screen.getByText(/Ola Hansen har alarmen. Bruk knappene/)).toBeDefined()
})

it('who has an alarm is never shown by id: a name, also of one who left, or the centre', async () => {
  const owned = (owner: AlarmCard['owner']) => fallCard({ state: 'acknowledged', ringing: false, owner })
  await openBoard([owned({ id: 'p-7', name: 'Per Dahl', hasLeft: true })])
  expect(screen.getAllByText('Per Dahl (ikke lenger i tjeneste) har kvittert')).not.toEqual([])
  act(() => {
    station.change([owned({ id: 'op-31', name: null, hasLeft: false })])
  })
  await wait(100)
  expect(screen.getAllByText('Responssenteret har kvittert')).not.toEqual([])
  expect(document.body.textContent).not.toMatch(/p-7|op-31/)
})

it('a new fall takes the focus only after 1 s without keys', async () => {
  await openBoard([fallCard({ alarmId: 'door', cause: 'door', priority: 'high' })])
  await wait(600)
  press('ArrowDown')
  act(() => {
    station.change([fallCard()])
  })
  await wait(900)
  expect(focusedAlarm()).toBe('door')
  await wait(300)
  expect(focusedAlarm()).toBe('a-1')
})

const OLA = { id: 'ola', name: 'Ola Hansen', hasLeft: false }
const byOla = fallCard({ state: 'acknowledged', ringing: false, owner: OLA, revision: 2 })

/** A fall that has the focus, and a door that rings as well. */
async function openFallAndDoor() {
  await openBoard([
    fallCard(),
    fallCard({ alarmId: 'door', cause: 'door', priority: 'high', incidentId: 'door' }),
  ])
  await wait(1_500)
  expect(focusedAlarm()).toBe('a-1')
}

it('taken by a colleague while another rings: a key too soon acts on nothing, then Enter is for what rings', async () => {
  await openFallAndDoor()
  act(() => {
    station.change([byOla])
  })
  await wait(300)
  press('Enter')
  expect(screen.getByText(/Alarmen kom nettopp/)).toBeDefined()
  await wait(900)
  expect([focusedAlarm(), taken()]).toEqual(['a-1', []])
  await wait(300)
  expect(focusedAlarm()).toBe('door')
  expect(screen.getByRole('region', { name: 'Valgt alarm' }).getAttribute('data-alarm')).toBe('door')
  const words = 'Gikk videre til Ingrid Solberg: Dør åpnet.'
  expect(screen.getByRole('status', { name: 'Meldinger' }).textContent).toContain(words)
  // A screen reader reads what gets the keyboard.
  expect(document.activeElement?.getAttribute('data-alarm')).toBe('door')
  expect(document.activeElement?.textContent).toContain('Ingen har svart')
  await wait(500)
  press('Enter')
  expect(taken()).toEqual(['acknowledge door'])
})

it('one’s own alarm keeps the focus while another rings', async () => {
  await openFallAndDoor()
  press('Enter')
  await wait(3_000)
  expect([taken(), focusedAlarm()]).toEqual([['acknowledge a-1'], 'a-1'])
})

it('what is read keeps the focus when a colleague takes it, until it is scrolled back', async () => {
  await openFallAndDoor()
  const detail = screen.getByRole('region', { name: 'Valgt alarm' })
  fireEvent.scroll(detail, { target: { scrollTop: 200 } })
  act(() => {
    station.change([byOla])
  })
  await wait(3_000)
  expect(focusedAlarm()).toBe('a-1')
  fireEvent.scroll(detail, { target: { scrollTop: 0 } })
  await wait(900)
  expect(focusedAlarm()).toBe('a-1')
  await wait(300)
  expect(focusedAlarm()).toBe('door')
})

it('another alarm is shown from its top, however far down one was in the one before', async () => {
  await openFallAndDoor()
  const detail = screen.getByRole('region', { name: 'Valgt alarm' })
  fireEvent.scroll(detail, { target: { scrollTop: 200 } })
  press('ArrowDown')
  await wait(0)
  expect([detail.getAttribute('data-alarm'), detail.scrollTop]).toEqual(['door', 0])
})

it.each(['a menu', 'a text field'])('%s that has the keyboard keeps the focus where it is', async (what) => {
  await openFallAndDoor()
  const field = document.createElement(what === 'a menu' ? 'div' : 'input')
  if (what === 'a menu') field.setAttribute('role', 'menu')
  field.tabIndex = 0
  document.body.append(field)
  try {
    field.focus()
    act(() => {
      station.change([byOla])
    })
    await wait(3_000)
    expect([focusedAlarm(), document.activeElement]).toEqual(['a-1', field])
  } finally {
    field.remove()
  }
})

it('a press that is held when a colleague is faster keeps the alarm that it was meant for', async () => {
  await openFallAndDoor()
  const pressed = screen.getByRole('heading', { level: 2 })
  fireEvent(pressed, new PointerEvent('pointerdown', { bubbles: true, buttons: 1 }))
  act(() => {
    station.change([byOla])
  })
  await wait(3_000)
  expect(focusedAlarm()).toBe('a-1')
  fireEvent(pressed, new PointerEvent('pointerup', { bubbles: true, buttons: 0 }))
  await wait(900)
  expect(focusedAlarm()).toBe('a-1')
  await wait(300)
  expect(focusedAlarm()).toBe('door')
})

it('an open window keeps the focus where it is, until it is closed', async () => {
  await openFallAndDoor()
  press('n')
  act(() => {
    station.change([byOla])
  })
  await wait(3_000)
  expect(focusedAlarm()).toBe('a-1')
  press('Escape')
  await wait(1_200)
  expect(focusedAlarm()).toBe('door')
})

it('asks who stands here when nobody has said so, and then takes the step', async () => {
  const onSettings = await openBoard([fallCard()], null)
  await wait(600)
  press('Enter')
  expect(taken()).toEqual([])
  const tile = screen.getByRole('button', { name: /Ola Hansen/ })
  await wait(600)
  fireEvent.click(tile)
  await wait(0)
  expect(onSettings).toHaveBeenCalledWith(expect.objectContaining({ personId: 'ola' }))
  expect(station.calls).toEqual([
    { step: 'acknowledge', input: { alarmId: 'a-1', by: 'ola', seenRevision: 1 } },
  ])
})

it('a key struck twice does not answer in the name of whoever stands first', async () => {
  await openBoard([fallCard()], null)
  await wait(600)
  press('Enter')
  fireEvent.click(screen.getByRole('button', { name: /Ola Hansen/ }))
  await wait(0)
  expect(taken()).toEqual([])
  expect(screen.getByRole('button', { name: /Ola Hansen/ })).toBeDefined()
})

it('letters write a note and do nothing else while one writes', async () => {
  await openBoard([fallCard()])
  await wait(600)
  press('n')
  const field = screen.getByRole('textbox')
  field.focus()
  press('r')
  press('Enter')
  fireEvent.change(field, { target: { value: 'ringte datteren' } })
  fireEvent.submit(field.closest('form') ?? field)
  expect(station.calls).toEqual([
    { step: 'note', input: { alarmId: 'a-1', by: 'kari', seenRevision: 1, words: 'ringte datteren' } },
  ])
})

it('a lost station shows over everything within 2 s, takes no keys, and goes when it is back', async () => {
  await openBoard([fallCard()])
  await wait(600)
  await act(() => vi.advanceTimersByTimeAsync(2_000))
  expect(screen.getByRole('alertdialog').textContent).toContain('Ingrid Solberg')
  press('Enter')
  expect(taken()).toEqual([])
  act(() => {
    station.tick()
  })
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

it('a closed socket shows at once', async () => {
  await openBoard([])
  act(() => {
    station.loseSocket()
  })
  expect(screen.getByRole('alertdialog').textContent).toContain('Ingen alarmer var åpne sist')
})

it('a gap in the feed makes the board ask for a new snapshot', async () => {
  await openBoard([])
  expect(station.snapshotsAsked).toBe(1)
  act(() => {
    station.push({ type: 'change', run: 'run-1', sequence: 9, at: Date.now(), alarms: [fallCard()] })
  })
  await wait(0)
  expect(station.snapshotsAsked).toBe(2)
})

it('a critical alarm is announced at once, the title carries the count', async () => {
  await openBoard([fallCard()])
  expect(document.querySelector('[aria-live=assertive]')?.textContent).toContain(
    'Fall oppdaget. Ingrid Solberg.',
  )
  expect(document.title).toBe('(1) Tryggvakt – Vaktrom')
})

it('an escalation is announced at once, once, and by whom it calls', async () => {
  await openBoard([fallCard()])
  const said = () => document.querySelector('[aria-live=assertive]')?.textContent
  const escalation = {
    level: 2,
    calls: 'everyone',
    nextAt: null,
    waitsFor: null,
    calledAt: Date.now(),
  } as const
  act(() => {
    station.change([fallCard({ revision: 3, escalation })])
  })
  await wait(100)
  expect(said()).toBe('Ingen har svart Ingrid Solberg. Nivå 2 er varslet: alle.')
})

function focusedAlarm(): string | null | undefined {
  return document.querySelector('.card[aria-current=true]')?.getAttribute('data-alarm')
}

const KARI = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
const BOTH = 'Fall oppdaget + Trenger hjelp'

it('a fall and a call of one person are one card: both stand on it, and closing it closes both', async () => {
  const call = fallCard({
    alarmId: 'a-2',
    cause: 'help-call',
    incidentId: 'incident of a-1',
    openedAt: 1_020_000,
  })
  await openBoard([
    fallCard({ state: 'on-site', ringing: false, owner: KARI }),
    { ...call, state: 'on-site', ringing: false, owner: KARI },
  ])
  await wait(600)
  expect(screen.getByRole('region', { name: 'Valgt alarm' }).textContent).toContain(BOTH)
  press('r')
  await wait(0)
  expect(screen.getByRole('dialog').textContent).toContain(BOTH)
  fireEvent.click(screen.getByRole('radio', { name: 'Hjulpet opp, uskadd' }))
  fireEvent.submit(screen.getByRole('dialog').querySelector('form') ?? document.body)
  await wait(0)
  expect(station.calls).toMatchObject([
    { step: 'resolve', input: { alarmId: 'a-1', alongside: [{ alarmId: 'a-2', seenRevision: 1 }] } },
  ])
  press('z')
  expect(station.calls[1]).toMatchObject({
    step: 'reopen',
    input: { alarmId: 'a-1', alongside: [{ alarmId: 'a-2', seenRevision: 1 }] },
  })
})

it('M pauses the sound for two minutes, in the name of whoever stands here, and again ends the pause', async () => {
  await openBoard([fallCard()])
  await wait(600)
  press('m')
  await wait(0)
  expect(station.pauses).toEqual(['kari 120'])
  press('m')
  await wait(0)
  expect(station.pauses).toHaveLength(1)
})

it('a pause that the station did not hear of is told when it is back, with how long ago it was', async () => {
  await openBoard([fallCard()])
  await wait(600)
  station.isAway = true
  press('m')
  await wait(0)
  expect(station.pauses).toEqual([])
  act(() => {
    station.loseSocket()
  })
  await act(() => vi.advanceTimersByTimeAsync(30_000))
  station.isAway = false
  await wait(100)
  expect(station.pauses).toEqual(['kari 120 30000 ms ago'])
})
