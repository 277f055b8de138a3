import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Rehearsal } from '../../../../renderer/alarm-board/rehearsal.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { NowProvider } from '../../../../renderer/ui/now.tsx'

/** The browser's idle moment, when the test says so. */
let whenIdle: (() => void) | undefined

const rehearsal = (isCalm: boolean) => (
  <NowProvider clockOffsetMs={0}>
    <Rehearsal isCalm={isCalm} />
  </NowProvider>
)
const showRehearsal = () => render(rehearsal(true))

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
    rerender(rehearsal(false))
    expect(drawn()).toBeNull()
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
    rerender(rehearsal(false))
    rerender(rehearsal(true))
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
