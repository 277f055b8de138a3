import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { screenKind, useView } from '../../../../renderer/phone/use-view.ts'

let isSmall: boolean
let media: EventTarget

beforeEach(() => {
  isSmall = false
  media = new EventTarget()
  vi.stubGlobal('matchMedia', () =>
    Object.assign(Object.create(media) as object, {
      matches: isSmall,
      addEventListener: media.addEventListener.bind(media),
      removeEventListener: media.removeEventListener.bind(media),
    }),
  )
})
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

function resized(small: boolean) {
  act(() => {
    isSmall = small
    media.dispatchEvent(new Event('change'))
  })
}

it('a window that becomes narrow is for a hand, until somebody wants the whole board', () => {
  const { result } = renderHook(() => useView(false))
  expect(result.current.view).toBe('board')
  resized(true)
  expect(result.current.view).toBe('phone')
  act(() => {
    result.current.toBoard?.()
  })
  expect(result.current.view).toBe('board')
})

it('the desktop client shows the board however narrow it is', () => {
  isSmall = true
  expect(renderHook(() => useView(true)).result.current.view).toBe('board')
})

it('the phone’s own path shows its page at any width, and leads nowhere else', () => {
  history.replaceState(null, '', '/phone')
  expect(renderHook(() => useView(false)).result.current).toEqual({ view: 'phone', toBoard: null })
})

it.each([
  ['the desktop client', true, '/', false, 'desk'],
  ['a desktop window that was made small', true, '/', true, 'desk'],
  ['a wide page', false, '/', false, 'browser'],
  ['the page of a telephone, however wide', false, '/phone', false, 'phone'],
  ['a page that is a telephone’s by its size', false, '/', true, 'phone'],
])('tells the station what kind of screen it is: %s', (_, isDesktop, path, small, kind) => {
  history.replaceState(null, '', path)
  isSmall = small
  expect(screenKind(isDesktop)).toBe(kind)
})
