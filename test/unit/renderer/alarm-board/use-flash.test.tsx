import { renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useFlash } from '../../../../renderer/alarm-board/use-flash.ts'

const { dataset } = document.documentElement

/** How often the word changed in that time. */
function changesIn(ms: number, word: string): number {
  let changes = 0
  let before = dataset[word]
  for (let passed = 0; passed < ms; passed += 1) {
    vi.advanceTimersByTime(1)
    if (dataset[word] !== before) changes += 1
    before = dataset[word]
  }
  return changes
}

describe('what rings flashes', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('critical twice a second and high 0.6 times, both half on', () => {
    const { unmount } = renderHook(() => {
      useFlash(true)
    })
    expect(changesIn(10_000, 'flashCritical') / 2 / 10).toBe(2)
    expect(changesIn(10_000, 'flashHigh') / 2 / 10).toBeCloseTo(0.6, 1)
    unmount()
  })

  it('stands still, and leaves nothing hidden, when nothing rings', () => {
    const { rerender, unmount } = renderHook(
      ({ rings }) => {
        useFlash(rings)
      },
      { initialProps: { rings: true } },
    )
    vi.advanceTimersByTime(250)
    expect(dataset['flashCritical']).toBe('off')
    rerender({ rings: false })
    expect(dataset['flashCritical']).toBeUndefined()
    expect(dataset['flashHigh']).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
    unmount()
  })
})
