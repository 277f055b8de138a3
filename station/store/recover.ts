/** Recovery: open alarms from their rows, each checked against the fold of its actions. */
import type { EntityManager } from 'typeorm'
import type { Alarm, AlarmAction, CentreRequest } from '../../shared/domain/alarm.ts'
import { foldActions } from '../../shared/domain/alarm-fold.ts'
import type { Log } from '../services.ts'
import { ActionEntity } from './alarm-entities.ts'
import { actionOf, openAlarms } from './alarm-rows.ts'

/** Alarms with more steps are taken from their row: a sensor that is stuck must not hold up the restart. */
const MOST_FOLDED = 500

/**
 * The open alarms. The actions are the truth (design: "an alarm's state is the fold of its actions"); a row
 * that differs, which only a fault of ours or of the disk can bring, is logged and the fold is used.
 */
export async function recoverOpenAlarms(manager: EntityManager, log: Log): Promise<readonly Alarm[]> {
  const alarms = await openAlarms(manager)
  const rows = await manager
    .getRepository(ActionEntity)
    .createQueryBuilder('action')
    .where(
      `action.alarm_id IN (SELECT id FROM alarms
         WHERE state NOT IN ('resolved', 'cancelled') AND revision <= :mostFolded)`,
      { mostFolded: MOST_FOLDED },
    )
    .orderBy('action.alarm_id')
    .addOrderBy('action.sequence')
    .getMany()
  const actions = new Map<string, AlarmAction[]>()
  for (const action of rows.map(actionOf)) {
    const known = actions.get(action.alarmId)
    if (known === undefined) actions.set(action.alarmId, [action])
    else known.push(action)
  }
  const requests = await openRequests(manager)
  return alarms.map((alarm) => {
    const request = requests.get(alarm.id)
    const asked = request === undefined ? {} : { request }
    if (alarm.revision > MOST_FOLDED) return { ...alarm, ...asked }
    const folded = foldActions(alarm, actions.get(alarm.id) ?? [])
    if (folded === undefined || differs(alarm, folded)) {
      log.error({ alarm: alarm.id, revision: alarm.revision }, 'an alarm row differs from its actions')
    }
    return { ...(folded ?? alarm), ...asked }
  })
}

/** What the centre asks for and nobody here has answered with a step since; the words stand beside their action. */
async function openRequests(manager: EntityManager): Promise<ReadonlyMap<string, CentreRequest>> {
  const rows: { alarm_id: string; at: number; by: string; words: string }[] = await manager.query(
    `SELECT asked.alarm_id, asked.at, asked.actor_id AS by, words.words
     FROM alarm_actions asked JOIN action_words words USING (alarm_id, sequence)
     WHERE asked.alarm_id IN (SELECT id FROM alarms WHERE state NOT IN ('resolved', 'cancelled'))
       AND asked.type = 'note' AND json_extract(asked.data, '$.request') = 1
       AND NOT EXISTS (SELECT 1 FROM alarm_actions later WHERE later.alarm_id = asked.alarm_id
         AND later.sequence > asked.sequence AND later.actor_kind = 'person')
     ORDER BY asked.sequence`,
  )
  return new Map(rows.map(({ alarm_id, at, by, words }) => [alarm_id, { at, by, words }]))
}

function differs(row: Alarm, folded: Alarm): boolean {
  return (
    row.state !== folded.state ||
    row.revision !== folded.revision ||
    row.count !== folded.count ||
    row.ownerId !== folded.ownerId ||
    row.ringing !== folded.ringing ||
    row.level !== folded.level
  )
}
