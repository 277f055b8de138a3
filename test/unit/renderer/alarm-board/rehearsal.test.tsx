import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { madeUpCard } from '../../../../renderer/alarm-board/rehearsal-alarm.ts'
import { Rehearsal } from '../../../../renderer/alarm-board/rehearsal.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { PatchedMap } from '../../../../renderer/patched-map.ts'
import { NowProvider } from '../../../../renderer/ui/now.tsx'
import type { AlarmCard } from '../../../../shared/api/board.ts'

/** The browser's idle moment, when the test says so. */
let whenIdle: (() => void) | undefined

const CALM = PatchedMap.of<AlarmCard>([])
const FULL = PatchedMap.of<AlarmCard>([['alarm-1', madeUpCard(1, 0)]])

const rehearsal = (alarms: PatchedMap<AlarmCard> | null) => (
  <NowProvider clockOffsetMs={0}>
    <Rehearsal alarms={alarms} />
  </NowProvider>
)
const showRehearsal = () => render(rehearsal(CALM))

const drawn = () => document.querySelector('.rehearsal')

async function passFrames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame += 1)
    await act(async () => {
      await vi.advanceTimersByTimeAsync(17)
    })
}

describe('the drawing of an alarm is rehearsed', () => {
  beforeAll(() => {
    setUpLanguages('nb')
  })
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('requestIdleCallback', (callback: () => void) => {
      whenIdle = callback
      return 1
    })
    vi.stubGlobal('cancelIdleCallback', () => {
      whenIdle = undefined
    })
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('draws nothing before the browser is idle, then out of reach of eye, ear, key and pointer, and goes', async () => {
    showRehearsal()
    expect(drawn()).toBeNull()
    act(() => whenIdle?.())
    expect(drawn()?.querySelector('[data-alarm]')).not.toBeNull()
    expect(drawn()?.hasAttribute('inert')).toBe(true)
    expect(screen.queryAllByRole('button')).toEqual([])
    await passFrames(20)
    expect(drawn()).toBeNull()
  })

  it('is gone at once when something real comes', () => {
    const { rerender } = showRehearsal()
    act(() => whenIdle?.())
    rerender(rehearsal(FULL))
    expect(drawn()).toBeNull()
  })

  it('stands in no page where real alarms do, and is over with the next change', async () => {
    const made = vi.spyOn(document, 'createElement')
    const { rerender } = render(rehearsal(FULL))
    expect(made).not.toHaveBeenCalledWith('button')
    act(() => whenIdle?.())
    await passFrames(3)
    expect(made).toHaveBeenCalledWith('button')
    expect(drawn()).toBeNull()
    expect(document.querySelector('[data-alarm], .card, .detail')).toBeNull()
    rerender(rehearsal(FULL.with([['alarm-1', madeUpCard(2, 0)]])))
    made.mockClear()
    await passFrames(20)
    expect(made).not.toHaveBeenCalled()
  })

  it('leaves nothing running behind', () => {
    const { unmount } = showRehearsal()
    act(() => whenIdle?.())
    unmount()
    expect(drawn()).toBeNull()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not begun again by every end of an alarm', async () => {
    const { rerender } = showRehearsal()
    act(() => whenIdle?.())
    await passFrames(20)
    whenIdle = undefined
    rerender(rehearsal(FULL))
    rerender(rehearsal(CALM))
    expect(whenIdle).toBeUndefined()
    expect(drawn()).toBeNull()
  })

  it('is repeated after ten minutes of calm: code that has not run for long is forgotten', async () => {
    showRehearsal()
    act(() => whenIdle?.())
    await passFrames(20)
    whenIdle = undefined
    await act(async () => {
      await vi.advanceTimersByTimeAsync(10 * 60_000)
    })
    expect(whenIdle).toBeDefined()
  })
})
