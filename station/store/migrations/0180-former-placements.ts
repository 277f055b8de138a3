import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Where a device hung before it was moved, until when and up to which event: what it said there was said there.
  `CREATE TABLE former_placements (
    position INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL REFERENCES devices (id),
    placement TEXT,
    until_at INTEGER NOT NULL,
    last_event INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX former_placements_device ON former_placements (device_id, position)',
]

export class FormerPlacements0000000000180 implements MigrationInterface {
  readonly name = 'FormerPlacements0000000000180'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 180')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
