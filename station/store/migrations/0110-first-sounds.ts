import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // When a desk first sounded an alarm; the first word counts.
  `CREATE TABLE alarm_sounds (
    alarm_id TEXT PRIMARY KEY REFERENCES alarms (id),
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
]

export class FirstSounds0000000000110 implements MigrationInterface {
  readonly name = 'FirstSounds0000000000110'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 110')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
