/** How long a level holds, as people write it: `90 s`, `15 min`, `8 t`. Pure. */

export const HOLD_UNITS = ['seconds', 'minutes', 'hours'] as const
export type HoldUnit = (typeof HOLD_UNITS)[number]

const SECONDS: Readonly<Record<HoldUnit, number>> = { seconds: 1, minutes: 60, hours: 3600 }
const LONGEST_SECONDS = 86_400

export interface HoldDraft {
  readonly text: string
  readonly unit: HoldUnit
}

/** In the largest unit that it is whole in. */
export function writeHold(seconds: number): HoldDraft {
  const unit: HoldUnit = seconds % 3600 === 0 ? 'hours' : seconds % 60 === 0 ? 'minutes' : 'seconds'
  return { text: String(seconds / SECONDS[unit]), unit }
}

/** Seconds; null for what is no whole number of its unit, nothing at all, or longer than a day. */
export function readHold({ text, unit }: HoldDraft): number | null {
  if (!/^\d{1,5}$/.test(text.trim())) return null
  const seconds = Number(text) * SECONDS[unit]
  return seconds >= 1 && seconds <= LONGEST_SECONDS ? seconds : null
}
