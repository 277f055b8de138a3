/** Tries to keep a critical alarm silent: presses of M, rings that come, repeat and go, in any order. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MUTE_LIMIT_MS } from '../../../../shared/api/board.ts'
import { BURST_PATTERNS, burstLengthMs } from '../../../../renderer/sound/burst-patterns.ts'
import { PatchedMap } from '../../../../renderer/patched-map.ts'
import { decideBurst, NO_RINGS, SILENT, toggleMute } from '../../../../renderer/sound/sound-rules.ts'
import { PRIORITIES } from '../../../../shared/domain/priority.ts'

const LOOK_MS = 100
/** A burst that began just before is played to its end, and is followed by the shortest silence. */
const LATEST_MS = burstLengthMs(BURST_PATTERNS.critical) + 2_500 + LOOK_MS

const inputs = fc.array(
  fc.oneof(
    fc.record({ at: fc.nat(120), do: fc.constant('m' as const) }),
    fc.record({
      at: fc.nat(120),
      do: fc.constant('ring' as const),
      id: fc.constantFrom('a', 'b', 'c'),
      priority: fc.constantFrom(...PRIORITIES),
    }),
    fc.record({ at: fc.nat(120), do: fc.constant('answer' as const), id: fc.constantFrom('a', 'b', 'c') }),
  ),
  { maxLength: 30 },
)

it('a critical ring that comes while the sound is paused is heard within seconds, whatever came before', () => {
  fc.assert(
    fc.property(inputs, (steps) => {
      let state = SILENT
      let rings = NO_RINGS
      let revision = 0
      /** Critical rings that nobody has paused since they came, and when they came. */
      let unheard = new Map<string, number>()
      let pausedAt: number | null = null
      for (let now = 0; now <= 22_000; now += LOOK_MS) {
        for (const step of steps.filter(({ at }) => at * LOOK_MS === now)) {
          if (step.do === 'm') {
            state = toggleMute(state, rings, now)
            // Whoever presses has the ring before them: it is theirs to pause.
            if (state.mute !== null) unheard = new Map()
            pausedAt = state.mute === null ? null : now
          } else {
            rings = rings.with([[step.id, undefined]])
            unheard.delete(step.id)
            if (step.do === 'answer') continue
            revision += 1
            const ring = { id: step.id, ringRevision: revision, priority: step.priority }
            rings = rings.with([[step.id, ring]])
            if (step.priority === 'critical') unheard.set(step.id, now)
          }
        }
        const decision = decideBurst(state, rings, now)
        state = decision.state
        if (decision.burst === 'critical') unheard = new Map()
        for (const since of unheard.values()) expect(now - since).toBeLessThanOrEqual(LATEST_MS)
        if (state.mute === null) pausedAt = null
        if (pausedAt !== null) expect(now - pausedAt).toBeLessThan(MUTE_LIMIT_MS)
      }
    }),
    { numRuns: 100 },
  )
})

it('one press never silences longer than 120 s, however often rings repeat meanwhile', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_300), { maxLength: 20 }), (repeats) => {
      const fall = { id: 'fall', ringRevision: 1, priority: 'high' } as const
      let state = toggleMute(SILENT, PatchedMap.of([['fall', fall]]), 0)
      let heardAt: number | null = null
      for (let now = LOOK_MS; heardAt === null && now <= 2 * MUTE_LIMIT_MS; now += LOOK_MS) {
        const ringRevision = 1 + repeats.filter((at) => at * LOOK_MS <= now).length
        const decision = decideBurst(state, PatchedMap.of([['fall', { ...fall, ringRevision }]]), now)
        state = decision.state
        if (decision.burst !== null) heardAt = now
      }
      expect(heardAt).not.toBeNull()
      expect(heardAt ?? Infinity).toBeLessThanOrEqual(MUTE_LIMIT_MS + LOOK_MS)
    }),
    { numRuns: 30 },
  )
})
