/** The night room's acts as a carer does them: a real board on a station in memory, with a clock by hand. */
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import type { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { KARI, fallCard } from '../../../fakes/sample-board.ts'
import { boardWith, drawsBoards, press, taken, wait } from '../drawn-board.tsx'

let station: FakeStationClient

drawsBoards()

const silentSensor = fallCard({
  alarmId: 'a-3',
  cause: 'device-silent',
  category: 'technical',
  priority: 'medium',
})

async function openBoard(alarms: readonly AlarmCard[], personId: string | null = 'kari') {
  station = await boardWith(alarms, { personId })
  await wait(600)
}

const dialog = () => screen.getByRole('dialog')

it('S held for a second calls for help where the carer is; held for less it only asks', async () => {
  const mine = fallCard({ state: 'acknowledged', ringing: false, owner: KARI })
  await openBoard([mine])
  press('s')
  await wait(0)
  expect(dialog().textContent).toContain('Ingrid Solberg')
  press('s', { repeat: true })
  expect(station.night.helpCalls).toEqual([])
  await wait(1_000)
  press('s', { repeat: true })
  press('s', { repeat: true })
  await wait(0)
  expect(station.night.helpCalls).toEqual([{ by: 'kari', alarmId: 'a-1' }])
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByText(/Hjelp er tilkalt/)).toBeDefined()
  expect(document.querySelector('[data-alarm=help-1]')?.textContent).toContain('Kari Nordmann')
})

it('the big button calls for help too, and a refusal says so and leaves the window open', async () => {
  await openBoard([])
  station.night.refuseNext = 'cannot-store'
  press('s')
  await wait(0)
  fireEvent.click(screen.getByRole('button', { name: 'Tilkall hjelp nå' }))
  await wait(0)
  expect(within(dialog()).getByRole('alert').textContent).not.toBe('')
  fireEvent.click(screen.getByRole('button', { name: 'Tilkall hjelp nå' }))
  await wait(0)
  expect(station.night.helpCalls).toHaveLength(2)
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('on a locked screen help goes out by key and by button, and nobody is asked who they are', async () => {
  await openBoard([], null)
  press('s')
  await wait(1_000)
  press('s', { repeat: true })
  await wait(0)
  expect(station.night.lockedCalls).toEqual([{ from: 'browser', lastPersonId: null }])
  expect(screen.getByText(/Hjelp er tilkalt/)).toBeDefined()
  const card = document.querySelector('[data-alarm=locked-1]')
  expect(card?.textContent).toContain('En kollega')
  expect(card?.textContent).toContain('fra en låst nettleser')
  press('s')
  await wait(0)
  fireEvent.click(screen.getByRole('button', { name: 'Tilkall hjelp nå' }))
  await wait(0)
  expect(station.night.lockedCalls).toHaveLength(2)
  expect(station.night.helpCalls).toEqual([])
})

it('a screen that was locked while the window was open calls all the same, with who was here', async () => {
  await openBoard([])
  station.night.refuseNext = 'sign-in-required'
  press('s')
  await wait(0)
  fireEvent.click(screen.getByRole('button', { name: 'Tilkall hjelp nå' }))
  await wait(0)
  expect(station.night.lockedCalls).toEqual([{ from: 'browser', lastPersonId: 'kari' }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('whoever asked for help can’t answer it with Enter, and is told why', async () => {
  await openBoard([fallCard({ alarmId: 'h-1', cause: 'assistance', subject: 'kari', carer: KARI })])
  press('Enter')
  await wait(0)
  expect(taken()).toEqual([])
  expect(screen.getByText(/Det er du som ba om hjelp/)).toBeDefined()
})

it('a technician who searches is asked for somebody who cares for the residents, and told why', async () => {
  await openBoard([], 'tuva')
  press('/')
  await wait(0)
  expect(within(dialog()).getByRole('alert').textContent).toContain('omsorg for beboerne')
  expect(within(dialog()).getByRole('button', { name: /Kari/ })).toBeDefined()
  expect(within(dialog()).queryByRole('button', { name: /Tuva/ })).toBeNull()
})

it('an alarm by hand needs a place or a person, and says so', async () => {
  await openBoard([])
  press('a')
  await wait(0)
  fireEvent.click(screen.getByRole('button', { name: 'Meld alarmen' }))
  expect(station.night.reports).toEqual([])
  expect(within(dialog()).getByRole('alert').textContent).toContain('Velg hvem det gjelder')
  fireEvent.change(screen.getByLabelText(/Eller hvor/), { target: { value: 'Korridor 2. etg.' } })
  fireEvent.change(screen.getByLabelText(/Noen ord/), { target: { value: 'Besøkende falt' } })
  fireEvent.click(screen.getByRole('button', { name: 'Meld alarmen' }))
  await wait(0)
  expect(station.night.reports).toEqual([
    { by: 'kari', cause: 'fall', residentId: null, place: 'Korridor 2. etg.', words: 'Besøkende falt' },
  ])
  expect(screen.getByText('Alarmen er meldt og ringer.')).toBeDefined()
})

it('Z takes a mistaken end back for ten seconds, on the same alarm, and not after that', async () => {
  await openBoard([silentSensor])
  press('r')
  await wait(5_000)
  expect(taken()).toEqual(['resolve a-3'])
  expect(screen.getByText(/Avsluttet/)).toBeDefined()
  press('z')
  await wait(0)
  // The fake forgets closed alarms; what counts is the call.
  expect(station.calls.at(-1)).toMatchObject({ step: 'reopen', input: { alarmId: 'a-3', by: 'kari' } })
  cleanup()

  await openBoard([silentSensor])
  press('r')
  await wait(10_000)
  expect(screen.queryByText(/Avsluttet:/)).toBeNull()
  press('z')
  await wait(0)
  expect(taken()).toEqual(['resolve a-3'])
  expect(screen.getByText(/ingenting å angre/)).toBeDefined()
})

it('P sets an alarm aside with reason and end; it leaves the list and is one press away', async () => {
  await openBoard([silentSensor])
  press('p')
  await wait(0)
  fireEvent.click(within(dialog()).getByText('Blir reparert'))
  fireEvent.click(within(dialog()).getByRole('button', { name: 'Legg til side' }))
  await wait(0)
  expect(station.calls[0]).toMatchObject({ step: 'shelve', input: { why: 'being-mended', words: null } })
  expect(document.querySelector('.card')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: /1 lagt til side/ }))
  await wait(0)
  expect(dialog().textContent).toContain('Blir reparert')
  fireEvent.click(within(dialog()).getByRole('button', { name: 'Ta tilbake' }))
  await wait(100)
  expect(taken()).toEqual(['shelve a-3', 'unshelve a-3'])
  expect(document.querySelector('.card')).not.toBeNull()
})

it('a fall is never set aside', async () => {
  await openBoard([fallCard()])
  press('p')
  await wait(0)
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.queryByRole('button', { name: /Legg til side/ })).toBeNull()
})
