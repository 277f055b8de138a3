import { expect, it } from 'vitest'
import { thisScreen } from '../../../renderer/this-screen.ts'
import { readScreenParam, screenParam } from '../../../shared/api/screens.ts'

const ID = '0199c0de-0000-7000-8000-000000000001'
const OTHER = '0199c0de-0000-7000-8000-000000000002'

function storage(kept: string | null) {
  const box = { kept }
  return { box, getItem: () => box.kept, setItem: (_key: string, value: string) => void (box.kept = value) }
}

it('a screen keeps the id that it was given once', () => {
  const first = storage(null)
  expect(thisScreen(first, false, () => ID)).toEqual({ id: ID, kind: 'browser' })
  expect(thisScreen(first, true, () => OTHER)).toEqual({ id: ID, kind: 'desk' })
})

it('what is no id is another one from now on', () => {
  const broken = storage('<script>')
  expect(thisScreen(broken, false, () => ID).id).toBe(ID)
  expect(broken.box.kept).toBe(ID)
})

it('crosses with a connection and is read again; what is in no such form names no screen', () => {
  expect(readScreenParam(screenParam({ id: ID, kind: 'desk' }))).toEqual({ id: ID, kind: 'desk' })
  for (const text of [undefined, 7, '', ID, `tv:${ID}`, `desk:${ID}:x`, 'desk:short']) {
    expect(readScreenParam(text)).toBeNull()
  }
})
