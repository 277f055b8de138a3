import { migration } from './migration.ts'

/** What nodes tell each other, for as long as one may look away. On SQLite there is one node, which tells itself. */
export const ChangesBetweenNodes = migration(31, 'ChangesBetweenNodes', [
  {
    sqlite: [],
    postgres: [
      `CREATE TABLE change (
        number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        type TEXT NOT NULL,
        station TEXT NOT NULL,
        data TEXT NOT NULL
      )`,
    ],
  },
])
