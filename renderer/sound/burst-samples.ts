import type { BurstPattern } from './burst-patterns.ts'

/** Rounds the edges of a pulse so that it does not click. */
const EDGE_S = 0.01

/**
 * One burst as samples between -1 and 1. Made once and played whole: ten pulses of five tones each as oscillators took a
 * fifth of a core for as long as they sounded, beside the drawing of what had just come.
 */
export function burstSamples(pattern: BurstPattern, sampleRate: number): Float32Array<ArrayBuffer> {
  const lengths = new Set(pattern.pulses.map(({ lengthMs }) => lengthMs))
  const made = new Map(
    [...lengths].map((lengthMs) => [lengthMs, pulseSamples(pattern, lengthMs, sampleRate)]),
  )
  const placed = pattern.pulses.map(({ startMs, lengthMs }) => ({
    at: Math.round((startMs * sampleRate) / 1000),
    samples: made.get(lengthMs) ?? new Float32Array(),
  }))
  const length = Math.max(0, ...placed.map(({ at, samples }) => at + samples.length))
  const burst = new Float32Array(length)
  for (const { at, samples } of placed) burst.set(samples, at)
  return burst
}

/** All tones of the pattern together, each as loud as the others, from silence and back to it. */
function pulseSamples(pattern: BurstPattern, lengthMs: number, sampleRate: number): Float32Array {
  const length = Math.round((lengthMs * sampleRate) / 1000)
  const edge = EDGE_S * sampleRate
  return Float32Array.from({ length }, (_, at) => {
    const envelope = Math.min(1, at / edge, (length - at) / edge)
    const turns = (2 * Math.PI * pattern.baseHz * at) / sampleRate
    const tones = pattern.harmonics.reduce((sum, harmonic) => sum + Math.sin(turns * harmonic), 0)
    return (pattern.gain * envelope * tones) / pattern.harmonics.length
  })
}
