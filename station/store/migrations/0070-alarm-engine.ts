import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Null: as of an alarm from before this step, when it last rang.
  `ALTER TABLE alarms ADD COLUMN last_reported_at INTEGER`,
  // The end of a shelf is a row: the alarm comes back at its time whatever restarts in between.
  `ALTER TABLE alarms ADD COLUMN shelf_until INTEGER`,
  `ALTER TABLE alarms ADD COLUMN shelf_by TEXT`,
  `ALTER TABLE alarms ADD COLUMN shelf_why TEXT`,
  `ALTER TABLE alarms ADD COLUMN chattering INTEGER NOT NULL DEFAULT 0 CHECK (chattering IN (0, 1))`,
  // Events that a rule is for and that changed no alarm: why, and the alarm they are kept with.
  `CREATE TABLE suppressed_events (
    event_id TEXT PRIMARY KEY REFERENCES device_events (id),
    alarm_id TEXT REFERENCES alarms (id),
    reason TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX suppressed_events_alarm ON suppressed_events (alarm_id) WHERE alarm_id IS NOT NULL`,
  `CREATE TRIGGER suppressed_events_no_update BEFORE UPDATE ON suppressed_events
    BEGIN SELECT RAISE(ABORT, 'suppressed_events is append-only'); END`,
  `CREATE TRIGGER suppressed_events_no_delete BEFORE DELETE ON suppressed_events
    BEGIN SELECT RAISE(ABORT, 'suppressed_events is append-only'); END`,
]

export class AlarmEngine0000000000070 implements MigrationInterface {
  readonly name = 'AlarmEngine0000000000070'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 70')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
