/** An alarm goes from one carer to another: to whom, and how the other notices. A real board on a station in memory. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { ChainStep } from '../../../../shared/api/alarm-calls.ts'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { AlarmBoard } from '../../../../renderer/alarm-board/alarm-board.tsx'
import { givenBy } from '../../../../renderer/alarm-board/given-rules.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { mayNotice, SILENT } from '../../../../renderer/sound/sound-rules.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

const KARI = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
const OLA = { id: 'ola', name: 'Ola Hansen', hasLeft: false }
const onTheWay = fallCard({ state: 'on-the-way', ringing: false, owner: KARI })

let station: FakeStationClient

beforeAll(() => {
  setUpLanguages('nb')
  // jsdom has neither.
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T02:40:18Z') })
})
afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.useRealTimers()
})

async function openBoard(personId: string, alarms: readonly AlarmCard[], view: 'board' | 'phone' = 'board') {
  station = new FakeStationClient(sampleBoard(Date.now(), alarms))
  const settings = { personId, language: 'nb', theme: 'dark' } as const
  const onSettings = () => undefined
  render(<AlarmBoard client={station} settings={settings} onSettings={onSettings} shell={null} view={view} />)
  await wait(600)
}

async function wait(milliseconds: number) {
  for (let passed = 0; passed <= milliseconds; passed += 100) {
    act(() => {
      station.tick()
    })
    await act(() => vi.advanceTimersByTimeAsync(100))
  }
}

function press(key: string) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key })
}

async function isGiven(by: typeof KARI) {
  act(() => {
    station.give(onTheWay.alarmId, by.id, 'ola')
  })
  await wait(200)
}

const notice = () => screen.queryByText(/ga deg/)

it('H shows those on duty first, each with whether it reaches them, and neither its owner nor bare names', async () => {
  await openBoard('kari', [onTheWay])
  press('h')
  await wait(100)
  const names = within(screen.getByRole('dialog'))
    .getAllByRole('listitem')
    .map((item) => item.textContent)
  expect(names).toEqual([
    'Ola Hansenpå vakt\u00A0· skjerm åpen',
    'Tuva Teknestekniker\u00A0· ikke på vakt\u00A0· ingen skjerm åpen',
  ])
})

it('H shows everybody the board knows where the station cannot say who is here', async () => {
  await openBoard('kari', [onTheWay])
  station.night.receivers = () => Promise.reject(new Error('no answer'))
  press('h')
  await wait(100)
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /Ola Hansen/ }))
  await wait(100)
  expect(station.calls).toMatchObject([{ step: 'hand-over', input: { to: 'ola' } }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('given to somebody without a screen, a window says so with their number; the call is noted', async () => {
  await openBoard('kari', [onTheWay])
  const tuva = { personId: 'tuva', name: 'Tuva Teknes', role: 'technician', duty: 'off-duty' } as const
  station.night.receivers = () => Promise.resolve([{ ...tuva, hasScreen: false }])
  press('h')
  await wait(100)
  expect(document.body.textContent).not.toContain('90 00 00 04')
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /Tuva Teknes/ }))
  await wait(100)
  const told = screen.getByRole('dialog', { name: 'Ring Tuva Teknes' })
  expect(told.textContent).toContain('har ingen skjerm åpen og får ikke vite om alarmen')
  const link = within(told).getByRole('link')
  expect(link.getAttribute('href')).toBe('tel:90000004')
  // jsdom cannot navigate; a press is what counts.
  link.addEventListener('click', (event) => {
    event.preventDefault()
  })
  fireEvent.click(link)
  await wait(0)
  expect(station.calls.map(({ step }) => step)).toEqual(['hand-over', 'note'])
})

it.each(['board', 'phone'] as const)(
  'whoever gets it is told on the %s, for as long as they have not seen it',
  async (view) => {
    await openBoard('ola', [onTheWay], view)
    expect(notice()).toBeNull()
    await isGiven(KARI)
    expect(notice()?.textContent).toMatch(/^Kari Nordmann ga deg: Ingrid Solberg.*Fall oppdaget/)
    expect(screen.getByRole('alert', { name: 'Overlatt til deg' }).textContent).toContain('ga deg')
    await wait(60_000)
    fireEvent.click(screen.getByRole('button', { name: 'Sett' }))
    expect(notice()).toBeNull()
  },
)

it('G goes to the alarm that was given, and that is seen', async () => {
  const other = fallCard({ alarmId: 'a-2', openedAt: Date.now(), ringing: true })
  await openBoard('ola', [onTheWay, other])
  await isGiven(KARI)
  expect(document.querySelector('.detail')?.getAttribute('data-alarm')).toBe('a-2')
  press('g')
  await wait(100)
  expect(document.querySelector('.detail')?.getAttribute('data-alarm')).toBe(onTheWay.alarmId)
  expect(notice()).toBeNull()
})

it('what they took themselves by handing it to themselves is told to nobody', async () => {
  await openBoard('ola', [onTheWay])
  await isGiven(OLA)
  expect(notice()).toBeNull()
})

it('is in hand once they have gone further with it: the notice is gone', async () => {
  await openBoard('ola', [onTheWay])
  await isGiven(KARI)
  act(() => {
    station.change([{ ...onTheWay, state: 'on-site', owner: OLA, revision: onTheWay.revision + 2 }])
  })
  expect(notice()).toBeNull()
})

it('nobody gave what was given before the last own step', async () => {
  await openBoard('ola', [onTheWay])
  const { alarm, steps } = await station.chain(onTheWay.alarmId)
  const [raised] = steps
  if (raised === undefined) throw new Error('the fake tells no step')
  const of = (type: ChainStep['type'], actor: typeof KARI, to: typeof KARI | null): ChainStep => ({
    ...raised,
    type,
    actor: { ...actor, kind: 'person' },
    to,
  })
  const given = of('handed-over', KARI, OLA)
  const by = (steps: readonly ChainStep[], personId: string) =>
    givenBy({ alarm, steps: [...steps], events: [] }, personId)?.by
  expect(by([raised, given], 'ola')).toEqual(KARI)
  expect(by([raised, given, of('note', OLA, null)], 'ola')).toBeUndefined()
  expect(by([raised, given], 'kari')).toBeUndefined()
})

it('the taps of a notice wait for the end of a burst and of a pause', () => {
  const burst = { ...SILENT, lastBurst: { priority: 'critical', at: 0 } } as const
  expect(mayNotice(SILENT, 0)).toBe(true)
  expect(mayNotice(burst, 500)).toBe(false)
  expect(mayNotice(burst, 2_500)).toBe(true)
  expect(mayNotice({ ...SILENT, mute: { until: 120_000, known: SILENT.rings } }, 1_000)).toBe(false)
})
