import { migration } from './migration.ts'

/**
 * What nodes tell each other. The order of commits is that of `xid` as far as a snapshot's oldest open transaction,
 * which a number from a sequence alone is not. On SQLite there is one node, which tells itself.
 */
export const ChangesBetweenNodes = migration(31, 'ChangesBetweenNodes', [
  {
    sqlite: [],
    postgres: [
      `CREATE TABLE change (
        xid XID8 NOT NULL DEFAULT pg_current_xact_id(),
        number BIGINT GENERATED ALWAYS AS IDENTITY,
        at TIMESTAMPTZ NOT NULL DEFAULT now(),
        type TEXT NOT NULL,
        station TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (xid, number)
      )`,
    ],
  },
])
