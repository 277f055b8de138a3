import { appendOnly, migration } from './migration.ts'

/**
 * `message` is what stations said, word for word, and is never changed; `alarm` is a copy of the fold of
 * its messages; `station` is when each was last heard. `number` is the order of arrival and the paging key.
 */
export const MessagesAndAlarms = migration(10, 'MessagesAndAlarms', [
  {
    sqlite: [],
    postgres: [
      `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`,
    ],
  },
  `CREATE TABLE message (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    station TEXT NOT NULL,
    id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    alarm TEXT NOT NULL,
    incident TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    type TEXT NOT NULL,
    priority TEXT NOT NULL,
    category TEXT NOT NULL,
    cause TEXT NOT NULL,
    resident TEXT,
    device TEXT,
    placement TEXT,
    "occurredAt" TEXT NOT NULL,
    "sentAt" TEXT NOT NULL,
    "receivedAt" INTEGER NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (id, station)
  ) STRICT`,
  'CREATE INDEX message_of_alarm ON message (alarm, station, sequence)',
  appendOnly('message'),
  `CREATE TABLE alarm (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    station TEXT NOT NULL,
    id TEXT NOT NULL,
    incident TEXT NOT NULL,
    state TEXT NOT NULL,
    open INTEGER NOT NULL CHECK (open IN (0, 1)),
    priority TEXT NOT NULL,
    category TEXT NOT NULL,
    cause TEXT NOT NULL,
    resident TEXT,
    device TEXT,
    placement TEXT,
    count INTEGER NOT NULL CHECK (count > 0),
    outcome TEXT,
    "openedAt" TEXT NOT NULL,
    "updatedAt" TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    UNIQUE (id, station)
  ) STRICT`,
  'CREATE INDEX alarm_by_open ON alarm (open, number)',
  'CREATE INDEX alarm_by_station ON alarm (station, open, number)',
  `CREATE TABLE station (
    id TEXT PRIMARY KEY,
    "lastHeardAt" INTEGER NOT NULL
  ) STRICT`,
])
