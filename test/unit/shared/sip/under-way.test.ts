import { expect, test } from 'vitest'
import { MOST_OF_SHARE, MOST_UNDER_WAY, UnderWay } from '../../../../shared/sip/under-way.ts'

function underWay() {
  const all = new UnderWay()
  const ended: string[] = []
  const enter = (share: string | undefined, name: string) => all.enter(share, () => ended.push(name))
  return { all, ended, enter }
}

test('who has its whole share under way loses its own oldest, and nobody else does', () => {
  const { ended, enter } = underWay()
  enter('b', 'b0')
  for (let at = 0; at < MOST_OF_SHARE + 2; at += 1) enter('a', `a${at}`)
  expect(ended).toEqual(['a0', 'a1'])
})

test('where all places are taken, the oldest of whoever has the most makes room', () => {
  const { all, ended, enter } = underWay()
  enter('small', 'small')
  for (let share = 0; share < 15; share += 1) {
    for (let at = 0; at < MOST_OF_SHARE - (share === 3 ? 0 : 1); at += 1) enter(`s${share}`, `${share}-${at}`)
  }
  for (let at = 0; !all.isFull; at += 1) enter('rest', `rest-${at}`)
  enter('calm', 'calm')
  expect(ended).toEqual(['3-0'])
  expect(all.isFull).toBe(true)
})

test('what is over leaves its place, once, also where it was ended to make room', () => {
  const { all, enter } = underWay()
  const leave = Array.from({ length: MOST_UNDER_WAY }, (_, at) => enter(`s${at % 100}`, String(at)))
  expect(all.isFull).toBe(true)
  enter('calm', 'calm')
  leave[0]?.()
  expect(all.isFull).toBe(true)
  leave[1]?.()
  leave[1]?.()
  expect(all.isFull).toBe(false)
})
