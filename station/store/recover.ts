/** Recovery: open alarms from their rows, each checked against the fold of its actions. */
import type { EntityManager } from 'typeorm'
import type { Alarm, AlarmAction } from '../../shared/domain/alarm.ts'
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
  return alarms.map((alarm) => {
    if (alarm.revision > MOST_FOLDED) return alarm
    const folded = foldActions(alarm, actions.get(alarm.id) ?? [])
    if (folded === undefined || differs(alarm, folded)) {
      log.error({ alarm: alarm.id, revision: alarm.revision }, 'an alarm row differs from its actions')
    }
    return folded ?? alarm
  })
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
