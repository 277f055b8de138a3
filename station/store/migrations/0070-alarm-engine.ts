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
  // Rules over time are off until they are switched on for a resident; limits: numbers that differ from the set.
  `CREATE TABLE resident_rules (
    resident_id TEXT NOT NULL REFERENCES residents (id),
    rule_id TEXT NOT NULL,
    set_version INTEGER NOT NULL,
    limits TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    by_id TEXT NOT NULL,
    PRIMARY KEY (resident_id, rule_id)
  ) STRICT, WITHOUT ROWID`,
  // Minutes since midnight by the clock on the wall in Norway.
  `CREATE TABLE resident_hours (
    resident_id TEXT PRIMARY KEY REFERENCES residents (id),
    night_from INTEGER NOT NULL,
    night_to INTEGER NOT NULL,
    holiday_night_from INTEGER NOT NULL,
    holiday_night_to INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // What a rule waits for or has said: once for each episode, whatever restarts in between.
  `CREATE TABLE rule_deadlines (
    resident_id TEXT NOT NULL REFERENCES residents (id),
    rule_id TEXT NOT NULL,
    episode TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    fired_at INTEGER,
    alarm_id TEXT REFERENCES alarms (id),
    over_at INTEGER,
    PRIMARY KEY (resident_id, rule_id, episode)
  ) STRICT, WITHOUT ROWID`,
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
