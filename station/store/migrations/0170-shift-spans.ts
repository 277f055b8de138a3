import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // The last step of any alarm before the shift began and before it ended; null: of a program that did not store it.
  'ALTER TABLE shifts ADD COLUMN began_after INTEGER',
  'ALTER TABLE shifts ADD COLUMN ended_after INTEGER',
]

export class ShiftSpans0000000000170 implements MigrationInterface {
  readonly name = 'ShiftSpans0000000000170'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 170')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
