/** Public holidays of Norway (lov om 1. og 17. mai, lov om helligdager). Pure. */
import { dayOf, weekdayOf, type Day } from './oslo-time.ts'

const FIXED: readonly (readonly [month: number, day: number])[] = [
  [1, 1],
  [5, 1],
  [5, 17],
  [12, 25],
  [12, 26],
]
/** Days from Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension Day, Whitsun. */
const AROUND_EASTER = [-3, -2, 0, 1, 39, 49, 50]
const DAY_MS = 24 * 60 * 60_000

/** True on Sundays and public holidays. */
export function isHoliday(day: Day): boolean {
  if (weekdayOf(day) === 7) return true
  const date = new Date(day * DAY_MS)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1]
  if (FIXED.some(([m, d]) => m === month && d === date.getUTCDate())) return true
  return AROUND_EASTER.includes(day - easterSunday(year))
}

/** The Gregorian computus (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const rest = h + l - 7 * m + 114
  return dayOf(year, Math.floor(rest / 31), (rest % 31) + 1)
}
