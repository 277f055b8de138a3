import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // How far an alarm has climbed its ladder, and when it last called somebody.
  `ALTER TABLE alarms ADD COLUMN level INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE alarms ADD COLUMN escalated_at INTEGER`,
  // One row an alarm and kind: what happens next and when. span_ms is how long it was given, so that a clock that
  // jumped while the station was down can put it off by no more than that.
  `CREATE TABLE alarm_deadlines (
    alarm_id TEXT NOT NULL REFERENCES alarms (id),
    kind TEXT NOT NULL CHECK (kind IN ('answer', 'help')),
    level INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    span_ms INTEGER NOT NULL,
    done_at INTEGER,
    PRIMARY KEY (alarm_id, kind)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX alarm_deadlines_waiting ON alarm_deadlines (due_at) WHERE done_at IS NULL`,
  // hold_seconds: how long a level has to answer; null where nobody is called after it.
  `CREATE TABLE escalation_levels (
    priority TEXT NOT NULL CHECK (priority IN ('critical', 'high', 'medium', 'low')),
    category TEXT NOT NULL CHECK (category IN ('care', 'technical')),
    level INTEGER NOT NULL,
    calls TEXT NOT NULL,
    hold_seconds INTEGER,
    PRIMARY KEY (priority, category, level)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO escalation_levels (priority, category, level, calls, hold_seconds)
   SELECT priority, category, level, calls, hold_seconds FROM (
     SELECT 'critical' AS priority, 0 AS level, 'on-duty' AS calls, 60 AS hold_seconds
     UNION ALL SELECT 'critical', 1, 'on-call', 60
     UNION ALL SELECT 'critical', 2, 'everyone', 60
     UNION ALL SELECT 'critical', 3, 'centre', 120
     UNION ALL SELECT 'high', 0, 'on-duty', 180
     UNION ALL SELECT 'high', 1, 'on-call', 180
     UNION ALL SELECT 'high', 2, 'everyone', 300
     UNION ALL SELECT 'medium', 0, 'on-duty', 900
     UNION ALL SELECT 'low', 0, 'on-duty', 28800
     UNION ALL SELECT 'low', 1, 'handover', NULL
   ) JOIN (SELECT 'care' AS category UNION ALL SELECT 'technical')`,
  `INSERT INTO escalation_levels (priority, category, level, calls, hold_seconds)
   VALUES ('medium', 'care', 1, 'caregivers', 28800), ('medium', 'technical', 1, 'technicians', 28800)`,
  // When the house is looked at next for somebody on duty and for sound; since when sound is expected here.
  `CREATE TABLE duty_check (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    due_at INTEGER NOT NULL,
    sound_expected_since INTEGER
  ) STRICT`,
]

export class Escalation0000000000050 implements MigrationInterface {
  readonly name = 'Escalation0000000000050'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 50')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
