import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * `message` is what stations said, word for word, and is never changed; `alarm` is a copy of the fold of
 * its messages; `station` is when each was last heard. `number` is the order of arrival and the paging key.
 */
const STATEMENTS = [
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
    occurredAt TEXT NOT NULL,
    sentAt TEXT NOT NULL,
    receivedAt INTEGER NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (id, station)
  ) STRICT`,
  'CREATE INDEX message_of_alarm ON message (alarm, station, sequence)',
  `CREATE TRIGGER message_never_updated BEFORE UPDATE ON message
    BEGIN SELECT RAISE(ABORT, 'message is append-only'); END`,
  `CREATE TRIGGER message_never_deleted BEFORE DELETE ON message
    BEGIN SELECT RAISE(ABORT, 'message is append-only'); END`,
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
    openedAt TEXT NOT NULL,
    updatedAt TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    UNIQUE (id, station)
  ) STRICT`,
  'CREATE INDEX alarm_by_open ON alarm (open, number)',
  'CREATE INDEX alarm_by_station ON alarm (station, open, number)',
  `CREATE TABLE station (
    id TEXT PRIMARY KEY,
    lastHeardAt INTEGER NOT NULL
  ) STRICT`,
]

export class MessagesAndAlarms implements MigrationInterface {
  readonly name = 'MessagesAndAlarms0000000000010'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Messages are never dropped: going back means restoring the copy made before the migration. */
  down(): Promise<void> {
    return Promise.reject(new Error('this migration does not go back; restore the copy made before it'))
  }
}
