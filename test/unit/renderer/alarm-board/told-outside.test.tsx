/** What the board tells the desktop shell of alarms that colleagues hand over. On a station in memory. */
import { act, fireEvent, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import type { BoardReport, TryggvaktShell } from '../../../../shared/api/shell.ts'
import { FakePeopleClient, GUARDED } from '../../../fakes/fake-people-client.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, KARI, sampleBoard } from '../../../fakes/sample-board.ts'
import { drawBoard, drawsBoards, wait } from '../drawn-board.tsx'

drawsBoards()

const never = () => Promise.resolve()
const karis = fallCard({ state: 'on-the-way', ringing: false, owner: KARI, revision: 3 })

/** A desktop client of a house with codes, where Ola is signed in. */
async function desktopOfOla(alarms: readonly AlarmCard[]) {
  const reports: BoardReport[] = []
  const shell: TryggvaktShell = {
    runtime: { electron: '33', chromium: '130', node: '20', official: false },
    getState: () => Promise.resolve({ phase: 'starting' }),
    onState: () => () => undefined,
    startTraining: never,
    startStation: never,
    saveAsPdf: () => Promise.resolve('cancelled'),
    reportBoard: (report) => {
      reports.push(report)
    },
  }
  const people = new FakePeopleClient(Date.now, GUARDED, 'ola')
  const station = new FakeStationClient(sampleBoard(Date.now(), alarms), Date.now, people)
  drawBoard(station, { personId: 'ola', shell })
  await wait(300)
  const given = (by: string) => {
    act(() => {
      station.give('a-1', by, 'ola')
    })
    return wait(200)
  }
  const session = (change: Parameters<FakePeopleClient['tell']>[0]) => {
    act(() => {
      people.tell(change)
    })
    return wait(200)
  }
  const isLocked = () => session({ person: null, ended: 'idle' })
  const signsIn = () => session({ person: { id: 'ola', name: 'Ola Hansen', role: 'caregiver' }, ended: null })
  return { reports, given, isLocked, signsIn }
}

it('an alarm that was given to whoever stands here is told until it is seen', async () => {
  const { reports, given } = await desktopOfOla([karis])
  expect(reports.at(-1)).toMatchObject({ open: 1, given: 0, givenSoFar: 0 })
  await given('kari')
  expect(reports.at(-1)).toMatchObject({ given: 1, ringingGiven: 0, givenSoFar: 1 })
  fireEvent.click(screen.getByRole('button', { name: 'Sett' }))
  expect(reports.at(-1)).toMatchObject({ given: 0, givenSoFar: 1 })
})

it('one that rings is told as ringing', async () => {
  const { reports, given } = await desktopOfOla([{ ...karis, ringing: true, count: 2, ringRevision: 2 }])
  await given('kari')
  expect(reports.at(-1)).toMatchObject({ given: 1, ringingGiven: 1 })
})

it('what they handed to themselves is not told', async () => {
  const { reports, given } = await desktopOfOla([karis])
  await given('ola')
  expect(reports.at(-1)).toMatchObject({ given: 0, givenSoFar: 0 })
})

it('while the screen is locked it is told for whoever was here last, and stands there after sign-in', async () => {
  const { reports, given, isLocked, signsIn } = await desktopOfOla([karis])
  await isLocked()
  await given('kari')
  expect(reports.at(-1)).toMatchObject({ given: 1, givenSoFar: 1 })
  // Nobody reads it who has not signed in.
  expect(screen.queryByText(/ga deg/)).toBeNull()
  await signsIn()
  expect(screen.getByText(/ga deg/).textContent).toMatch(/^Kari Nordmann ga deg: Ingrid Solberg/)
  expect(reports.at(-1)).toMatchObject({ given: 1 })
})
