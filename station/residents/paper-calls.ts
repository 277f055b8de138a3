/** Whom the shift calls when the station does not: at the top of the paper. */
import type { OnCallTurn } from '../../shared/api/house.ts'
import { escape, factsOf, fill, linkTo, type PaperWords } from './paper-html.ts'

export interface PaperCalls {
  /** The care centre's; null where nobody has written it down. */
  readonly centre: string | null
  /** In the order in which they are called. */
  readonly onCall: readonly (Omit<OnCallTurn, 'personId'> & PaperPerson)[]
  /** Whoever else works here and has a number. */
  readonly others: readonly PaperPerson[]
}

export interface PaperPerson {
  readonly name: string
  readonly phone: string | null
}

/** Ambulance, fire and the doctor on call, of the whole country. */
const EMERGENCY = ['113', '110', '116 117'] as const
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 24 * 60 * 60_000

export function callsOf({ centre, onCall, others }: PaperCalls, words: PaperWords, locale: string): string {
  const [ambulance, fire, doctor] = EMERGENCY
  const emergency = [
    [words.ambulance, ambulance],
    [words.fire, fire],
    [words.doctor, doctor],
  ] as const
  const dayName = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'nb-NO', {
    timeZone: 'UTC',
    weekday: 'short',
  })
  const turns = onCall.map(
    ({ days, hours, ...who }) =>
      `<li>${personOf(who, words)}<br>${escape(`${daysOf(days, words, dayName)} ${hoursOf(hours, words)}`)}</li>`,
  )
  const facts = factsOf([
    [words.emergency, emergency.map(([who, number]) => `${escape(who)} ${linkTo(number)}`).join(' · ')],
    [words.centre, centre === null ? escape(words.noNumber) : linkTo(centre)],
    [words.onCall, turns.length === 0 ? escape(words.nobodyOnCall) : `<ol>${turns.join('')}</ol>`],
    [
      words.others,
      others.length === 0 ? null : others.map((who) => `<div>${personOf(who, words)}</div>`).join(''),
    ],
  ])
  return `<article><h2>${escape(words.calls)}</h2>${facts}</article>`
}

function personOf({ name, phone }: PaperPerson, words: PaperWords): string {
  return `${escape(name)} ${phone === null ? escape(`(${words.noNumber})`) : linkTo(phone)}`
}

function daysOf(days: OnCallTurn['days'], words: PaperWords, dayName: Intl.DateTimeFormat): string {
  if (new Set(days).size === 7) return words.everyDay
  return [...days]
    .sort((a, b) => a - b)
    .map((day) => dayName.format(MONDAY + (day - 1) * DAY_MS))
    .join(', ')
}

function hoursOf({ from, to }: OnCallTurn['hours'], words: PaperWords): string {
  return from === to ? words.allDay : fill(words.hours, { from: clock(from), to: clock(to) })
}

/** Minutes since midnight as people write them. */
function clock(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
