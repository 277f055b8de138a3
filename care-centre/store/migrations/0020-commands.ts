import { appendOnly, migration } from './migration.ts'

/** What the centre wants done and what stations made of it, both never changed; `open_command` is what waits. */
export const Commands = migration(20, 'Commands', [
  `CREATE TABLE command (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    station TEXT NOT NULL,
    alarm TEXT NOT NULL,
    type TEXT NOT NULL,
    "givenBy" TEXT NOT NULL,
    at INTEGER NOT NULL,
    "assignedTo" TEXT,
    text TEXT,
    FOREIGN KEY (alarm, station) REFERENCES alarm (id, station)
  ) STRICT`,
  'CREATE INDEX command_of_alarm ON command (alarm, station, number)',
  appendOnly('command'),
  `CREATE TABLE command_result (
    command TEXT PRIMARY KEY REFERENCES command (id),
    result TEXT NOT NULL CHECK (result IN ('done', 'refused')),
    code TEXT,
    at INTEGER NOT NULL
  ) STRICT`,
  appendOnly('command_result'),
  `CREATE TABLE open_command (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE REFERENCES command (id),
    station TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX open_command_of_station ON open_command (station, number)',
])
