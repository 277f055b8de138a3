/** How loud this client sounds, by hour and urgency. Pure. */
import type { Priority } from '../../shared/domain/priority.ts'

/** Percent of what the pattern's own gain makes. */
export const LOUDNESSES = [100, 75, 50, 25] as const
export type Loudness = (typeof LOUDNESSES)[number]

export interface LoudnessProfile {
  readonly day: Loudness
  readonly night: Loudness
  /** Hours of the day in Norway, 0–23. The night may pass midnight; equal hours: there is none. */
  readonly nightFrom: number
  readonly nightTo: number
}

/** A critical alarm is never more than 6 dB below its full sound, whatever was chosen. */
const CRITICAL_FLOOR: Loudness = 50

export function isNightHour({ nightFrom, nightTo }: LoudnessProfile, hour: number): boolean {
  if (nightFrom <= nightTo) return hour >= nightFrom && hour < nightTo
  return hour >= nightFrom || hour < nightTo
}

/** The factor on the gain of a burst, 0 to 1. */
export function gainFactor(profile: LoudnessProfile, priority: Priority, hour: number): number {
  const chosen = isNightHour(profile, hour) ? profile.night : profile.day
  return Math.max(chosen, priority === 'critical' ? CRITICAL_FLOOR : 0) / 100
}
