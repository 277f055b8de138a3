import { appendOnly, migration } from './migration.ts'

/** When a message of this alarm came: the first, or the first of some types. */
const firstOf = (types: string): string =>
  `(SELECT min("receivedAt") FROM message
    WHERE message.alarm = alarm.id AND message.station = alarm.station ${types})`

const ANSWERS = `('alarm.acknowledged', 'alarm.on-the-way', 'alarm.on-site', 'alarm.resolved', 'alarm.cancelled')`

/**
 * What operators see of an alarm beside its fold: since when it waits for an answer, who has taken it at the centre
 * (`alarm_take` is every step of that, never changed), what was late and why; and how a command resolves one.
 */
export const AnswerClocks = migration(41, 'AnswerClocks', [
  `ALTER TABLE alarm ADD COLUMN origin TEXT NOT NULL DEFAULT 'station'`,
  'ALTER TABLE alarm ADD COLUMN "receivedAt" INTEGER NOT NULL DEFAULT 0',
  'ALTER TABLE alarm ADD COLUMN "ringingSince" INTEGER NOT NULL DEFAULT 0',
  'ALTER TABLE alarm ADD COLUMN "answeredAt" INTEGER',
  'ALTER TABLE alarm ADD COLUMN holder TEXT',
  'ALTER TABLE alarm ADD COLUMN "lateSeconds" INTEGER',
  'ALTER TABLE alarm ADD COLUMN "lateReason" TEXT',
  'ALTER TABLE alarm ADD COLUMN "clockOffSeconds" INTEGER',
  'ALTER TABLE alarm ADD COLUMN "takenBy" TEXT',
  'ALTER TABLE alarm ADD COLUMN "takenAt" INTEGER',
  `UPDATE alarm SET "receivedAt" = coalesce(${firstOf('')}, 0)`,
  `UPDATE alarm SET "ringingSince" = "receivedAt"`,
  `UPDATE alarm SET "answeredAt" = coalesce(${firstOf(`AND type IN ${ANSWERS}`)}, "receivedAt")
     WHERE state <> 'raised'`,
  'CREATE INDEX alarm_by_receipt ON alarm (station, "receivedAt")',
  `CREATE TABLE alarm_take (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    station TEXT NOT NULL,
    alarm TEXT NOT NULL,
    operator TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('taken', 'released')),
    at INTEGER NOT NULL,
    FOREIGN KEY (alarm, station) REFERENCES alarm (id, station)
  ) STRICT`,
  'CREATE INDEX alarm_take_of_alarm ON alarm_take (alarm, station, number)',
  appendOnly('alarm_take'),
  'ALTER TABLE command ADD COLUMN outcome TEXT',
  'ALTER TABLE command ADD COLUMN "falseCause" TEXT',
])
