import { migration } from './migration.ts'

/**
 * What a station said last of itself and what was refused to it, for the list of stations; and the words of commands
 * as they are looked for, in small letters.
 */
export const StationReports = migration(42, 'StationReports', [
  `CREATE TABLE station_report (
    station TEXT PRIMARY KEY,
    waiting INTEGER,
    paths TEXT NOT NULL,
    "lateSince" TEXT,
    "lateReason" TEXT,
    "lateAt" INTEGER,
    "clockOffSeconds" INTEGER,
    rejected INTEGER NOT NULL,
    slowed INTEGER NOT NULL
  ) STRICT`,
  'ALTER TABLE command ADD COLUMN folded TEXT',
])
