/** What a shift's report must say, counted in SQL from the database file and from nothing of the station's code. */
import { join } from 'node:path'
import { z } from 'zod'
import { openReader } from '../../station/store/sqlite.ts'

const FiguresSchema = z.object({
  came: z.number(),
  answered: z.number(),
  late: z.number(),
  carriedIn: z.number(),
  left: z.number(),
  notes: z.number(),
  lines: z.number(),
})
const LineSchema = z.object({
  alarmId: z.string(),
  state: z.string(),
  cause: z.string(),
  outcome: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAfterMs: z.number().nullable(),
})

/** Alarms that came until `?2` and were open at `?1` or later, with their first answer by a person or the centre. */
const IN_SHIFT = `WITH told AS (
  SELECT alarms.*, (SELECT min(sequence) FROM alarm_actions AS step WHERE step.alarm_id = alarms.id AND step.at <= ?2
      AND type IN ('acknowledged', 'on-the-way', 'on-site', 'resolved') AND actor_kind IN ('person', 'centre')) AS answer,
    (SELECT max(at) FROM alarm_actions AS step WHERE step.alarm_id = alarms.id
      AND type IN ('resolved', 'cancelled')) AS over_at
  FROM alarms WHERE category <> 'test' AND opened_at <= ?2
), shift AS (
  SELECT told.*, step.at - told.opened_at AS waited, step.actor_id AS answered_by FROM told
  LEFT JOIN alarm_actions AS step ON step.alarm_id = told.id AND step.sequence = told.answer
  WHERE state NOT IN ('resolved', 'cancelled') OR over_at >= ?1 OR opened_at >= ?1
)`

const LIMIT_MS = `CASE priority WHEN 'critical' THEN 60000 WHEN 'high' THEN 180000 WHEN 'medium' THEN 900000 END`

const FIGURES = `${IN_SHIFT}
  SELECT count(*) AS lines, coalesce(sum(opened_at >= ?1), 0) AS came, coalesce(sum(opened_at < ?1), 0) AS carriedIn,
    coalesce(sum(opened_at >= ?1 AND answer IS NOT NULL), 0) AS answered,
    coalesce(sum(opened_at >= ?1 AND priority <> 'low' AND state <> 'cancelled'
      AND coalesce(waited, ?2 - opened_at) > ${LIMIT_MS}), 0) AS late,
    coalesce(sum(state NOT IN ('resolved', 'cancelled')), 0) AS left,
    (SELECT count(*) FROM action_words JOIN alarm_actions USING (alarm_id, sequence)
      WHERE at BETWEEN ?1 AND ?2 AND alarm_id IN (SELECT id FROM shift)) AS notes
  FROM shift`

const LINES = `${IN_SHIFT}
  SELECT id AS alarmId, state, cause, outcome, answered_by AS answeredBy, waited AS answeredAfterMs
  FROM shift ORDER BY opened_at, id`

/** @param from begin and `until` end of the shift, while nothing more happens after it */
export async function storedShift(data: string, from: number, until: number) {
  const source = await openReader(join(data, 'station.sqlite'))
  try {
    const [figures] = z
      .array(FiguresSchema)
      .length(1)
      .parse(await source.query(FIGURES, [from, until]))
    const lines = z.array(LineSchema).parse(await source.query(LINES, [from, until]))
    if (figures === undefined) throw new Error('no figures')
    return { figures, lines }
  } finally {
    await source.destroy()
  }
}
