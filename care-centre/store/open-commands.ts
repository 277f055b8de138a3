import type { CentreCommand } from '../../shared/wire/centre-messages.ts'
import type { CommandRow } from './entities.ts'
import { commandOf } from './rows.ts'
import type { Reading } from './transaction.ts'

/** The rest follows when these are handled. */
const MOST_COMMANDS_TOLD = 100

/** What a station has not said to be handled, oldest first: for telling it unasked. */
export async function readOpenCommands(reading: Reading, station: string): Promise<CentreCommand[]> {
  const rows = await reading.query<CommandRow>(
    `SELECT command.* FROM open_command JOIN command USING (number)
      WHERE open_command.station = ? ORDER BY open_command.number LIMIT ${MOST_COMMANDS_TOLD}`,
    [station],
  )
  return rows.map(commandOf)
}
