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

it('a first-use code is followed by one’s own, and nothing is shown before', async () => {
  await openPage([alarmView(NOW)], { mustChangePin: true })
  expect(screen.getByText('Velg din egen kode')).toBeDefined()
  expect(document.body.textContent).not.toContain('Solbakken')
})

it('5,000 open alarms are walked by keys, and only those in sight are drawn', async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => alarmView(NOW, { id: `f-${String(index)}` }))
  await openPage(many)
  expect(screen.getByText('5000 åpne')).toBeDefined()
  await press('End')
  expect(document.querySelector('[aria-current=true]')?.getAttribute('data-alarm')).toBe('f-999')
  expect(document.querySelectorAll('.card').length).toBeLessThan(60)
})
