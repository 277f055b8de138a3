/** Beside a plain map that takes the same changes, over many more of them than one patch carries. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PatchedMap } from '../../../renderer/patched-map.ts'

interface Card {
  readonly revision: number
}
type Change = readonly [string, Card | undefined]

const key = fc.nat(400).map((number) => `alarm-${String(number)}`)
const card = fc.option(fc.record({ revision: fc.nat() }), { nil: undefined, freq: 3 })
const changes = fc.array(fc.tuple(key, card), { maxLength: 60 })

function applied(map: ReadonlyMap<string, Card>, some: readonly Change[]): Map<string, Card> {
  const next = new Map(map)
  for (const [id, value] of some) {
    if (value === undefined) next.delete(id)
    else next.set(id, value)
  }
  return next
}

it('holds what a plain map holds, however much has changed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, fc.record({ revision: fc.nat() }))),
      fc.array(changes),
      (start, steps) => {
        let map = PatchedMap.of(start)
        let plain = new Map<string, Card>(start)
        for (const step of steps) {
          map = map.with(step)
          plain = applied(plain, step)
          expect(map.size).toBe(plain.size)
          expect(new Map(map)).toEqual(plain)
          expect(new Set(map.values())).toEqual(new Set(plain.values()))
          for (const [id] of step) {
            expect(map.get(id)).toBe(plain.get(id))
            expect(map.has(id)).toBe(plain.has(id))
          }
        }
      },
    ),
  )
})

it('finds all that differs from an earlier map, also from one that it shares nothing with', () => {
  fc.assert(
    fc.property(fc.array(changes, { minLength: 1 }), fc.nat(), (steps, back) => {
      const maps = [PatchedMap.of<Card>([])]
      for (const step of steps) maps.push((maps.at(-1) ?? PatchedMap.of<Card>([])).with(step))
      const last = maps.at(-1)
      const earlier = maps[back % maps.length]
      if (last === undefined || earlier === undefined) throw new Error('no map')
      const changed = last.changedSince(earlier)
      for (const id of [...last.keys(), ...earlier.keys()]) {
        if (last.get(id) !== earlier.get(id)) expect(changed).toContain(id)
      }
    }),
  )
})

it('names only the few that differ, from one change to the next', () => {
  let map = PatchedMap.of(Array.from({ length: 5_000 }, (_, number) => [String(number), { revision: 0 }]))
  for (let number = 0; number < 1_000; number += 1) {
    const next = map.with([[String(number), { revision: 1 }]])
    expect(next.changedSince(map).size).toBeLessThanOrEqual(130)
    map = next
  }
})

it('leaves the map that it came from as it was', () => {
  const before = PatchedMap.of<Card>([['alarm-1', { revision: 1 }]])
  before.with([
    ['alarm-1', undefined],
    ['alarm-2', { revision: 2 }],
  ])
  expect([...before]).toEqual([['alarm-1', { revision: 1 }]])
})
