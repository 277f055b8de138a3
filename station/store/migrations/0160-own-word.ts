import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Whose word "on the way" is: not its owner's where it was handed over since.
  'ALTER TABLE alarms ADD COLUMN on_the_way_id TEXT',
  `UPDATE alarms SET on_the_way_id = (
     SELECT actor_id FROM alarm_actions AS action
     WHERE action.alarm_id = alarms.id AND action.type IN ('on-the-way', 'on-site', 'released', 'reopened')
     ORDER BY action.sequence DESC LIMIT 1
   )
   WHERE (
     SELECT type FROM alarm_actions AS action
     WHERE action.alarm_id = alarms.id AND action.type IN ('on-the-way', 'on-site', 'released', 'reopened')
     ORDER BY action.sequence DESC LIMIT 1
   ) = 'on-the-way'`,
  // Given away and given back by another: not said anew.
  `UPDATE alarms SET on_the_way_id = NULL
   WHERE on_the_way_id = owner_id AND EXISTS (
     SELECT 1 FROM alarm_actions AS away JOIN alarm_actions AS back
       ON back.alarm_id = away.alarm_id AND back.sequence > away.sequence
     WHERE away.alarm_id = alarms.id AND away.type = 'handed-over' AND away.data ->> 'to' <> owner_id
       AND back.type = 'handed-over' AND back.data ->> 'to' = owner_id AND back.actor_id <> owner_id
       AND away.sequence > (
         SELECT max(sequence) FROM alarm_actions AS said
         WHERE said.alarm_id = alarms.id AND said.type = 'on-the-way'
       )
   )`,
]

export class OwnWord0000000000160 implements MigrationInterface {
  readonly name = 'OwnWord0000000000160'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 160')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
