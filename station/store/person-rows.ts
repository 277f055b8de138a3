/** People, their codes and wrong tries, statement by statement, inside the caller's transaction. */
import type { Role } from '../../shared/domain/role.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

type Writer = Pick<Transaction, 'run'>

export async function insertPerson(
  writer: Writer,
  person: {
    id: string
    name: string
    role: Role
    phone: string | null
    pin: string
    isFirstUse: boolean
  },
): Promise<void> {
  const { id, name, role, phone, pin, isFirstUse } = person
  const columns = ['id', 'name', 'role', 'phone', 'pin', 'pin_first_use', 'origin']
  await insertRows(writer, 'people', columns, [[id, name, role, phone, pin, isFirstUse ? 1 : 0, 'screen']])
}

export async function updatePerson(
  writer: Writer,
  person: { id: string; name: string; role: Role; phone: string | null },
): Promise<void> {
  const { id, name, role, phone } = person
  await writer.run('UPDATE people SET name = ?, role = ?, phone = ? WHERE id = ?', [name, role, phone, id])
}

/** `at` null: back in service. */
export async function setLeft(writer: Writer, id: string, at: Instant | null): Promise<void> {
  await writer.run('UPDATE people SET left_at = ? WHERE id = ?', [at, id])
}

export async function setPin(writer: Writer, id: string, pin: string, isFirstUse: boolean): Promise<void> {
  await writer.run('UPDATE people SET pin = ?, pin_first_use = ? WHERE id = ?', [pin, isFirstUse ? 1 : 0, id])
}

export interface StoredFailures {
  readonly personId: string
  readonly failures: number
  readonly lastAt: Instant
  readonly lockedUntil: Instant | null
}

export async function readFailures(reader: RowSource): Promise<readonly StoredFailures[]> {
  return await reader.query<StoredFailures[]>(
    `SELECT person_id AS personId, failures, last_at AS lastAt, locked_until AS lockedUntil FROM pin_failures`,
  )
}

export async function writeFailures(writer: Writer, row: StoredFailures): Promise<void> {
  const { personId, failures, lastAt, lockedUntil } = row
  await insertRows(
    writer,
    'pin_failures',
    ['person_id', 'failures', 'last_at', 'locked_until'],
    [[personId, failures, lastAt, lockedUntil]],
    `ON CONFLICT (person_id) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
       locked_until = excluded.locked_until`,
  )
}

export async function forgetFailures(writer: Writer, personId: string): Promise<void> {
  await writer.run('DELETE FROM pin_failures WHERE person_id = ?', [personId])
}
