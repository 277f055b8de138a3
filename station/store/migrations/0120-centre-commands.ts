import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // When the centre says it gave the command, in its own words: its clock may be years off, `received_at` is ours.
  'ALTER TABLE centre_commands ADD COLUMN said_at TEXT',
]

export class CentreCommands0000000000120 implements MigrationInterface {
  readonly name = 'CentreCommands0000000000120'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 120')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
