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
  longestWaitMs: z.number().nullable(),
  isAnswered: z.number().transform((flag) => flag === 1),
  isLate: z.number().transform((flag) => flag === 1),
  isCarriedIn: z.number().transform((flag) => flag === 1),
})

const LIMIT_MS = `CASE priority WHEN 'critical' THEN 60000 WHEN 'high' THEN 180000 WHEN 'medium' THEN 900000 END`

const ANSWERS = `('acknowledged', 'on-the-way', 'on-site', 'shelved', 'resolved')`

/**
 * `step`: what was done until the end of shift `?1`. `ring`: each step that made its alarm ring, with the one that ended
 * that. `line`: alarms that came, were open at the begin or were opened anew.
 */
const SHIFT = `WITH span AS (
  SELECT started_at, began_after AS after,
    coalesce(ended_after, (SELECT max(position) FROM alarm_actions), 0) AS last FROM shifts WHERE id = ?1
), step AS (
  SELECT alarm_actions.*, json_extract(data, '$.quiet') IS NULL AS is_loud, position > after AS is_ours,
    type IN ${ANSWERS} AND actor_kind IN ('person', 'centre') AS is_answer,
    coalesce(json_extract(data, '$.seenRevision'), sequence) AS seen
  FROM span CROSS JOIN alarm_actions WHERE position <= last
), ringing AS (
  SELECT * FROM step WHERE type IN ('raised', 'repeated') AND is_loud OR type IN ('released', 'reopened')
    OR type = 'unshelved' AND NOT EXISTS (
      SELECT 1 FROM step AS taken WHERE taken.alarm_id = step.alarm_id AND taken.sequence < step.sequence
        AND taken.type IN ('acknowledged', 'on-the-way', 'on-site') AND NOT EXISTS (
          SELECT 1 FROM step AS back WHERE back.alarm_id = step.alarm_id AND back.type IN ('released', 'reopened')
            AND back.sequence BETWEEN taken.sequence AND step.sequence))
    OR type = 'escalated' AND EXISTS (
      SELECT 1 FROM step AS hushed WHERE hushed.alarm_id = step.alarm_id AND hushed.sequence < step.sequence
        AND hushed.is_answer AND NOT EXISTS (
          SELECT 1 FROM step AS again WHERE again.alarm_id = step.alarm_id
            AND again.type IN ('repeated', 'released', 'reopened', 'unshelved', 'escalated')
            AND again.sequence > hushed.sequence AND again.sequence < step.sequence))
), ring AS (
  SELECT ringing.*, ringing.at + ${LIMIT_MS} AS due_at, (
    SELECT min(ending.sequence) FROM step AS ending WHERE ending.alarm_id = ringing.alarm_id
      AND ending.sequence > ringing.sequence
      AND (ending.is_answer AND ending.seen >= ringing.sequence OR ending.type IN ('resolved', 'cancelled', 'shelved'))
  ) AS ended_by FROM ringing JOIN alarms ON alarms.id = ringing.alarm_id
), waited AS (
  SELECT ring.alarm_id, coalesce(ending.at, ?2) - ring.at AS waited, coalesce(ending.at, ?2) > ring.due_at AS is_late,
    coalesce(ending.is_answer, 0) AS is_answered,
    ring.is_ours OR coalesce(ending.is_ours, 1) AND ring.due_at >= started_at AS is_of_shift
  FROM span CROSS JOIN ring LEFT JOIN step AS ending
    ON ending.alarm_id = ring.alarm_id AND ending.sequence = ring.ended_by
), line AS (
  SELECT alarms.*, NOT first.is_ours AS is_carried_in FROM alarms
    JOIN step AS first ON first.alarm_id = alarms.id AND first.sequence = 1
  WHERE category <> 'test' AND (first.is_ours
    OR EXISTS (SELECT 1 FROM step WHERE step.alarm_id = alarms.id AND is_ours AND type = 'reopened')
    OR coalesce((SELECT type FROM step WHERE step.alarm_id = alarms.id AND NOT is_ours
      AND type IN ('resolved', 'cancelled', 'reopened') ORDER BY sequence DESC LIMIT 1), 'raised')
      NOT IN ('resolved', 'cancelled'))
), told AS (
  SELECT id AS alarmId, state, cause, outcome, is_carried_in AS isCarriedIn,
    (SELECT actor_id FROM step WHERE alarm_id = id AND is_answer ORDER BY sequence LIMIT 1) AS answeredBy,
    (SELECT at FROM step WHERE alarm_id = id AND is_answer ORDER BY sequence LIMIT 1) - opened_at AS answeredAfterMs,
    (SELECT max(waited) FROM waited WHERE alarm_id = id AND is_of_shift) AS longestWaitMs,
    coalesce((SELECT min(is_answered) FROM waited WHERE alarm_id = id), 0) AS isAnswered,
    coalesce((SELECT max(is_late) FROM waited WHERE alarm_id = id AND is_of_shift), 0) AS isLate
  FROM line ORDER BY opened_at, id
)`

const FIGURES = `${SHIFT}
  SELECT count(*) AS lines, coalesce(sum(NOT isCarriedIn), 0) AS came, coalesce(sum(isCarriedIn), 0) AS carriedIn,
    coalesce(sum(NOT isCarriedIn AND isAnswered), 0) AS answered, coalesce(sum(isLate), 0) AS late,
    coalesce(sum(state NOT IN ('resolved', 'cancelled')), 0) AS left,
    (SELECT count(*) FROM action_words JOIN step USING (alarm_id, sequence)
      WHERE is_ours AND alarm_id IN (SELECT id FROM line)) AS notes
  FROM told`

const LINES = `${SHIFT} SELECT * FROM told`

/** @param until the end of the shift, while nothing more happens after it */
export async function storedShift(data: string, shiftId: string, until: number) {
  const source = await openReader(join(data, 'station.sqlite'))
  try {
    const [figures] = z
      .array(FiguresSchema)
      .length(1)
      .parse(await source.query(FIGURES, [shiftId, until]))
    const lines = z.array(LineSchema).parse(await source.query(LINES, [shiftId, until]))
    if (figures === undefined) throw new Error('no figures')
    return { figures, lines }
  } finally {
    await source.destroy()
  }
}
