import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The program of before took a device that the file no longer names out of use, and left it with its resident. */
const STATEMENTS = [
  `UPDATE device_assignments SET until_at = max(
     from_at,
     coalesce((SELECT max(at) FROM audit_entries WHERE action = 'configuration.provisioned'), from_at),
     coalesce((SELECT last_heard_at FROM devices WHERE devices.id = device_id), from_at)
   )
   WHERE until_at IS NULL AND device_id IN (SELECT id FROM devices WHERE lifecycle = 'retired')`,
]

export class DroppedDevices0000000000150 implements MigrationInterface {
  readonly name = 'DroppedDevices0000000000150'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
    await runner.query('PRAGMA user_version = 150')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
