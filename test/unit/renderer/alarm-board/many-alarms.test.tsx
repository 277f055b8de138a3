/** The board of a bad night: 5,000 open alarms, walked by keys, with a new one coming and a pointer moving. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { AlarmBoard } from '../../../../renderer/alarm-board/alarm-board.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

const MANY = 5_000
let station: FakeStationClient

beforeAll(() => {
  setUpLanguages('nb')
  Object.defineProperty(document.documentElement, 'scrollHeight', {
    get: () => Number.parseFloat(document.querySelector<HTMLElement>('.cards ul')?.style.height ?? '0'),
  })
})
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T02:40:18Z') })
  // A document without layout does not scroll by itself.
  vi.stubGlobal('scrollTo', ({ top = 0 }: ScrollToOptions) => {
    Object.assign(window, { scrollY: top })
    setTimeout(() => fireEvent.scroll(window), 0)
  })
})
afterEach(() => {
  cleanup()
  Object.assign(window, { scrollY: 0 })
  vi.useRealTimers()
})

const door = (index: number) =>
  fallCard({
    alarmId: `door-${String(index)}`,
    cause: 'door',
    priority: 'high',
    openedAt: Date.now() - (MANY - index) * 1_000,
  })

async function openBoard() {
  station = new FakeStationClient(
    sampleBoard(
      Date.now(),
      Array.from({ length: MANY }, (_, index) => door(index)),
    ),
  )
  const settings = { personId: 'kari', language: 'nb', theme: 'dark' } as const
  render(<AlarmBoard client={station} settings={settings} onSettings={vi.fn()} shell={null} />)
  await wait(600)
}

/** Lets time pass while the station ticks as it should. */
async function wait(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    await act(() => vi.advanceTimersByTimeAsync(100))
    act(() => {
      station.tick()
    })
  }
}

function press(key: string) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key })
}

const list = () => [...document.querySelectorAll('.cards li')]
const places = () => list().map((slot) => Number(slot.getAttribute('aria-posinset')))
const focused = () => document.querySelector('.card[aria-current=true]')
const focusedPlace = () => Number(focused()?.closest('li')?.getAttribute('aria-posinset'))

it('draws the cards in sight, tells a screen reader of all, and lets keys reach every one', async () => {
  await openBoard()
  expect(list().length).toBeLessThan(30)
  expect(new Set(list().map((slot) => slot.getAttribute('aria-setsize')))).toEqual(new Set(['5000']))
  expect([focusedPlace(), places()[0]]).toEqual([1, 1])

  press('End')
  await wait(100)
  expect([focusedPlace(), places().at(-1)]).toEqual([5_000, 5_000])
  expect(places()).toContain(4_998)
  expect(document.activeElement).toBe(focused())
  expect(list().length).toBeLessThan(30)

  press('PageUp')
  await wait(100)
  expect(focusedPlace()).toBeLessThan(4_999)
  expect(focusedPlace()).toBeGreaterThan(4_980)
  const before = focusedPlace()
  press('ArrowUp')
  press('PageDown')
  press('ArrowDown')
  expect(focusedPlace()).toBe(5_000)
  press('Home')
  await wait(100)
  expect([focusedPlace(), places()[0]]).toEqual([1, 1])
  expect(before).toBeLessThan(5_000)
})

it('how an alarm came to be is asked for where somebody stops, not on the way through the list', async () => {
  await openBoard()
  const asked = vi.spyOn(station, 'chain')
  for (let step = 0; step < 40; step += 1) press('ArrowDown')
  await wait(300)
  expect(asked.mock.calls.at(-1)).toEqual(['door-40'])
  expect(asked.mock.calls.length).toBeLessThanOrEqual(2)
})

it('Enter deep in the list takes the step of the alarm that has the focus', async () => {
  await openBoard()
  press('End')
  await wait(600)
  press('Enter')
  expect(station.calls).toMatchObject([{ step: 'acknowledge', input: { alarmId: 'door-4999' } }])
})

it('the first of 5,000 that a colleague takes leaves the list where it is, and ↓ among what rings', async () => {
  await openBoard()
  act(() => {
    station.change([{ ...door(0), state: 'acknowledged', ringing: false, revision: 2 }])
  })
  await wait(200)
  expect([focused()?.getAttribute('data-alarm'), focusedPlace(), window.scrollY]).toEqual([
    'door-0',
    5_000,
    0,
  ])
  expect(places()[0]).toBe(1)
  press('ArrowDown')
  await wait(200)
  expect([focused()?.getAttribute('data-alarm'), focusedPlace(), window.scrollY]).toEqual(['door-1', 1, 0])
  press('ArrowDown')
  expect(focused()?.getAttribute('data-alarm')).toBe('door-2')
})

it('who leaves the board meanwhile and comes back has arrow keys that go on from the alarm itself', async () => {
  await openBoard()
  const owner = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
  act(() => {
    station.change([{ ...door(0), state: 'acknowledged', ringing: false, owner, revision: 2 }])
  })
  await wait(200)
  press('t')
  await wait(200)
  expect(list()).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: 'Til vaktrommet (Esc)' }))
  await wait(200)
  expect(focused()?.getAttribute('data-alarm')).toBe('door-0')
  press('ArrowUp')
  expect(focused()?.getAttribute('data-alarm')).toBe('door-4999')
})

it('a new critical alarm takes the focus and is in sight at the top, however deep one was', async () => {
  await openBoard()
  press('End')
  await wait(1_500)
  act(() => {
    station.change([fallCard({ openedAt: Date.now() })])
  })
  await wait(200)
  expect(focused()?.getAttribute('data-alarm')).toBe('a-1')
  expect([focusedPlace(), window.scrollY]).toEqual([1, 0])
  expect(list().at(1)?.getAttribute('aria-setsize')).toBe('5001')
})

it('while one scrolls deep and the focus is not there, what rings above is one press away', async () => {
  await openBoard()
  act(() => {
    station.change([fallCard({ openedAt: Date.now() })])
  })
  await wait(200)
  act(() => {
    window.scrollTo({ top: 300_000 })
  })
  await wait(200)
  expect(places()).toContain(2_001)
  const above = document.querySelector('.rings-above button')
  expect(above?.textContent).toContain('1 kritisk ringer lenger opp')
  expect(focused()?.getAttribute('data-alarm')).toBe('a-1')
  press('ArrowDown')
  await wait(100)
  expect([focusedPlace(), window.scrollY < 1_000]).toEqual([2, true])
})

it('under a moving pointer nothing moves: not the order, not the list, though the focus is the new alarm’s', async () => {
  await openBoard()
  act(() => {
    window.scrollTo({ top: 300_000 })
  })
  await wait(1_500)
  const seen = places().filter((place) => place > 1)
  const pointer = () => fireEvent.pointerMove(document.querySelector('.cards') ?? document.body)
  pointer()
  act(() => {
    station.change([
      fallCard({ openedAt: Date.now() }),
      { ...door(2_000), state: 'resolved', ringing: false },
    ])
  })
  await wait(500)
  pointer()
  await wait(500)
  expect(document.querySelector('.detail')?.getAttribute('data-alarm')).toBe('a-1')
  expect(window.scrollY).toBe(300_000)
  expect(places().filter((place) => place > 1 && place < 4_000)).toEqual(seen)
  expect(document.querySelector('[data-alarm=door-2000]')?.getAttribute('data-state')).toBe('resolved')

  await wait(1_000)
  expect([focusedPlace(), window.scrollY]).toEqual([1, 0])
})
