/**
 * Alarm sounds as data, after IEC 60601-1-8 (standards/alarm-standards §4): bursts of pulses of a base tone
 * with its harmonics. The standard's high is our critical, its medium our high, its low our medium and low.
 */
import type { Priority } from '../../shared/domain/priority.ts'

export interface Pulse {
  /** From the start of the burst. */
  readonly startMs: number
  readonly lengthMs: number
}

export interface BurstPattern {
  readonly pulses: readonly Pulse[]
  /** Start to start of the next burst; null sounds once. */
  readonly everyMs: number | null
  readonly baseHz: number
  /** Multiples of the base tone, at least four between 300 and 4000 Hz. */
  readonly harmonics: readonly number[]
  /** 0 to 1. */
  readonly gain: number
}

const HARMONICS = [1, 2, 3, 4, 5] as const

/** 3 + 2, pause, 3 + 2; short enough to leave 2.5 s of silence before the next burst, 5 s after its start. */
const TEN_PULSES = pulses(100, [60, 60, 120, 60, 400, 60, 60, 120, 60])
const THREE_PULSES = pulses(200, [200, 200])
const TWO_PULSES = pulses(180, [200])
const ONE_PULSE = pulses(180, [])

export const BURST_PATTERNS: Readonly<Record<Priority, BurstPattern>> = {
  critical: { pulses: TEN_PULSES, everyMs: 5_000, baseHz: 523, harmonics: HARMONICS, gain: 0.9 },
  high: { pulses: THREE_PULSES, everyMs: 15_000, baseHz: 440, harmonics: HARMONICS, gain: 0.8 },
  medium: { pulses: TWO_PULSES, everyMs: null, baseHz: 349, harmonics: HARMONICS, gain: 0.6 },
  low: { pulses: ONE_PULSE, everyMs: null, baseHz: 330, harmonics: HARMONICS, gain: 0.4 },
}

/** Something was given to whoever stands here: two light taps, above every alarm's tone and shorter than any burst. */
export const NOTICE_PATTERN: BurstPattern = {
  pulses: pulses(70, [90]),
  everyMs: null,
  baseHz: 880,
  harmonics: [1, 2],
  gain: 0.4,
}

/** Milliseconds from the first pulse to the end of the last. */
export function burstLengthMs(pattern: BurstPattern): number {
  const last = pattern.pulses.at(-1)
  return last === undefined ? 0 : last.startMs + last.lengthMs
}

function pulses(lengthMs: number, gapsMs: readonly number[]): readonly Pulse[] {
  let startMs = 0
  return [{ startMs, lengthMs }, ...gapsMs.map((gap) => ({ startMs: (startMs += lengthMs + gap), lengthMs }))]
}
