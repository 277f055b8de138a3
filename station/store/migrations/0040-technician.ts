import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // The deadline of a suspension is a row: it ends at its time whatever restarts in between.
  `ALTER TABLE devices ADD COLUMN suspended_until INTEGER`,
  `ALTER TABLE devices ADD COLUMN resumes_as TEXT`,
  // Signal over time, a sample every quarter of an hour at most; battery stands in the events.
  `CREATE TABLE device_readings (
    device_id TEXT NOT NULL REFERENCES devices (id),
    at INTEGER NOT NULL,
    signal REAL NOT NULL,
    PRIMARY KEY (device_id, at)
  ) STRICT, WITHOUT ROWID`,
  // What a device itself read back last.
  `CREATE TABLE device_settings (
    device_id TEXT NOT NULL REFERENCES devices (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (device_id, name)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE device_tests (
    id TEXT PRIMARY KEY,
    device_id TEXT NOT NULL REFERENCES devices (id),
    started_by TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    ended_at INTEGER,
    heard_at INTEGER,
    event_kind TEXT,
    alarm_id TEXT REFERENCES alarms (id),
    on_board_at INTEGER,
    centre TEXT NOT NULL CHECK (centre IN ('waiting', 'delivered', 'none')),
    centre_at INTEGER,
    state TEXT NOT NULL CHECK (state IN ('running', 'proven', 'expired', 'stopped'))
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX device_tests_running ON device_tests (device_id) WHERE ended_at IS NULL`,
  `CREATE INDEX device_tests_device ON device_tests (device_id, started_at)`,
]

export class Technician0000000000040 implements MigrationInterface {
  readonly name = 'Technician0000000000040'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 40')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
