import { describe, expect, test } from 'vitest'
import { BURST_PATTERNS, burstLengthMs, NOTICE_PATTERN } from '../../../../renderer/sound/burst-patterns.ts'
import { burstSamples } from '../../../../renderer/sound/burst-samples.ts'

const RATE = 48_000
const PATTERNS = [...Object.entries(BURST_PATTERNS), ['notice', NOTICE_PATTERN] as const]

const loudest = (samples: Float32Array) => samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0)

/** How strong one tone is in these samples, 1 for a sine of full height. */
function strength(samples: Float32Array, hz: number): number {
  let [re, im] = [0, 0]
  samples.forEach((sample, at) => {
    re += sample * Math.cos((2 * Math.PI * hz * at) / RATE)
    im += sample * Math.sin((2 * Math.PI * hz * at) / RATE)
  })
  return (2 * Math.hypot(re, im)) / samples.length
}

describe.each(PATTERNS)('the burst of %s', (_, pattern) => {
  const samples = burstSamples(pattern, RATE)
  const part = (fromMs: number, toMs: number) =>
    samples.subarray(Math.round((fromMs * RATE) / 1000), Math.round((toMs * RATE) / 1000))

  test('is as long as its pattern, loud but never beyond what an output can give', () => {
    expect(samples).toHaveLength(Math.round((burstLengthMs(pattern) * RATE) / 1000))
    expect(loudest(samples)).toBeGreaterThan(pattern.gain / 2)
    expect(loudest(samples)).toBeLessThanOrEqual(pattern.gain)
  })

  test('sounds in each pulse and is silent between them', () => {
    pattern.pulses.forEach(({ startMs, lengthMs }, at) => {
      expect(loudest(part(startMs, startMs + lengthMs))).toBeGreaterThan(pattern.gain / 2)
      const next = pattern.pulses[at + 1]
      if (next !== undefined) expect(loudest(part(startMs + lengthMs, next.startMs))).toBe(0)
    })
  })

  test('begins and ends each pulse in silence, which does not click', () => {
    for (const { startMs, lengthMs } of pattern.pulses) {
      expect(loudest(part(startMs, startMs + 1))).toBeLessThan(0.1 * pattern.gain)
      expect(loudest(part(startMs + lengthMs - 1, startMs + lengthMs))).toBeLessThan(0.1 * pattern.gain)
    }
  })

  test('has its base tone and each harmonic alike, and nothing between them', () => {
    const [first] = pattern.pulses
    if (first === undefined) throw new Error('no pulse')
    const pulse = part(first.startMs, first.startMs + first.lengthMs)
    const tones = pattern.harmonics.map((harmonic) => strength(pulse, pattern.baseHz * harmonic))
    for (const tone of tones) expect(tone / (pattern.gain / pattern.harmonics.length)).toBeCloseTo(0.9, 0)
    expect(strength(pulse, pattern.baseHz * 1.5)).toBeLessThan(0.3 * Math.min(...tones))
  })
})
