import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Search and reports go through alarms by time.
  `CREATE INDEX alarms_opened ON alarms (opened_at)`,
  // What the shift adds to its report in its own words; a change is a new row. Personal, as action_words.
  `CREATE TABLE shift_remarks (
    shift_id TEXT NOT NULL REFERENCES shifts (id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    by_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (shift_id, revision)
  ) STRICT, WITHOUT ROWID`,
]

export class ShiftReports0000000000090 implements MigrationInterface {
  readonly name = 'ShiftReports0000000000090'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 90')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
