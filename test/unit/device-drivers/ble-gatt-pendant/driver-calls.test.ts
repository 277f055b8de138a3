import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { decodePendantLine } from '../../../../device-drivers/ble-gatt-pendant/decode-line.ts'
import { FALL, HELP, livingObservation } from '../../../support/pendant-wire.ts'
import { connected } from './connected-pendant.ts'

describe('calls', () => {
  test('a fall, a personal alarm, and each again is an event of its own', () => {
    const bench = connected()
    for (const observation of [FALL, HELP, HELP]) bench.observe(observation)
    expect(bench.events).toEqual(['fall true', 'help-call true', 'help-call true'])
  })

  test('what is kept of a call is decoded again to the same call', () => {
    const bench = connected()
    bench.observe(FALL)
    const [event] = bench.facts.flatMap((fact) => (fact.type === 'event' ? [fact.event] : []))
    expect(decodePendantLine({ hex: toHex(event?.raw ?? new Uint8Array()) })['events']).toEqual([
      { kind: 'fall', value: true },
    ])
  })

  test('a lost segment of a fall is told; so is an observation that never came, and one cut by a lost connection', () => {
    const bench = connected()
    bench.observe(FALL, (at) => at === 0)
    bench.observe(HELP)
    bench.observe(FALL, () => true)
    bench.observe(HELP)
    bench.observe(FALL, (at) => at === 1)
    bench.drop()
    expect(bench.notices).toEqual([
      'observation-lost noFirstSegment',
      'observation-missed',
      'connection-lost',
      'observation-lost disconnected',
    ])
    expect(bench.events).toEqual(['help-call true', 'help-call true'])
  })

  test('a test shows as a test, an invalid one only as a note', () => {
    const bench = connected()
    bench.observe(livingObservation({ type: 2, set: 1, status: 1 << 4 }))
    bench.observe(livingObservation({ type: 1, set: 1, status: 1 << 0 }))
    expect(bench.events).toEqual(['button test'])
    expect(bench.notices).toEqual(['observation-not-valid 00820001'])
  })

  test('levels are news when they change; a condition that ends is restored', () => {
    const bench = connected()
    const water = (set: number) => livingObservation({ type: 5, set })
    for (const set of [0, 1, 1, 0, 0, 1]) bench.observe(water(set))
    expect(bench.events).toEqual(['water true', 'restored water', 'water true'])
  })

  test('a fall state that ends is restored, which ends no alarm of a fall', () => {
    const bench = connected()
    bench.observe(FALL)
    bench.observe(livingObservation({ type: 1, set: 0 }))
    expect(bench.events).toEqual(['fall true', 'restored fall'])
  })

  test('what nobody understands is kept as it stood', () => {
    const bench = connected()
    bench.observe(livingObservation({ type: 9, set: 1 }))
    expect(bench.events).toEqual([])
    expect(bench.facts.filter(({ type }) => type === 'unknown-message')).toHaveLength(1)
  })

  test('random notifications never become an event', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 60 }), (values) => {
        const bench = connected()
        for (const value of values) {
          bench.notify('1840/2b8b', value)
          bench.notify('1840/2bf4', value)
          bench.notify('ffe0/ffe1', value)
        }
        expect(bench.events).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})

test('the counter of its segments wraps without a loss, over observations and within one', () => {
  const bench = connected()
  for (let press = 0; press < 200; press += 1) bench.observe(HELP)
  expect(bench.events).toEqual(Array.from({ length: 200 }, () => 'help-call true'))
  expect(bench.notices).toEqual([])
})

describe('battery', () => {
  test('each change is told, so that its course is seen; a new one ends low; no reading is no level', () => {
    const bench = connected()
    for (const percent of [87, 20, 19, 19, 18, 101, 95, 90]) bench.notify('180f/2a19', Uint8Array.of(percent))
    expect(bench.events).toEqual([
      'battery 20',
      'battery 19',
      'battery 18',
      'restored battery',
      'battery 95',
      'battery 90',
    ])
    expect(bench.facts.filter(({ type }) => type === 'discarded')).toHaveLength(1)
  })
})
