/** Numbers of rules as people write them: `10:00` for a time of the day, minutes and degrees as they are. Pure. */
import type { ResidentRules } from '../../shared/api/rules.ts'
import type { RuleLimits } from '../../shared/domain/rule-profiles.ts'

export type LimitName = keyof RuleLimits

const TIMES: ReadonlySet<LimitName> = new Set<LimitName>(['fromMinute', 'byMinute'])

export function writeLimit(name: LimitName, value: number): string {
  return TIMES.has(name) ? writeMinute(value) : String(value)
}

/** Null for what is no number or no time. */
export function readLimit(name: LimitName, text: string): number | null {
  if (TIMES.has(name)) return readMinute(text)
  return /^-?\d{1,4}$/.test(text.trim()) ? Number(text) : null
}

export interface HoursDraft {
  readonly nightFrom: string
  readonly nightTo: string
  readonly holidayFrom: string
  readonly holidayTo: string
}

export function writeHours({ night, holidayNight }: ResidentRules['hours']): HoursDraft {
  return {
    nightFrom: writeMinute(night.from),
    nightTo: writeMinute(night.to),
    holidayFrom: writeMinute(holidayNight.from),
    holidayTo: writeMinute(holidayNight.to),
  }
}

export function readHours(draft: HoursDraft): ResidentRules['hours'] | null {
  const [nightFrom, nightTo, from, to] = [
    readMinute(draft.nightFrom),
    readMinute(draft.nightTo),
    readMinute(draft.holidayFrom),
    readMinute(draft.holidayTo),
  ]
  if (nightFrom === null || nightTo === null || from === null || to === null) return null
  return { night: { from: nightFrom, to: nightTo }, holidayNight: { from, to } }
}

/** Minutes since midnight as `07:00`. */
export function writeMinute(minute: number): string {
  const twoDigits = (value: number) => String(value).padStart(2, '0')
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`
}

/** Null for what is no time of the day. */
export function readMinute(text: string): number | null {
  const parts = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text.trim())
  return parts === null ? null : Number(parts[1]) * 60 + Number(parts[2])
}
