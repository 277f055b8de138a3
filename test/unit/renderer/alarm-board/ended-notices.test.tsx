/** An alarm ends under whoever had it: they see who ended it, until they have seen it. On a station in memory. */
import { act, fireEvent, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { fallCard, KARI, OLA } from '../../../fakes/sample-board.ts'
import type { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { boardWith, drawsBoards, wait } from '../drawn-board.tsx'

drawsBoards()

const mine = (alarmId = 'a-1') =>
  fallCard({ alarmId, state: 'on-the-way', ringing: false, owner: KARI, revision: 3 })

const closed = (card: AlarmCard, by = OLA): AlarmCard => ({
  ...card,
  state: 'resolved',
  revision: card.revision + 1,
  outcome: 'helped-unhurt',
  closing: { by, reason: 'closed' },
})

async function ends(station: FakeStationClient, ...cards: AlarmCard[]) {
  act(() => {
    station.change(cards)
  })
  await wait(200)
}

const notices = () => screen.getByRole('alert', { name: 'Avsluttet av andre' })
const spoken = () => [...document.querySelectorAll('[aria-live]')].map((it) => it.textContent).join(' ')

it.each(['board', 'phone'] as const)(
  'on the %s whoever was on the way sees who closed it and how, until they have seen it',
  async (view) => {
    const station = await boardWith([mine(), fallCard({ alarmId: 'a-2' })], { view })
    expect(notices().textContent).toBe('')
    await ends(station, closed(mine()))
    expect(notices().textContent).toMatch(/^Ola Hansen avsluttet: Ingrid Solberg.*– hjulpet opp, uskadd/)
    // The notice is read out itself.
    expect(spoken()).not.toContain('avsluttet')
    await wait(60_000)
    fireEvent.click(screen.getByRole('button', { name: 'Sett' }))
    expect(notices().textContent).toBe('')
  },
)

it('what they close themselves needs no notice, nor what a colleague had', async () => {
  const station = await boardWith([mine(), { ...mine('a-2'), owner: OLA }])
  await ends(station, closed(mine(), KARI), closed({ ...mine('a-2'), owner: OLA }))
  expect(notices().textContent).toBe('')
  expect(spoken()).toContain('Ola Hansen hadde den')
})

it('three are said in full, of the others how many; all can be seen at once', async () => {
  const cards = ['a-1', 'a-2', 'a-3', 'a-4', 'a-5'].map(mine)
  const station = await boardWith(cards)
  await ends(station, ...cards.map((card) => closed(card)))
  expect(notices().textContent.match(/avsluttet:/g)).toHaveLength(3)
  expect(notices().textContent).toContain('og 2 til')
  fireEvent.click(screen.getByRole('button', { name: 'Alle sett' }))
  expect(notices().textContent).toBe('')
})

it('open again, the notice is gone', async () => {
  const station = await boardWith([mine()])
  await ends(station, closed(mine()))
  await ends(station, fallCard({ revision: 5 }))
  expect(notices().textContent).toBe('')
})
