import { expect, it } from 'vitest'
import { randomId, thisScreen } from '../../../renderer/this-screen.ts'
import { readScreenParam, screenParam } from '../../../shared/api/screens.ts'

const ID = '0199c0de-0000-7000-8000-000000000001'
const OTHER = '0199c0de-0000-7000-8000-000000000002'

function storage(kept: string | null) {
  const box = { kept }
  return { box, getItem: () => box.kept, setItem: (_key: string, value: string) => void (box.kept = value) }
}

it('a screen keeps the id that it was given once', () => {
  const first = storage(null)
  expect(thisScreen(first, 'browser', () => ID)).toEqual({ id: ID, kind: 'browser' })
  expect(thisScreen(first, 'desk', () => OTHER)).toEqual({ id: ID, kind: 'desk' })
})

it('what is no id is another one from now on', () => {
  const broken = storage('<script>')
  expect(thisScreen(broken, 'phone', () => ID).id).toBe(ID)
  expect(broken.box.kept).toBe(ID)
})

it('where nothing may be kept the screen has an id for this page, and the board begins', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('no room', 'QuotaExceededError')
    },
  }
  expect(thisScreen(full, 'browser', () => ID)).toEqual({ id: ID, kind: 'browser' })
})

it('has an id of its own where the page has no randomUUID, as over plain HTTP', () => {
  const ids = Array.from({ length: 50 }, () => thisScreen(storage(null), 'phone').id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(readScreenParam(screenParam({ id, kind: 'phone' }))).toEqual({ id, kind: 'phone' })
  }
  expect(randomId()).not.toBe(randomId())
})

it('crosses with a connection and is read again; what is in no such form names no screen', () => {
  expect(readScreenParam(screenParam({ id: ID, kind: 'desk' }))).toEqual({ id: ID, kind: 'desk' })
  for (const text of [undefined, 7, '', ID, `tv:${ID}`, `desk:${ID}:x`, 'desk:short']) {
    expect(readScreenParam(text)).toBeNull()
  }
})
