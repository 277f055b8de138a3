/** Commands to stations: given, repeated in every answer while open, closed by the station's result. */
import type { CentreCommand, HandledCommand } from '../../shared/wire/centre-messages.ts'
import type { Key } from './message-store.ts'
import { folded } from './operator-reads.ts'
import type { Transaction } from './transaction.ts'

export interface NewCommand {
  readonly command: CentreCommand
  readonly station: string
  readonly at: number
}

export async function insertCommand(transaction: Transaction, given: NewCommand): Promise<void> {
  const { command, station, at } = given
  await transaction.query(
    `INSERT INTO command (id, station, alarm, type, "givenBy", at, "assignedTo", text, outcome, "falseCause", folded)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      command.id,
      station,
      command.alarmId,
      command.type,
      command.by,
      at,
      // Whose it is from then on; with `release`, whose it was.
      command.to ?? command.from ?? null,
      command.text ?? null,
      command.outcome ?? null,
      command.falseCause ?? null,
      command.text === undefined ? null : folded(command.text),
    ],
  )
  await transaction.query(
    'INSERT INTO open_command (number, id, station) SELECT number, id, station FROM command WHERE id = ?',
    [command.id],
  )
}

export async function countOpenCommands(transaction: Transaction, station: string): Promise<number> {
  const [row] = await transaction.query<{ open: number }>(
    'SELECT count(*) AS open FROM open_command WHERE station = ?',
    [station],
  )
  return row?.open ?? 0
}

/** Of `unknown` nobody has given such a command to this station. */
export type ClosedAs =
  { readonly kind: 'closed'; readonly alarm: string } | { readonly kind: 'closed-before' | 'unknown' }

/** What the station did with a command. */
export async function closeCommand(
  transaction: Transaction,
  station: string,
  handled: HandledCommand,
  at: number,
): Promise<ClosedAs> {
  const [given] = await transaction.query<{ alarm: string; open: string | null }>(
    `SELECT command.alarm, open_command.id AS "open" FROM command LEFT JOIN open_command ON open_command.id = command.id
     WHERE command.id = ? AND command.station = ?`,
    [handled.id, station],
  )
  if (given === undefined) return { kind: 'unknown' }
  if (given.open === null) return { kind: 'closed-before' }
  await transaction.query('INSERT INTO command_result (command, result, code, at) VALUES (?, ?, ?, ?)', [
    handled.id,
    handled.result,
    handled.code ?? null,
    at,
  ])
  await transaction.query('DELETE FROM open_command WHERE id = ?', [handled.id])
  return { kind: 'closed', alarm: given.alarm }
}

/** The last that was said to the station of whose the alarm is; `result` is null until it says what it did. */
export async function lastOwnership(
  { query }: Transaction,
  { id, station }: Key,
): Promise<{ type: string; by: string; result: string | null } | undefined> {
  const [row] = await query<{ type: string; by: string; result: string | null }>(
    `SELECT command.type, command."givenBy" AS "by", command_result.result
     FROM command LEFT JOIN command_result ON command_result.command = command.id
     WHERE command.alarm = ? AND command.station = ? AND command.type IN ('acknowledge', 'assign', 'release')
     ORDER BY command.number DESC LIMIT 1`,
    [id, station],
  )
  return row
}
