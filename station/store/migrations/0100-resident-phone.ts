import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // The resident's own number, called before every contact. Personal, in the one row where the rest is.
  `ALTER TABLE residents ADD COLUMN phone TEXT`,
]

export class ResidentPhone0000000000100 implements MigrationInterface {
  readonly name = 'ResidentPhone0000000000100'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 100')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
