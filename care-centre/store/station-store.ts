/** When each station was heard, and what it said last of itself. */
import type { StationRow } from './entities.ts'
import { insertRows } from './insert-rows.ts'
import type { Reading, Transaction } from './transaction.ts'

/** `stopping`: it stops on purpose; `silent`: its broker says that it is gone. */
export type StationWord = 'stopping' | 'silent'

export interface HeardStation {
  readonly station: string
  readonly said: StationWord | null
  /** By no broker: it has another way, whatever its last will says. */
  readonly isStraight: boolean
}

/** The clock of the database where nodes share one: their own may differ. */
const NOW_MS = 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)'
const OVERWRITE = `ON CONFLICT (id) DO UPDATE SET "lastHeardAt" = excluded."lastHeardAt", said = excluded.said,
  "straightAt" = coalesce(excluded."straightAt", station."straightAt")`

const WRITE_POSTGRES = `
  INSERT INTO station (id, "lastHeardAt", said, "straightAt")
  SELECT line.value ->> 0, ${NOW_MS}, line.value ->> 1,
    CASE WHEN CAST(line.value ->> 2 AS BOOLEAN) THEN ${NOW_MS} END
  FROM json_array_elements(CAST(? AS json)) AS line(value)
  ${OVERWRITE}`

/** `at`: UTC milliseconds, for the database that has no clock of its own. */
export async function writeHeard(
  transaction: Transaction,
  stations: readonly HeardStation[],
  at: number,
): Promise<void> {
  if (stations.length === 0) return
  if (transaction.dialect === 'postgres') {
    const lines = stations.map(({ station, said, isStraight }) => [station, said, isStraight])
    await transaction.write(WRITE_POSTGRES, [JSON.stringify(lines)])
    return
  }
  await insertRows(transaction, {
    table: 'station',
    columns: 'id, "lastHeardAt", said, "straightAt"',
    onConflict: OVERWRITE,
    rows: stations.map(({ station, said, isStraight }) => [station, at, said, isStraight ? at : null]),
  })
}

export interface StationsHeard {
  /** The clock that `lastHeardAt` was read from, UTC milliseconds. */
  readonly now: number
  readonly stations: readonly {
    readonly id: string
    readonly lastHeardAt: number
    readonly said: StationWord | null
    /** When it was last heard by no broker; null: never. */
    readonly straightAt: number | null
  }[]
}

/** `clock`: of this node, for the database that has none. */
export async function readHeard(reading: Reading, clock: () => number): Promise<StationsHeard> {
  const now = reading.dialect === 'postgres' ? NOW_MS : '?'
  const rows = await reading.query<StationRow & { readonly now: number }>(
    `SELECT id, "lastHeardAt", said, "straightAt", ${now} AS now FROM station`,
    reading.dialect === 'postgres' ? [] : [clock()],
  )
  return {
    now: rows[0]?.now ?? clock(),
    stations: rows.map(({ id, lastHeardAt, said, straightAt }) => ({
      id,
      lastHeardAt,
      said: wordOf(said),
      straightAt,
    })),
  }
}

function wordOf(said: string | null): StationWord | null {
  return said === 'stopping' || said === 'silent' ? said : null
}
