/** The words of a search, each with the causes and places that are called so in this language. Pure. */
import { MOST_FOUND, type SearchTerm } from '../../shared/api/night.ts'
import { CAUSES } from '../../shared/domain/alarm.ts'
import { PLACEMENTS } from '../alarm-board/card-words.ts'
import type { Words } from '../i18n/use-words.ts'

const MOST_TERMS = 6
const LONGEST_TERM = 64
/** One letter fits nearly everything; one digit is a flat. */
const IS_SOUGHT = /..|\d/u

export function searchTerms(written: string, t: Words): readonly SearchTerm[] {
  const words = written.trim().toLocaleLowerCase().split(/\s+/)
  return words
    .filter((word) => IS_SOUGHT.test(word))
    .slice(0, MOST_TERMS)
    .map((word) => word.slice(0, LONGEST_TERM))
    .map((text) => ({
      text,
      causes: CAUSES.filter((cause) => t(`cause.${cause}`).toLocaleLowerCase().includes(text)),
      placements: PLACEMENTS.filter((place) => t(`placement.${place}`).toLocaleLowerCase().includes(text)),
    }))
}

/** Whether there may be more than what was found. */
export function isCut(alarms: readonly unknown[]): boolean {
  return alarms.length >= MOST_FOUND.alarms
}
