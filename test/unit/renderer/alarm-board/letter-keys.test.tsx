/** What letters do on the board: R closes, N notes, M pauses the sound. */
import i18next from 'i18next'
import { act, fireEvent, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import type { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { KARI, fallCard } from '../../../fakes/sample-board.ts'
import { boardWith, drawsBoards, press, taken, wait } from '../drawn-board.tsx'

let station: FakeStationClient

drawsBoards()

async function openBoard(alarms: readonly AlarmCard[]) {
  station = await boardWith(alarms)
}

async function askCauseOfFalseAlarm() {
  await openBoard([
    fallCard({
      state: 'on-site',
      ringing: false,
      owner: KARI,
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
