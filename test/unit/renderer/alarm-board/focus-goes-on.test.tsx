/** When the focus leaves an alarm by itself for another one, and what keeps it where it is. */
import { act, fireEvent, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import type { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { OLA, fallCard } from '../../../fakes/sample-board.ts'
import { boardWith, drawsBoards, press, taken, wait } from '../drawn-board.tsx'

let station: FakeStationClient

drawsBoards()

async function openBoard(alarms: readonly AlarmCard[]) {
  station = await boardWith(alarms)
}

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

function focusedAlarm(): string | null | undefined {
  return document.querySelector('.card[aria-current=true]')?.getAttribute('data-alarm')
}
