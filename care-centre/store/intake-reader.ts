/**
 * What the intake must know before it writes, in one statement: each statement is a trip to SQLite's thread
 * and back, and the trips, not the rows, are what a small transaction waits for.
 */
import type { CentreCommand } from '../../shared/wire/centre-messages.ts'
import type { CentreAlarm } from '../intake/centre-alarm.ts'
import type { AlarmRow, CommandRow, MessageRow } from './entities.ts'
import { keyOf, type Key } from './message-store.ts'
import { ALARM_COLUMNS, alarmOf, commandOf } from './rows.ts'
import type { Dialect, Transaction } from './transaction.ts'

/** Oldest first; the rest follows when these are handled. */
const MOST_COMMANDS_IN_ANSWER = 100

export interface Known {
  /** Of the messages that are stored, by `keyOf`. */
  readonly fingerprints: ReadonlyMap<string, string>
  /** Those that exist, by `keyOf`. */
  readonly alarms: ReadonlyMap<string, CentreAlarm>
  /** Open commands by station, oldest first. */
  readonly commands: ReadonlyMap<string, readonly CentreCommand[]>
}

export interface Asked {
  readonly messages: readonly Key[]
  readonly alarms: readonly Key[]
  readonly stations: readonly string[]
}

const COMMAND_COLUMNS = 'id, station, alarm, type, "givenBy", at, "assignedTo", text, outcome, "falseCause"'

/** The words in which the two databases differ, about lists and rows in one value. */
interface ListWords {
  /** Rows of a table of which the list has the pair, as `found`. */
  readonly listed: (table: string) => string
  readonly list: string
  readonly row: string
  /** The values for `listed`, and those for `list`. */
  readonly pairs: (keys: readonly Key[]) => readonly string[]
  readonly words: (words: readonly string[]) => string
}

const WORDS: Readonly<Record<Dialect, ListWords>> = {
  sqlite: {
    listed: (table) =>
      `${table} AS found WHERE (id, station) IN (SELECT value ->> 0, value ->> 1 FROM jsonb_each(jsonb(?)))`,
    list: 'SELECT value FROM json_each(?)',
    row: 'json_object',
    pairs: (keys) => [JSON.stringify(keys.map(({ id, station }) => [id, station]))],
    words: (words) => JSON.stringify(words),
  },
  postgres: {
    // Compared as pairs from both sides, which the index on (id, station) alone can do. With `=` a plan made while
    // the table was small may take an index on stations, and then reads every alarm of a station for each it looks for.
    // As words with spaces between, which no id has: taken apart as JSON they cost the whole statement as much again.
    listed: (table) =>
      `(SELECT id, station FROM unnest(string_to_array(?, ' '), string_to_array(?, ' ')) AS pair(id, station)) AS asked
        CROSS JOIN LATERAL (
          SELECT * FROM ${table} AS one WHERE (one.id, one.station) >= (asked.id, asked.station)
            AND (one.id, one.station) <= (asked.id, asked.station) LIMIT 1) AS found`,
    list: "SELECT unnest(string_to_array(?, ' '))",
    row: 'json_build_object',
    pairs: (keys) => [keys.map(({ id }) => id).join(' '), keys.map(({ station }) => station).join(' ')],
    words: (words) => words.join(' '),
  },
}

const READ: Readonly<Record<Dialect, string>> = {
  sqlite: readStatement(WORDS.sqlite),
  postgres: readStatement(WORDS.postgres),
}

function readStatement({ listed, list, row }: ListWords): string {
  const rowOf = (columns: string, prefix: string): string => {
    const fields = columns.split(', ').map((name) => `'${name.replaceAll('"', '')}', ${prefix}${name}`)
    return `CAST(${row}(${fields.join(', ')}) AS TEXT)`
  }
  return `
  SELECT 'message' AS kind, ${rowOf('id, station, fingerprint', 'found.')} AS row
    FROM ${listed('message')}
  UNION ALL
  SELECT 'alarm', ${rowOf(ALARM_COLUMNS, 'found.')} FROM ${listed('alarm')}
  UNION ALL
  SELECT 'command', row FROM (
    SELECT ${rowOf(COMMAND_COLUMNS, 'command.')} AS row
      FROM open_command JOIN command USING (number)
      WHERE open_command.station IN (${list}) ORDER BY open_command.number) AS waiting`
}

export async function readKnown({ dialect, query }: Transaction, asked: Asked): Promise<Known> {
  const fingerprints = new Map<string, string>()
  const alarms = new Map<string, CentreAlarm>()
  const commands = new Map<string, CentreCommand[]>()
  const { pairs, words } = WORDS[dialect]
  const parameters = [...pairs(asked.messages), ...pairs(asked.alarms), words(asked.stations)]
  for (const { kind, row } of await query<{ kind: 'message' | 'alarm' | 'command'; row: string }>(
    READ[dialect],
    parameters,
  )) {
    const read = JSON.parse(row) as unknown
    if (kind === 'message') {
      const message = read as Pick<MessageRow, 'station' | 'id' | 'fingerprint'>
      fingerprints.set(keyOf(message), message.fingerprint)
    } else if (kind === 'alarm') {
      const alarm = alarmOf(read as AlarmRow)
      alarms.set(keyOf(alarm), alarm)
    } else {
      const command = read as CommandRow
      const waiting = commands.get(command.station) ?? []
      if (waiting.length < MOST_COMMANDS_IN_ANSWER) waiting.push(commandOf(command))
      commands.set(command.station, waiting)
    }
  }
  return { fingerprints, alarms, commands }
}
