/** What a shift's report is made of: alarms that were open in it, their steps and words, and its remarks. */
import { In, type EntityManager } from 'typeorm'
import type { Alarm, AlarmAction } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { ActionEntity, ActionWordsEntity, AlarmEntity } from './alarm-entities.ts'
import { actionOf, alarmOf } from './alarm-rows.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

/** What has lain open for longer than this is found by its being open now. */
const LOOK_BACK_MS = 30 * 24 * 60 * 60_000

export interface AlarmStory {
  readonly alarm: Alarm
  readonly actions: readonly AlarmAction[]
  /** Words by the sequence of their step. */
  readonly words: ReadonlyMap<number, string>
}

/** Alarms that came or were still open between the two, the oldest first. */
export async function readStories(
  manager: EntityManager,
  from: Instant,
  until: Instant,
  most: number,
): Promise<{ readonly stories: readonly AlarmStory[]; readonly more: number }> {
  const found: { id: string }[] = await manager.query(
    `SELECT id FROM alarms WHERE opened_at BETWEEN ?1 AND ?2 AND category <> 'test'
     UNION SELECT id FROM alarms WHERE state NOT IN ('resolved', 'cancelled') AND opened_at < ?1 AND category <> 'test'
     UNION SELECT id FROM alarms WHERE opened_at BETWEEN ?3 AND ?1 AND category <> 'test' AND EXISTS (
       SELECT 1 FROM alarm_actions AS step WHERE step.alarm_id = alarms.id AND step.at >= ?1
         AND step.type IN ('resolved', 'cancelled'))`,
    [from, until, from - LOOK_BACK_MS],
  )
  const ids = found.map(({ id }) => id)
  const rows = await manager.getRepository(AlarmEntity).find({
    where: { id: In(ids) },
    order: { opened_at: 'ASC', id: 'ASC' },
    take: most,
  })
  const shown = In(rows.map(({ id }) => id))
  const steps = await manager
    .getRepository(ActionEntity)
    .find({ where: { alarm_id: shown }, order: { sequence: 'ASC' } })
  const words = await manager.getRepository(ActionWordsEntity).findBy({ alarm_id: shown })
  const stories = rows.map((row) => ({
    alarm: alarmOf(row),
    actions: steps.filter((step) => step.alarm_id === row.id).map(actionOf),
    words: new Map(words.filter((one) => one.alarm_id === row.id).map((one) => [one.sequence, one.words])),
  }))
  return { stories, more: ids.length - rows.length }
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
