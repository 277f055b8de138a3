import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the centre wants done and what stations made of it, both never changed; `open_command` is what waits. */
const STATEMENTS = [
  `CREATE TABLE command (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    station TEXT NOT NULL,
    alarm TEXT NOT NULL,
    type TEXT NOT NULL,
    givenBy TEXT NOT NULL,
    at INTEGER NOT NULL,
    assignedTo TEXT,
    text TEXT,
    FOREIGN KEY (alarm, station) REFERENCES alarm (id, station)
  ) STRICT`,
  'CREATE INDEX command_of_alarm ON command (alarm, station, number)',
  `CREATE TRIGGER command_never_updated BEFORE UPDATE ON command
    BEGIN SELECT RAISE(ABORT, 'command is append-only'); END`,
  `CREATE TRIGGER command_never_deleted BEFORE DELETE ON command
    BEGIN SELECT RAISE(ABORT, 'command is append-only'); END`,
  `CREATE TABLE command_result (
    command TEXT PRIMARY KEY REFERENCES command (id),
    result TEXT NOT NULL CHECK (result IN ('done', 'refused')),
    code TEXT,
    at INTEGER NOT NULL
  ) STRICT`,
  `CREATE TRIGGER command_result_never_updated BEFORE UPDATE ON command_result
    BEGIN SELECT RAISE(ABORT, 'command_result is append-only'); END`,
  `CREATE TRIGGER command_result_never_deleted BEFORE DELETE ON command_result
    BEGIN SELECT RAISE(ABORT, 'command_result is append-only'); END`,
  `CREATE TABLE open_command (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE REFERENCES command (id),
    station TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX open_command_of_station ON open_command (station, number)',
]

export class Commands implements MigrationInterface {
  readonly name = 'Commands0000000000020'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Commands are never dropped: going back means restoring the copy made before the migration. */
  down(): Promise<void> {
    return Promise.reject(new Error('this migration does not go back; restore the copy made before it'))
  }
}
