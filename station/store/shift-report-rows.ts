/** What a shift's report is made of: alarms that were open in it, their steps and words, and its remarks. */
import { In, LessThanOrEqual, type EntityManager } from 'typeorm'
import type { Alarm, AlarmAction } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { ActionEntity, ActionWordsEntity, AlarmEntity } from './alarm-entities.ts'
import { actionOf, alarmOf } from './alarm-rows.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

const DAY_MS = 24 * 60 * 60_000

/** What has lain open for longer than this is found by its being open now. */
const LOOK_BACK_MS = 30 * DAY_MS

/** Stories read at once: what a report holds in memory beside its lines. */
const BATCH = 200

/** A shift by what was stored in it: a clock that was set back changes nothing about that. */
export interface ShiftSpan {
  readonly startedAt: Instant
  /** The last step of any alarm before it began, and the last one in it. */
  readonly after: number
  readonly last: number
}

export interface AlarmStory {
  readonly alarm: Alarm
  /** As far as the shift went. */
  readonly actions: readonly AlarmAction[]
  /** How many of them were taken before it began. */
  readonly stepsBefore: number
  /** Words by the sequence of their step. */
  readonly words: ReadonlyMap<number, string>
}

/** Alarms that came in the shift, and those of before that may have been open in it; the oldest first. */
export async function* readStories(manager: EntityManager, span: ShiftSpan): AsyncGenerator<AlarmStory> {
  const { startedAt, after, last } = span
  const found: { id: string }[] = await manager.query(
    `WITH told AS (
       SELECT alarm_id AS id FROM alarm_actions WHERE position > ?1 AND position <= ?2 AND sequence = 1
       UNION SELECT id FROM alarms WHERE state NOT IN ('resolved', 'cancelled')
       UNION SELECT id FROM alarms WHERE opened_at BETWEEN ?3 AND ?4 AND EXISTS (
         SELECT 1 FROM alarm_actions AS step WHERE step.alarm_id = alarms.id AND step.position > ?1
           AND step.type IN ('resolved', 'cancelled'))
     )
     SELECT alarms.id FROM told CROSS JOIN alarms ON alarms.id = told.id
       JOIN alarm_actions AS first ON first.alarm_id = alarms.id AND first.sequence = 1
     WHERE alarms.category <> 'test' AND first.position <= ?2
     ORDER BY alarms.opened_at, alarms.id`,
    // A day later still: opened while the clock was ahead.
    [after, last, startedAt - LOOK_BACK_MS, startedAt + DAY_MS],
  )
  for (let at = 0; at < found.length; at += BATCH) {
    yield* await storiesOf(
      manager,
      found.slice(at, at + BATCH).map(({ id }) => id),
      span,
    )
  }
}

async function storiesOf(
  manager: EntityManager,
  ids: readonly string[],
  { after, last }: ShiftSpan,
): Promise<AlarmStory[]> {
  const these = In([...ids])
  const rows = await manager
    .getRepository(AlarmEntity)
    .find({ where: { id: these }, order: { opened_at: 'ASC', id: 'ASC' } })
  const steps = await manager.getRepository(ActionEntity).find({
    where: { alarm_id: these, position: LessThanOrEqual(last) },
    order: { sequence: 'ASC' },
  })
  const words = await manager.getRepository(ActionWordsEntity).findBy({ alarm_id: these })
  const stepsOf = byAlarm(steps)
  const wordsOf = byAlarm(words)
  return rows.map((row) => {
    const own = stepsOf.get(row.id) ?? []
    return {
      alarm: alarmOf(row),
      actions: own.map(actionOf),
      stepsBefore: own.filter(({ position }) => position <= after).length,
      words: new Map(wordsOf.get(row.id)?.map((one) => [one.sequence, one.words])),
    }
  })
}

function byAlarm<Row extends { readonly alarm_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const own = groups.get(row.alarm_id)
    if (own === undefined) groups.set(row.alarm_id, [row])
    else own.push(row)
  }
  return groups
}

export interface StoredRemarks {
  readonly words: string
  readonly byId: string
  readonly at: Instant
  readonly revision: number
}

/** The newest remarks of a shift. */
export async function readRemarks(reader: RowSource, shiftId: string): Promise<StoredRemarks | undefined> {
  const rows: StoredRemarks[] = await reader.query(
    `SELECT words, by_id AS byId, at, revision FROM shift_remarks
     WHERE shift_id = ? ORDER BY revision DESC LIMIT 1`,
    [shiftId],
  )
  return rows[0]
}

export async function insertRemarks(
  writer: Pick<Transaction, 'run'>,
  shiftId: string,
  { revision, byId, at, words }: StoredRemarks,
): Promise<void> {
  const columns = ['shift_id', 'revision', 'by_id', 'at', 'words']
  await insertRows(writer, 'shift_remarks', columns, [[shiftId, revision, byId, at, words]])
}
