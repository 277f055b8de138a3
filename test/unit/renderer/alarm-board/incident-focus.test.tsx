/** The focus stays with the resident one attends to: a fall and a call of one person, while others ring and colleagues act. */
import { act, fireEvent, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { KEYS_SHOWN_MS } from '../../../../shared/api/residents.ts'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import type { View } from '../../../../renderer/phone/use-view.ts'
import type { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { KARI, OLA, fallCard } from '../../../fakes/sample-board.ts'
import { boardWith, drawsBoards, press, taken, wait } from '../drawn-board.tsx'

const XENIA = {
  id: 'r-301',
  name: 'Xenia Lie',
  birthYear: 1938,
  address: 'Solbakken 3',
  unit: '301',
  floor: '3',
}

const fall = fallCard()
/** Comes after the fall, and before that of the other resident. */
const call = fallCard({
  alarmId: 'a-2',
  incidentId: fall.incidentId,
  cause: 'help-call',
  openedAt: fall.openedAt + 1_000,
})
const xenias = fallCard({ alarmId: 'x-1', resident: XENIA, openedAt: fall.openedAt + 2_000 })
const takenBy = (owner: AlarmCard['owner'], card: AlarmCard): AlarmCard => ({
  ...card,
  state: 'acknowledged',
  ringing: false,
  owner,
  revision: card.revision + 1,
})

let station: FakeStationClient

drawsBoards()

async function open(alarms: readonly AlarmCard[], personId: string | null = 'kari', view: View = 'board') {
  station = await boardWith(alarms, { personId, view })
  await wait(1_500)
}

async function change(...cards: readonly AlarmCard[]) {
  act(() => {
    station.change(cards)
  })
  await wait(100)
}

/** The alarm that is shown, on the board and on the telephone. */
const shown = () => document.querySelector('.detail, .phone-alarm')?.getAttribute('data-alarm')

it('Enter, and Enter again, is for one resident: the call that came under her fall, then the way to her', async () => {
  await open([fall])
  press('Enter')
  await wait(2_000)
  await change(call)
  await change(xenias)
  await wait(2_000)
  expect(shown()).toBe('a-2')
  press('Enter')
  await wait(600)
  expect(shown()).toBe('a-1')
  expect(document.activeElement?.getAttribute('data-alarm')).toBe('a-1')
  press('Enter')
  await wait(100)
  expect(taken()).toEqual(['acknowledge a-1', 'acknowledge a-2', 'on-the-way a-1'])
})

it('a key at once after another alarm came to stand for the card acts on nothing', async () => {
  await open([takenBy(KARI, fall)])
  await change(call)
  press('Enter')
  expect(taken()).toEqual([])
  expect(screen.getByText(/Alarmen kom nettopp/)).toBeDefined()
})

it('who answered the call under a colleague’s fall keeps it, however long another rings', async () => {
  await open([takenBy(OLA, fall), call])
  await change(xenias)
  await wait(1_500)
  press('Enter')
  await wait(5_000)
  expect([taken(), shown()]).toEqual([['acknowledge a-2'], 'a-1'])
})

it.each<View>(['board', 'phone'])(
  'who looks at the codes of the door keeps the alarm until they are hidden (%s)',
  async (view) => {
    await open([fall, xenias], 'kari', view)
    fireEvent.click(screen.getByRole('button', { name: 'Vis dørkode og nøkkelboks' }))
    await wait(100)
    expect(document.body.textContent).toContain('4711#')
    await change(takenBy(OLA, fall))
    await wait(KEYS_SHOWN_MS - 1_000)
    expect([shown(), document.body.textContent.includes('4711#')]).toEqual(['a-1', true])
    await wait(3_000)
    expect([shown(), document.body.textContent.includes('4711#')]).toEqual(['x-1', false])
  },
)

it.each<View>(['board', 'phone'])(
  'codes that are shown and what is read stay where another alarm comes to lead her card, asked for once (%s)',
  async (view) => {
    await open([call], 'kari', view)
    const page = vi.spyOn(window, 'scrollTo')
    fireEvent.click(screen.getByRole('button', { name: 'Vis dørkode og nøkkelboks' }))
    await wait(100)
    const detail = screen.getByRole('region', { name: 'Valgt alarm' })
    fireEvent.scroll(detail, { target: { scrollTop: 200 } })
    await change({ ...fall, openedAt: call.openedAt - 500 })
    await wait(KEYS_SHOWN_MS - 1_000)
    expect([shown(), document.body.textContent.includes('4711#')]).toEqual(['a-1', true])
    expect([detail.scrollTop, page.mock.calls]).toEqual([200, []])
    await wait(1_000)
    expect(document.body.textContent).not.toContain('4711#')
    expect(station.residents.keysSeen).toHaveLength(1)
  },
)

it('who reads has 20 s after their last movement, and not anew with each change of the alarm', async () => {
  await open([fall, xenias])
  fireEvent.scroll(screen.getByRole('region', { name: 'Valgt alarm' }), { target: { scrollTop: 200 } })
  await change(takenBy(OLA, fall))
  await wait(10_000)
  await change({ ...takenBy(OLA, fall), restoredAt: Date.now(), revision: 3 })
  await wait(8_000)
  expect(shown()).toBe('a-1')
  await wait(3_000)
  expect(shown()).toBe('x-1')
})

it('who says who they are answers what they saw, and nothing that came while they were asked', async () => {
  await open([fall], null)
  press('Enter')
  const tile = screen.getByRole('button', { name: /Ola Hansen/ })
  await change(call)
  await wait(600)
  fireEvent.click(tile)
  await wait(0)
  expect(station.calls).toEqual([
    { step: 'acknowledge', input: { alarmId: 'a-1', by: 'ola', seenRevision: 1 } },
  ])
})
