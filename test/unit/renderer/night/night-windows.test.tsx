/** Search, call list and the shift's report as a carer meets them: a real board on a station in memory. */
import { act, fireEvent, screen, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import type { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { calmProof, fallCard } from '../../../fakes/sample-board.ts'
import { boardWith, drawsBoards, press, wait } from '../drawn-board.tsx'

let station: FakeStationClient

drawsBoards()

async function openBoard(alarms: readonly AlarmCard[]) {
  station = await boardWith(alarms)
  await wait(600)
}

const dialog = () => screen.getByRole('dialog')

it('/ searches as somebody types, and Enter opens the first alarm', async () => {
  const open = fallCard({ alarmId: 'a-2', placement: 'hall' })
  await openBoard([fallCard(), open])
  station.night.past = [open]
  press('/')
  await wait(0)
  const field = within(dialog()).getByRole('searchbox')
  fireEvent.change(field, { target: { value: 'ingrid f' } })
  fireEvent.change(field, { target: { value: 'ingrid falt' } })
  await wait(300)
  expect(station.night.searches).toEqual([['ingrid', 'falt']])
  expect(dialog().textContent).toContain('radar-204-bath')
  fireEvent.submit(field.closest('form') ?? document.body)
  await wait(0)
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.querySelector('.detail')?.getAttribute('data-alarm')).toBe('a-2')
})

it('an alarm of the past opens with its chain; one that was closed can be reopened there', async () => {
  const past = fallCard({ alarmId: 'a-1', state: 'resolved', ringing: false, outcome: 'false-alarm' })
  await openBoard([past])
  station.change([past])
  station.night.past = [past]
  press('/')
  await wait(0)
  fireEvent.change(within(dialog()).getByRole('searchbox'), { target: { value: 'ingrid' } })
  await wait(300)
  fireEvent.click(within(dialog()).getByText(/Avsluttet|avsluttet/))
  await wait(200)
  expect(dialog().textContent).toContain('Falsk alarm')
  fireEvent.click(within(dialog()).getByRole('button', { name: 'Gjenåpne' }))
  await wait(0)
  expect(station.calls.at(-1)).toMatchObject({ step: 'reopen', input: { alarmId: 'a-1', by: 'kari' } })
})

it('one that was closed more than a day ago is not opened again there, and the window says so', async () => {
  const past = fallCard({ alarmId: 'a-1', state: 'resolved', ringing: false, outcome: 'false-alarm' })
  await openBoard([past])
  station.change([past])
  station.night.past = [past]
  const chain = await station.chain('a-1')
  const [raised] = chain.steps
  if (raised === undefined) throw new Error('the fake tells no step')
  const closed = { ...raised, sequence: 2, type: 'resolved', at: Date.now() - 25 * 60 * 60_000 } as const
  station.chain = () => Promise.resolve({ ...chain, steps: [raised, closed] })
  press('/')
  await wait(0)
  fireEvent.change(within(dialog()).getByRole('searchbox'), { target: { value: 'ingrid' } })
  await wait(300)
  fireEvent.click(within(dialog()).getByText(/Avsluttet|avsluttet/))
  await wait(200)
  expect(within(dialog()).queryByRole('button', { name: 'Gjenåpne' })).toBeNull()
  expect(dialog().textContent).toContain('for mer enn et døgn siden')
})

it('C lists whom to call, in order: the resident, theirs, who is on call, the centre; who was called is noted', async () => {
  await openBoard([fallCard({ state: 'acknowledged', ringing: false })])
  press('c')
  await wait(0)
  const links = within(dialog()).getAllByRole('link')
  const family = ['tel:90000204', 'tel:+4790000001', 'tel:90000002']
  const numbers = [...family, 'tel:90000003', 'tel:+4790000010']
  expect(links.map((link) => link.getAttribute('href'))).toEqual(numbers)
  for (const link of links.slice(0, 2)) {
    // jsdom cannot navigate; a press is what counts.
    link.addEventListener('click', (event) => {
      event.preventDefault()
    })
    fireEvent.click(link)
    await wait(0)
  }
  expect(station.calls).toEqual(
    ['Ringte Ingrid Solberg, 900 00 204', 'Ringte Mona Solberg (datter), +47 900 00 001'].map((words) => ({
      step: 'note',
      input: expect.objectContaining({ words }) as unknown,
    })),
  )
  expect(dialog().textContent).toContain('Notert i tidslinjen')
  expect(dialog().textContent).toContain('Mona Lie\u00A0· leder\u00A0· nummer ikke lagt inn')
})

it("C lists who is on call and the centre where the alarm is nobody's: smoke in a corridor", async () => {
  await openBoard([fallCard({ cause: 'smoke', resident: null, placement: 'corridor', deviceId: 'smoke-2' })])
  station.night.contacts = () => Promise.resolve([])
  press('c')
  await wait(0)
  const links = within(dialog()).getAllByRole('link')
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['tel:90000003', 'tel:+4790000010'])
  expect(within(dialog()).queryByRole('region', { name: 'Beboer og pårørende' })).toBeNull()
})

it('a station that was stopped on purpose does not look like a failure, until it stays away too long', async () => {
  await openBoard([])
  act(() => {
    station.change([], calmProof(Date.now(), { stoppingAt: Date.now() }))
    station.lose()
  })
  await act(() => vi.advanceTimersByTimeAsync(2_000))
  expect(screen.getByRole('alertdialog').textContent).toContain('Stasjonen er stoppet etter plan')
  await act(() => vi.advanceTimersByTimeAsync(5 * 60_000))
  expect(screen.getByRole('alertdialog').textContent).toContain('Mistet stasjonen')
})
