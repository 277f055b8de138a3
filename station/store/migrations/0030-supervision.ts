import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Of an alarm that neither a person nor a device has: the path of a port, the name of an adapter.
  `ALTER TABLE alarms ADD COLUMN subject TEXT`,
  // What is wrong with it, and the number that belongs to that: people without an alarm, days of a battery.
  `ALTER TABLE alarms ADD COLUMN code TEXT`,
  `ALTER TABLE alarms ADD COLUMN figure INTEGER`,
  // Which stick stood behind a configured path, so that it is found again under another number.
  `CREATE TABLE port_identities (
    path TEXT PRIMARY KEY,
    vendor_id TEXT,
    product_id TEXT,
    serial_number TEXT,
    by_id TEXT,
    by_path TEXT
  ) STRICT, WITHOUT ROWID`,
]

export class Supervision0000000000030 implements MigrationInterface {
  readonly name = 'Supervision0000000000030'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 30')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
