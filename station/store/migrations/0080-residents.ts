import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Everything personal of a resident stays in this one row, so that encrypting or erasing it is one table's matter.
  `ALTER TABLE residents ADD COLUMN door_code TEXT`,
  `ALTER TABLE residents ADD COLUMN key_box TEXT`,
  `ALTER TABLE residents ADD COLUMN language TEXT`,
  `ALTER TABLE residents ADD COLUMN hearing TEXT`,
  `ALTER TABLE residents ADD COLUMN aids TEXT`,
  `ALTER TABLE residents ADD COLUMN dog INTEGER NOT NULL DEFAULT 0 CHECK (dog IN (0, 1))`,
  `ALTER TABLE residents ADD COLUMN oxygen INTEGER NOT NULL DEFAULT 0 CHECK (oxygen IN (0, 1))`,
  `ALTER TABLE residents ADD COLUMN notes TEXT`,
  // JSON: in the order in which they are called.
  `ALTER TABLE residents ADD COLUMN contacts TEXT NOT NULL DEFAULT '[]'`,
  // JSON, or null: nobody has given any.
  `ALTER TABLE residents ADD COLUMN consent TEXT`,
  `ALTER TABLE residents ADD COLUMN left_why TEXT CHECK (left_why IN ('moved', 'deceased'))`,
  // The file speaks about those it named; whoever was added on a screen stays.
  `ALTER TABLE residents ADD COLUMN origin TEXT NOT NULL DEFAULT 'file' CHECK (origin IN ('file', 'screen'))`,
  `ALTER TABLE residents ADD COLUMN revision INTEGER NOT NULL DEFAULT 1`,
  // Whoever is away comes back at the time of the row, whatever restarts in between. No names, ids alone.
  `CREATE TABLE resident_absences (
    id TEXT PRIMARY KEY,
    resident_id TEXT NOT NULL REFERENCES residents (id),
    reason TEXT NOT NULL CHECK (reason IN ('hospital', 'holiday', 'family', 'other')),
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    silences TEXT NOT NULL,
    by_id TEXT NOT NULL,
    ended_at INTEGER,
    ended_by TEXT
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX resident_absences_running ON resident_absences (resident_id) WHERE ended_at IS NULL`,
  // The last three alarms of one resident, however many the house has had.
  `CREATE INDEX alarms_resident ON alarms (resident_id, opened_at) WHERE resident_id IS NOT NULL`,
]

export class Residents0000000000080 implements MigrationInterface {
  readonly name = 'Residents0000000000080'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 80')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
