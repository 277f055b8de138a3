import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Where somebody of the staff answers. Personal, in the one row where the rest is.
  `ALTER TABLE people ADD COLUMN phone TEXT`,
]

export class PersonPhone0000000000130 implements MigrationInterface {
  readonly name = 'PersonPhone0000000000130'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 130')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
