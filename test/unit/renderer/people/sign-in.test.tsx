/** Signing in at the board, as people do it: a real board on a station in memory where codes are in use. */
import { act, fireEvent, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import nb from '../../../../resources/locales/nb.json'
import { FakePeopleClient, GUARDED, guardedBoard } from '../../../fakes/fake-people-client.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'
import { drawBoard, drawsBoards, press, wait } from '../drawn-board.tsx'

let station: FakeStationClient
let people: FakePeopleClient

drawsBoards()

async function openBoard(signedIn: string | null) {
  people = new FakePeopleClient(Date.now, GUARDED, signedIn)
  const board = guardedBoard(sampleBoard(Date.now(), [fallCard()]), signedIn !== null)
  await show(new FakeStationClient(board, Date.now, people))
}

async function show(shown: FakeStationClient) {
  station = shown
  drawBoard(station)
  await wait(600)
}

/** Minutes in which nothing happens but the station's tick, in larger steps. */
async function pass(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 1_000) {
    act(() => {
      station.tick()
    })
    await act(() => vi.advanceTimersByTimeAsync(1_000))
  }
}

async function strike(key: string) {
  press(key)
  fireEvent.keyUp(document.activeElement ?? document.body, { key })
  await wait(0)
}

async function click(name: string | RegExp) {
  fireEvent.click(screen.getByRole('button', { name }))
  await wait(0)
}

async function keyIn(digits: string) {
  fireEvent.change(screen.getByLabelText(/siffer|en gang til/, { selector: 'input' }), {
    target: { value: digits },
  })
  await wait(100)
}

const takenByWhom = () => station.calls.map(({ step, input }) => `${input.by} ${step} ${input.alarmId}`)

it('a name that this window remembers from before is nobody where codes are in use', async () => {
  await openBoard(null)
  expect(screen.getByRole('button', { name: nb.who.signIn })).toBeDefined()
  expect(screen.getAllByText(nb.card.veiled).length).toBeGreaterThan(0)
  expect(screen.getByText(nb.signIn.first)).toBeDefined()
})

it('the alarm that was to be taken is taken after the sixth digit, by whoever signed in', async () => {
  await openBoard(null)
  await strike('Enter')
  await wait(600)
  expect(takenByWhom()).toEqual([])
  await click(/Kari/)
  await keyIn('482915')
  expect(takenByWhom()).toEqual(['kari acknowledge a-1'])
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('a first-use code asks for a code of one’s own, twice', async () => {
  await openBoard(null)
  await strike('u')
  await click(/Ola/)
  await keyIn('730264')
  expect(screen.getByLabelText(nb.signIn.step.new)).toBeDefined()
  await keyIn('918273')
  await keyIn('918274')
  expect(screen.getByRole('alert').textContent).toBe(nb.signIn.notTheSame)
  await keyIn('918273')
  await keyIn('918273')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByRole('button', { name: /Ola Hansen/ })).toBeDefined()
})

it('a locked name counts down, takes nothing meanwhile, and may try again when the time is over', async () => {
  await openBoard(null)
  await strike('u')
  await click(/Kari/)
  people.refuseNext = { code: 'locked-out', figure: 3 }
  await keyIn('111111')
  expect(screen.getByRole('alert').textContent).toContain('3 s')
  await wait(1_000)
  expect(screen.getByRole('alert').textContent).toContain('2 s')
  await keyIn('482915')
  expect(screen.getByRole('dialog')).toBeDefined()
  await wait(2_000)
  expect(screen.getByRole('alert').textContent).toBe(nb.signIn.tryAgain)
  await keyIn('482915')
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('the user changes without the board being asked for again', async () => {
  await openBoard('kari')
  expect(screen.getByRole('button', { name: /Kari Nordmann/ })).toBeDefined()
  await strike('u')
  await click(/Anne/)
  await keyIn('918273')
  expect(screen.getByRole('button', { name: /Anne Lie/ })).toBeDefined()
  expect(station.snapshotsAsked).toBe(1)
})

it('a screen that locks itself says so, and stays a board', async () => {
  await openBoard('kari')
  act(() => {
    people.tell({ person: null, ended: 'idle' })
  })
  await wait(100)
  expect(screen.getByText(nb.signIn.locked)).toBeDefined()
  expect(screen.getByRole('button', { name: nb.who.signIn })).toBeDefined()
  expect(screen.getAllByText(nb.cause.fall).length).toBeGreaterThan(0)
})

it('whoever touches the screen keeps it from locking, told now and then alone', async () => {
  await openBoard('kari')
  for (let n = 0; n < 50; n += 1) fireEvent.pointerMove(document.body)
  expect(people.stays).toBe(1)
  await wait(20_000)
  fireEvent.keyDown(document.body, { key: 'Shift' })
  expect(people.stays).toBe(2)
})

it('a screen that nobody touches says half a minute before that it locks, and any key keeps it', async () => {
  await openBoard('kari')
  act(() => {
    people.tell({ lockAfterMinutes: 1 })
  })
  await wait(0)
  fireEvent.keyDown(document.body, { key: 'Shift' })
  await pass(5_000)
  fireEvent.pointerMove(document.body)
  await pass(17_000)
  // Told late, because it was seen early: the station counts from what it knows.
  expect(people.stays).toBe(2)
  await pass(25_000)
  expect(screen.queryByText(/Skjermen låses snart/)).toBeNull()
  await pass(7_000)
  expect(screen.getByText(/Skjermen låses snart/)).toBeDefined()
  expect(screen.getAllByText(nb.cause.fall).length).toBeGreaterThan(0)
  await strike('Shift')
  expect(screen.queryByText(/Skjermen låses snart/)).toBeNull()
  expect(people.stays).toBe(3)
})

it('the technician’s room asks a caregiver for somebody who may enter, and closes with the session', async () => {
  await openBoard('kari')
  await strike('t')
  expect(screen.queryByRole('main', { name: nb.technician.title })).toBeNull()
  expect(screen.getByRole('dialog').textContent).not.toContain('Ola')
  await click(/Anne/)
  await keyIn('918273')
  expect(screen.getByRole('main', { name: nb.technician.title })).toBeDefined()
  act(() => {
    people.tell({ person: null, ended: 'idle' })
  })
  await wait(100)
  expect(screen.queryByRole('main', { name: nb.technician.title })).toBeNull()
})

it('where nobody is set up yet the first administrator is asked for', async () => {
  people = new FakePeopleClient(Date.now, [])
  people.tell({ needsAdministrator: true })
  await show(new FakeStationClient(sampleBoard(Date.now(), [], { people: [] }), Date.now, people))
  await click(nb.signIn.makeAdministrator)
  fireEvent.change(screen.getByLabelText(nb.people.name), { target: { value: 'Anne Lie' } })
  await click(nb.signIn.chooseCode)
  await keyIn('918273')
  await keyIn('918273')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByRole('button', { name: /Anne Lie/ })).toBeDefined()
})
