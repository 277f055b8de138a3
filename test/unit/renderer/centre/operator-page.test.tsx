/** What keys do on the operator page, as an operator uses it: a real page on a centre in memory, with a clock by hand. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { CentreApp } from '../../../../renderer/centre/centre-app.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import type { AlarmView } from '../../../../shared/api/centre/alarms.ts'
import type { CentreSession } from '../../../../shared/api/centre/session.ts'
import { alarmView, centreSession, FakeCentreClient, stationLine } from '../../../fakes/fake-centre-client.ts'

const NOW = Date.parse('2026-11-22T02:40:18.000Z')
let centre: FakeCentreClient

beforeAll(() => {
  setUpLanguages('nb')
  // jsdom has neither.
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('CSS', { escape: (text: string) => text })
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
})
beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  localStorage.clear()
})

async function openPage(alarms: readonly AlarmView[], session: Partial<CentreSession> = {}) {
  centre = new FakeCentreClient(alarms, [stationLine(NOW)], centreSession(NOW, session))
  render(<CentreApp client={centre} />)
  await wait(600)
}

/** Lets time pass while the centre beats as it should. */
async function wait(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    await act(() => vi.advanceTimersByTimeAsync(100))
    act(() => {
      centre.beat()
    })
  }
}

async function press(key: string, target: Element = document.activeElement ?? document.body) {
  fireEvent.keyDown(target, { key })
  fireEvent.keyUp(target, { key })
  await wait(200)
}

it('Enter takes the alarm, then shows the number of the building, then asks to whom it goes', async () => {
  await openPage([alarmView(NOW)])
  expect(document.title).toBe('(1) Tryggvakt – Responssenter')
  await press('Enter')
  expect(centre.alarms[0]?.takenBy?.name).toBe('Eva Lund')
  expect(screen.getAllByText('Du har den').length).toBeGreaterThan(0)
  await wait(600)
  await press('Enter')
  const call = screen.getByRole('dialog', { name: 'Ring stasjonen' })
  expect(within(call).getByRole('link', { name: 'Ring nå' }).getAttribute('href')).toBe('tel:+4773000017')
  fireEvent.click(within(call).getByRole('button', { name: 'Fikk svar' }))
  await wait(600)
  expect(centre.commands).toEqual([
    { type: 'note', text: 'Senteret ringte stasjonen og fikk svar.', alarm: 'a-1' },
  ])
  await press('Enter')
  const whom = screen.getByRole('dialog', { name: 'Gi til en på vakt' })
  fireEvent.click(within(whom).getByRole('button', { name: 'Den som er på vakt' }))
  await wait(600)
  expect(centre.commands.at(-1)).toEqual({ type: 'assign', to: 'on-duty', alarm: 'a-1' })
})

it('a key within half a second of a new alarm does nothing but say so', async () => {
  await openPage([])
  expect(screen.getByText('Alt er rolig')).toBeDefined()
  act(() => {
    centre.tell(alarmView(NOW))
  })
  await wait(100)
  await press('Enter')
  expect(centre.alarms[0]?.takenBy).toBeNull()
  expect(screen.getByText('Alarmen kom nettopp. Se på den, og trykk en gang til.')).toBeDefined()
})

it('whoever is second reads who was first', async () => {
  await openPage([alarmView(NOW)])
  centre.refuseNext = { call: 'take', code: 'already-taken', takenBy: 'Per Holm' }
  await press('Enter')
  expect(screen.getByText(/Per Holm tok alarmen før deg/)).toBeDefined()
})

it('R asks how a critical alarm went, and sends it with its words', async () => {
  await openPage([alarmView(NOW, { takenBy: { id: 'eva', name: 'Eva Lund' } })])
  await press('r')
  const dialog = screen.getByRole('dialog', { name: 'Avslutt alarmen' })
  fireEvent.click(within(dialog).getByRole('radio', { name: 'Skadet, ambulanse' }))
  fireEvent.click(within(dialog).getByRole('button', { name: 'Avslutt' }))
  await wait(200)
  expect(centre.commands).toEqual([{ type: 'resolve', outcome: 'injured-ambulance', alarm: 'a-1' }])
})

it('a page that nobody touched shows and rings, and asks for the code before a step; then the step is taken', async () => {
  await openPage([alarmView(NOW)], { idleEndsAt: new Date(NOW - 1_000).toISOString(), isLocked: true })
  expect(screen.getByText(/Skjermen er låst/)).toBeDefined()
  await press('Enter')
  const dialog = screen.getByRole('dialog', { name: 'Kode for Eva Lund' })
  expect(centre.alarms[0]?.takenBy).toBeNull()
  fireEvent.change(within(dialog).getByLabelText('Tast koden din, seks siffer'), {
    target: { value: '482915' },
  })
  await wait(300)
  expect(screen.queryByText(/Skjermen er låst/)).toBeNull()
  expect(centre.alarms[0]?.takenBy?.id).toBe('eva')
})

it('a centre that is silent is said over everything within 2 s, with whom to call, and keys do nothing', async () => {
  await openPage([alarmView(NOW)])
  await act(() => vi.advanceTimersByTimeAsync(2_000))
  const lost = screen.getByRole('alertdialog', { name: 'Mistet responssenteret' })
  expect(within(lost).getByText('ring +47 73 00 00 17')).toBeDefined()
  fireEvent.keyDown(document.body, { key: 'Enter' })
  expect(centre.alarms[0]?.takenBy).toBeNull()
  await wait(1_500)
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

it('from the list of stations no key acts on an alarm; Escape leads back to them', async () => {
  await openPage([alarmView(NOW)])
  await press('s')
  expect(screen.getByRole('heading', { name: 'Stasjoner' })).toBeDefined()
  await press('Enter', document.body)
  expect(centre.alarms[0]?.takenBy).toBeNull()
  await press('Escape', document.body)
  expect(screen.getByRole('button', { name: /Ta alarmen/ })).toBeDefined()
})

it('M pauses the sound and the centre is told for how long; what it did not hear is told with the next one', async () => {
  await openPage([alarmView(NOW)])
  centre.refuseNext = { call: 'soundPaused', code: 'no-contact' }
  await press('m')
  expect(centre.pauses).toEqual([])
  await press('m')
  expect(centre.pauses).toEqual([])
  await press('m')
  expect(centre.pauses).toEqual([120, 120])
})

it('a first-use code is followed by one’s own, and nothing is shown before', async () => {
  await openPage([alarmView(NOW)], { mustChangePin: true })
  expect(screen.getByText('Velg din egen kode')).toBeDefined()
  expect(document.body.textContent).not.toContain('Solbakken')
})

it('5,000 open alarms are walked by keys, and only those in sight are drawn', async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => alarmView(NOW, { id: `f-${String(index)}` }))
  await openPage(many)
  expect(screen.getByText('5 000 åpne')).toBeDefined()
  await press('End')
  expect(document.querySelector('[aria-current=true]')?.getAttribute('data-alarm')).toBe('f-999')
  expect(document.querySelectorAll('.card').length).toBeLessThan(60)
})

/** What a screen reader is told: at once, and when there is a pause. */
const said = (how: 'assertive' | 'polite') =>
  [...document.querySelectorAll(`div[aria-live=${how}].hidden`)].map((region) => region.textContent).join(' ')

it('tells a screen reader of a fall, of one that nobody answered in time, and of a station that fell silent', async () => {
  await openPage([])
  const receivedAt = new Date(NOW - 58_000).toISOString()
  act(() => {
    centre.tell(alarmView(NOW, { receivedAt }))
  })
  await wait(200)
  expect(said('assertive')).toBe('Fall oppdaget. Solbakken omsorgsboliger. Beboer r-204\u00A0· bad.')
  await wait(2_500)
  expect(said('assertive')).toBe('Ingen har svart i tide: Fall oppdaget. Solbakken omsorgsboliger.')
  act(() => {
    centre.tell(
      alarmView(NOW, {
        id: 'silent',
        priority: 'high',
        cause: 'station-silent',
        origin: 'centre',
        resident: null,
        device: null,
        placement: null,
      }),
    )
  })
  await wait(200)
  expect(said('polite')).toBe('Stasjonen er stille. Solbakken omsorgsboliger. hele stasjonen.')
})

it('the keyboard stays with a card that moves, goes to the next one when it closes, and to the proof of calm', async () => {
  const other = alarmView(NOW, { id: 'a-2', receivedAt: new Date(NOW - 20_000).toISOString() })
  await openPage([alarmView(NOW), other])
  const holder = () => document.activeElement?.getAttribute('data-alarm')
  expect(holder()).toBe('a-1')
  await press('Enter')
  expect([...document.querySelectorAll('.card')].map((card) => card.getAttribute('data-alarm'))).toEqual([
    'a-2',
    'a-1',
  ])
  expect(holder()).toBe('a-1')
  act(() => {
    centre.change('a-1', { state: 'resolved', sequence: 5 })
  })
  await wait(200)
  expect(holder()).toBe('a-2')
  act(() => {
    centre.change('a-2', { state: 'resolved', sequence: 5 })
  })
  await wait(200)
  expect(document.activeElement?.querySelector('h2')?.textContent).toBe('Alt er rolig')
})

it('Escape leads back to the alarms from a field that is written in, and to the card that had the keyboard', async () => {
  await openPage([alarmView(NOW)])
  await press('s')
  expect(document.activeElement?.querySelector('h2')?.textContent).toBe('Stasjoner')
  const field = screen.getByRole('searchbox')
  act(() => {
    field.focus()
  })
  await press('a')
  expect(screen.getByRole('searchbox')).toBeDefined()
  await press('Escape')
  expect(document.activeElement?.getAttribute('data-alarm')).toBe('a-1')
})

it('whoever has just signed in is asked to listen, and no one who loads the page anew', async () => {
  await openPage([], { startedAt: new Date(NOW - 3_000).toISOString() })
  fireEvent.click(screen.getByRole('button', { name: 'Lydprøve' }))
  await wait(200)
  const window = screen.getByRole('dialog', { name: 'Lydinnstillinger' })
  fireEvent.click(within(window).getByRole('button', { name: 'Spill som om natten' }))
  expect(within(window).getByRole('button', { name: 'Jeg hørte den' })).toBeDefined()
  cleanup()
  await openPage([])
  expect(screen.queryByRole('button', { name: 'Lydprøve' })).toBeNull()
})

it('H and Enter give an alarm to whoever is on duty', async () => {
  await openPage([alarmView(NOW, { takenBy: { id: 'eva', name: 'Eva Lund' } })])
  await press('h')
  await press('Enter')
  expect(centre.commands).toEqual([{ type: 'assign', to: 'on-duty', alarm: 'a-1' }])
})

it('whoever has a first-use code can leave without choosing one', async () => {
  await openPage([], { mustChangePin: true })
  fireEvent.click(screen.getByRole('button', { name: 'Logg ut' }))
  await wait(200)
  expect(screen.getByText(/Du er logget ut/)).toBeDefined()
})
