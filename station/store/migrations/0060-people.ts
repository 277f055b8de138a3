import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // A code that came with the file or from an administrator is changed at the first sign-in. Codes from before this
  // step were never used to sign in, so all of them are such codes.
  `ALTER TABLE people ADD COLUMN pin_first_use INTEGER NOT NULL DEFAULT 0`,
  `UPDATE people SET pin_first_use = 1 WHERE pin IS NOT NULL`,
  // What the file said last: only another code there takes the place of the person's own.
  `ALTER TABLE people ADD COLUMN provisioned_pin TEXT`,
  `UPDATE people SET provisioned_pin = pin`,
  // The file speaks about those it named; whoever was added on a screen stays.
  `ALTER TABLE people ADD COLUMN origin TEXT NOT NULL DEFAULT 'file' CHECK (origin IN ('file', 'screen'))`,
  `CREATE TABLE pin_failures (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    failures INTEGER NOT NULL CHECK (failures > 0),
    last_at INTEGER NOT NULL,
    locked_until INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL REFERENCES people (id),
    address TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE shifts (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    sound_check TEXT NOT NULL CHECK (sound_check IN ('heard', 'not-heard', 'not-done'))
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX shifts_running ON shifts (person_id) WHERE ended_at IS NULL`,
  `CREATE INDEX shifts_ended ON shifts (ended_at)`,
]

export class People0000000000060 implements MigrationInterface {
  readonly name = 'People0000000000060'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 60')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
