/** What operators read beside the contract's list: by urgency, what happened before, how fast it was answered. */
import { priorityRank, PRIORITIES } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { CentreAlarm } from '../intake/centre-alarm.ts'
import type { AlarmRow } from './entities.ts'
import { alarmOf } from './rows.ts'
import { places, type Query } from './transaction.ts'

const RANK = `CASE priority ${PRIORITIES.map((word) => `WHEN '${word}' THEN ${String(priorityRank(word))}`).join(' ')} END`

export interface UrgencyQuery {
  readonly stations: readonly string[]
  readonly state: 'open' | 'closed' | 'all'
  /** The last one of the page before. */
  readonly after: { readonly rank: number; readonly number: number }
  readonly limit: number
  /** Those of the centre itself, too. */
  readonly withCentre: boolean
}

export interface UrgencyPage {
  readonly alarms: readonly CentreAlarm[]
  readonly next: { readonly rank: number; readonly number: number } | null
}

/** The most urgent first, and of those the one that came first. */
export async function pageByUrgency(query: Query, asked: UrgencyQuery): Promise<UrgencyPage> {
  const { stations, state, after, limit, withCentre } = asked
  if (stations.length === 0) return { alarms: [], next: null }
  const open = state === 'all' ? '' : `AND open = ${state === 'open' ? '1' : '0'}`
  const own = withCentre ? '' : `AND origin <> 'centre'`
  const rows = await query<AlarmRow & { readonly rank: number }>(
    `SELECT * FROM (
       SELECT alarm.*, ${RANK} AS rank FROM alarm WHERE station IN (${places(stations.length)}) ${open} ${own}) AS ranked
     WHERE rank > ? OR (rank = ? AND number > ?) ORDER BY rank, number LIMIT ?`,
    [...stations, after.rank, after.rank, after.number, limit + 1],
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const isMore = rows.length > shown.length && last !== undefined
  return { alarms: shown.map(alarmOf), next: isMore ? { rank: last.rank, number: last.number } : null }
}

export interface HistoryQuery {
  readonly stations: readonly string[]
  readonly from: Instant | undefined
  readonly to: Instant | undefined
  readonly cause: string | undefined
  readonly resident: string | undefined
  readonly text: string | undefined
  /** The paging key of the last one of the page before. */
  readonly after: number | undefined
  readonly limit: number
}

/** As text is looked for: without the difference between capitals and small letters. */
export function folded(text: string): string {
  return text.toLocaleLowerCase('nb')
}

/** Notes and requests of the centre; what a device said in words of its own. */
const WORDS_OF = ['command', 'device_words'] as const

function saidIn(table: (typeof WORDS_OF)[number]): string {
  return `SELECT 1 FROM ${table} WHERE ${table}.alarm = alarm.id AND ${table}.station = alarm.station
    AND ${table}.folded LIKE ? ESCAPE '!'`
}

/** The newest first. */
export async function history(
  query: Query,
  asked: HistoryQuery,
): Promise<{ readonly alarms: readonly CentreAlarm[]; readonly next: number | null }> {
  const { stations, limit } = asked
  if (stations.length === 0) return { alarms: [], next: null }
  const conditions = [`station IN (${places(stations.length)})`]
  const values: unknown[] = [...stations]
  const add = (condition: string, value: unknown): void => {
    if (value === undefined) return
    conditions.push(condition)
    values.push(value)
  }
  add('number < ?', asked.after)
  add('"receivedAt" >= ?', asked.from)
  add('"receivedAt" < ?', asked.to)
  add('cause = ?', asked.cause)
  add('resident = ?', asked.resident)
  if (asked.text !== undefined) {
    const like = `%${folded(asked.text).replaceAll(/[!%_]/g, '!$&')}%`
    conditions.push(`(${WORDS_OF.map((table) => `EXISTS (${saidIn(table)})`).join(' OR ')})`)
    values.push(...WORDS_OF.map(() => like))
  }
  const rows = await query<AlarmRow>(
    `SELECT * FROM alarm WHERE ${conditions.join(' AND ')} ORDER BY number DESC LIMIT ?`,
    [...values, limit + 1],
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { alarms: shown.map(alarmOf), next: rows.length > shown.length && last ? last.number : null }
}

export interface AnswerFigures {
  readonly alarms: number
  readonly answered: number
  readonly within60: number
  readonly within180: number
  readonly medianMs: number | null
  readonly slowestMs: number | null
}

/** Of the last ring of each care alarm; what came late was answered at the station while nobody here could know of it. */
export async function answerFigures(
  query: Query,
  stations: readonly string[],
  from: Instant,
  to: Instant,
): Promise<AnswerFigures> {
  const none = { alarms: 0, answered: 0, within60: 0, within180: 0, medianMs: null, slowestMs: null }
  if (stations.length === 0) return none
  const where = `category = 'care' AND "lateSeconds" IS NULL AND station IN (${places(stations.length)})
    AND "receivedAt" >= ? AND "receivedAt" < ?`
  const values = [...stations, from, to]
  const taken = '"answeredAt" - "ringingSince"'
  const count = (seconds: number): string =>
    `coalesce(sum(CASE WHEN ${taken} <= ${String(seconds * 1000)} THEN 1 ELSE 0 END), 0)`
  const [row] = await query<Omit<AnswerFigures, 'medianMs'>>(
    `SELECT count(*) AS alarms, count("answeredAt") AS answered, CAST(${count(60)} AS BIGINT) AS within60,
       CAST(${count(180)} AS BIGINT) AS within180, max(${taken}) AS "slowestMs" FROM alarm WHERE ${where}`,
    values,
  )
  if (row === undefined || row.answered === 0) return { ...none, ...row, slowestMs: null }
  const [median] = await query<{ taken: number }>(
    `SELECT ${taken} AS taken FROM alarm WHERE ${where} AND "answeredAt" IS NOT NULL
     ORDER BY ${taken} LIMIT 1 OFFSET ?`,
    [...values, Math.floor((row.answered - 1) / 2)],
  )
  return { ...row, medianMs: median?.taken ?? null }
}

/** Open alarms of each station that has any. */
export async function openByStation(query: Query): Promise<Map<string, number>> {
  const rows = await query<{ station: string; open: number }>(
    'SELECT station, count(*) AS open FROM alarm WHERE open = 1 GROUP BY station',
  )
  return new Map(rows.map((row) => [row.station, row.open]))
}
