import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE devices ADD COLUMN eep TEXT`,
  `ALTER TABLE devices ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'`,
  // Apart from the devices, so that encrypting keys later touches this table alone.
  `CREATE TABLE device_keys (
    device_id TEXT PRIMARY KEY REFERENCES devices (id),
    key TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // What a driver must know again after a restart: an accepted counter, a learnt interval.
  `CREATE TABLE device_memory (
    device_id TEXT NOT NULL REFERENCES devices (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (device_id, key)
  ) STRICT, WITHOUT ROWID`,
]

export class PairedDevices0000000000020 implements MigrationInterface {
  readonly name = 'PairedDevices0000000000020'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 20')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
