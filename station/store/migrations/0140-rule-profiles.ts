import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Since when by these choices and hours; without one since it is on, or since ever.
  'ALTER TABLE resident_rules ADD COLUMN changed_at INTEGER',
  'ALTER TABLE resident_hours ADD COLUMN changed_at INTEGER',
  // Why a rule that came due changed no alarm, as while somebody is away.
  'ALTER TABLE rule_deadlines ADD COLUMN held_back TEXT',
]

export class RuleProfiles0000000000140 implements MigrationInterface {
  readonly name = 'RuleProfiles0000000000140'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 140')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
