import { describe, expect, it } from 'vitest'
import { MUTE_LIMIT_MS } from '../../../../shared/api/board.ts'
import { BURST_PATTERNS, burstLengthMs } from '../../../../renderer/sound/burst-patterns.ts'
import { PatchedMap } from '../../../../renderer/patched-map.ts'
import {
  decideBurst,
  SILENT,
  toggleMute,
  type Rings,
  type Sounding,
  type SoundState,
} from '../../../../renderer/sound/sound-rules.ts'

const fall: Sounding = { id: 'fall', ringRevision: 1, priority: 'critical' }
const door: Sounding = { id: 'door', ringRevision: 1, priority: 'high' }
const battery: Sounding = { id: 'battery', ringRevision: 1, priority: 'low' }

const ringing = (...rings: readonly Sounding[]): Rings => PatchedMap.of(rings.map((ring) => [ring.id, ring]))

/** The bursts from 0 to `untilMs` with one look every 100 ms, as `at priority`. */
function listen(rings: readonly Sounding[], untilMs: number, start: SoundState = SILENT, fromMs = 0) {
  const heard: string[] = []
  let state = start
  for (let now = fromMs; now <= untilMs; now += 100) {
    const decision = decideBurst(state, ringing(...rings), now)
    state = decision.state
    if (decision.burst !== null) heard.push(`${String(now)} ${decision.burst}`)
  }
  return { heard, state }
}

describe('bursts', () => {
  it('keep the numbers of IEC 60601-1-8', () => {
    const { critical, high, medium, low } = BURST_PATTERNS
    expect([critical, high, medium, low].map((it) => it.pulses.length)).toEqual([10, 3, 2, 1])
    for (const { pulses } of [critical])
      for (const it of pulses) expect(it.lengthMs).toBeGreaterThanOrEqual(75)
    const halves = (critical.pulses[5]?.startMs ?? 0) - (critical.pulses[4]?.startMs ?? 0) - 100
    expect(halves).toBeGreaterThanOrEqual(350)
    expect(halves).toBeLessThanOrEqual(1_300)
    expect((critical.everyMs ?? 0) - burstLengthMs(critical)).toBeGreaterThanOrEqual(2_500)
    for (const it of [critical, high, medium, low]) {
      expect(
        it.harmonics.filter((n) => n * it.baseHz >= 300 && n * it.baseHz <= 4_000).length,
      ).toBeGreaterThanOrEqual(4)
    }
  })

  it('come every 5 s for a critical alarm, every 15 s for a high one, once for a low one', () => {
    expect(listen([fall], 11_000).heard).toEqual(['0 critical', '5000 critical', '10000 critical'])
    expect(listen([door], 31_000).heard).toEqual(['0 high', '15000 high', '30000 high'])
    expect(listen([battery], 60_000).heard).toEqual(['0 low'])
  })

  it('that nobody can hear do not count: the one tone of a low alarm waits for the output', () => {
    const silent = decideBurst(SILENT, ringing(battery), 0, false)
    expect(silent).toMatchObject({ burst: null, begun: [] })
    const later = decideBurst(silent.state, ringing(battery), 60_000, true)
    expect(later).toMatchObject({ burst: 'low', begun: ['battery'] })
  })

  it('are those of the most urgent alarm alone, at once', () => {
    const before = listen([door], 1_000)
    expect(listen([fall, door, battery], 6_500, before.state, 1_100).heard).toEqual([
      '1100 critical',
      '6100 critical',
    ])
  })

  it('sound anew when a high or medium alarm calls the next level', () => {
    const silent: Sounding = { id: 'silent', ringRevision: 1, priority: 'medium' }
    const { heard, state } = listen([silent], 20_000)
    expect(heard).toEqual(['0 medium'])
    expect(listen([{ ...silent, calledAt: 20_000 }], 40_000, state, 20_100).heard).toEqual(['20100 medium'])
  })

  it('end when the alarm is answered', () => {
    expect(listen([], 20_000, listen([fall], 1_000).state, 1_100).heard).toEqual([])
  })

  it('begin anew when the same alarm is back after none rang', () => {
    const rings = [battery]
    const silent = listen([], 20_000, listen(rings, 1_000).state, 1_100).state
    expect(listen(rings, 40_000, silent, 20_100).heard).toEqual(['20100 low'])
  })

  it('of many alarms at once do not run into each other', () => {
    let state = SILENT
    const heard: number[] = []
    for (let now = 0; now <= 10_000; now += 100) {
      const rings = Array.from({ length: now / 100 + 1 }, (_, n) => ({ ...fall, id: `fall ${String(n)}` }))
      const decision = decideBurst(state, ringing(...rings), now)
      state = decision.state
      if (decision.burst !== null) heard.push(now)
    }
    expect(heard).toEqual([0, 4_500, 9_000])
  })
})

it('says which alarms a burst sounds for the first time', () => {
  const first = decideBurst(SILENT, ringing(fall, door), 0)
  expect(first.begun).toEqual(['fall'])
  const again = decideBurst(first.state, ringing(fall, { ...fall, id: 'second' }, door), 5_000)
  expect([again.burst, again.begun]).toEqual(['critical', ['second']])
  expect(decideBurst(again.state, ringing(door), 10_000).begun).toEqual(['door'])
})

describe('a pause of the sound', () => {
  it('ends by itself after 120 s', () => {
    const paused = toggleMute(listen([fall], 1_000).state, ringing(fall), 1_000)
    const { heard } = listen([fall], 125_000, paused, 1_100)
    expect(heard[0]).toBe(`${String(1_000 + MUTE_LIMIT_MS)} critical`)
  })

  it('is broken by a new fall, and by the same person falling again', () => {
    const paused = toggleMute(SILENT, ringing(fall), 0)
    expect(decideBurst(paused, ringing(fall, { ...fall, id: 'second' }), 5_000).burst).toBe('critical')
    expect(decideBurst(paused, ringing({ ...fall, ringRevision: 3 }), 5_000).burst).toBe('critical')
    expect(decideBurst(paused, ringing(fall, door), 5_000).burst).toBeNull()
  })

  it('is broken by a fall that nobody has answered and that calls the next level', () => {
    const paused = toggleMute(SILENT, ringing(fall), 0)
    expect(decideBurst(paused, ringing({ ...fall, calledAt: 60_000 }), 5_000).burst).toBe('critical')
  })
})
