/** The sound's settings as somebody at the desk meets them: a real board, a machine with two outputs. */
import { act, cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { AlarmBoard } from '../../../../renderer/alarm-board/alarm-board.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import type { TryggvaktShell } from '../../../../shared/api/shell.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { sampleBoard } from '../../../fakes/sample-board.ts'

const settings = { personId: 'kari', language: 'nb', theme: 'dark' } as const
const never = () => Promise.resolve()
const desktop: TryggvaktShell = {
  runtime: { electron: '33', chromium: '130', node: '20', official: false },
  getState: () => Promise.resolve({ phase: 'starting' }),
  onState: () => () => undefined,
  startTraining: never,
  startStation: never,
  saveAsPdf: () => Promise.resolve('cancelled'),
  reportBoard: () => undefined,
}

let present: readonly string[]
let machine: EventTarget
let sinks: string[]
let station: FakeStationClient

class Context extends EventTarget {
  readonly state = 'running'
  setSinkId(id: string): Promise<void> {
    sinks.push(id)
    return Promise.resolve()
  }
  close(): Promise<void> {
    return Promise.resolve()
  }
}

beforeAll(() => {
  setUpLanguages('nb')
  Element.prototype.scrollIntoView = () => undefined
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T02:40:18Z') })
  present = ['desk', 'headset']
  machine = new EventTarget()
  sinks = []
  vi.stubGlobal('AudioContext', Context)
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: {
      enumerateDevices: () =>
        Promise.resolve(
          present.map((deviceId) => ({ kind: 'audiooutput', deviceId, label: `Lyd ${deviceId}` })),
        ),
      addEventListener: machine.addEventListener.bind(machine),
      removeEventListener: machine.removeEventListener.bind(machine),
    },
  })
})
afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.useRealTimers()
})

async function openBoard() {
  station = new FakeStationClient(sampleBoard(Date.now(), []))
  render(<AlarmBoard client={station} settings={settings} onSettings={() => undefined} shell={desktop} />)
  await wait()
}

async function wait() {
  act(() => {
    station.tick()
  })
  await act(() => vi.advanceTimersByTimeAsync(300))
}

/** By the keyboard alone, as react-aria takes it. */
function enter(element: HTMLElement) {
  act(() => {
    element.focus()
  })
  fireEvent.keyDown(element, { key: 'Enter' })
  fireEvent.keyUp(element, { key: 'Enter' })
}

/** Looking things up by role takes seconds in a page with so many choices. */
function reachable(words: string | RegExp, selector: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((element) =>
    typeof words === 'string' ? element.textContent === words : words.test(element.textContent),
  )
  if (found === undefined) throw new Error(`no ${selector} says ${String(words)}`)
  return found
}

async function chooseOutput(name: string) {
  for (const [words, selector] of [
    ['Meny', 'button'],
    ['Lydinnstillinger', '[role=menuitem]'],
    [/Den maskinen bruker/, '[role=dialog] button'],
    [name, '[role=option]'],
  ] as const) {
    enter(reachable(words, selector))
    await wait()
  }
}

it('an output is chosen from the menu by keyboard and kept; when it vanishes, that is said', async () => {
  await openBoard()
  await chooseOutput('Lyd headset')
  expect(sinks.at(-1)).toBe('headset')
  cleanup()
  sinks = []
  await openBoard()
  expect(sinks).toEqual(['headset'])
  present = ['desk']
  machine.dispatchEvent(new Event('devicechange'))
  await wait()
  expect(sinks).toEqual(['headset', ''])
  expect(document.body.textContent).toContain('Høyttaleren «Lyd headset» er borte')
  expect(station.attends).toBe('fallback')
})

it('the station is told of a machine that lost its last output', async () => {
  await openBoard()
  expect(station.attends).toBe('ready')
  present = []
  machine.dispatchEvent(new Event('devicechange'))
  await wait()
  expect(station.attends).toBe('missing')
})
