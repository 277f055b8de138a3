import { migration } from './migration.ts'

/**
 * `scaip_document`: every document of a known caller as it came and as it was answered (scaip.md §9.11), for a while
 * and up to a number; `device_words`: what a device says of an alarm in words, to be looked for.
 */
export const ScaipDocuments = migration(60, 'ScaipDocuments', [
  `CREATE TABLE scaip_document (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    station TEXT NOT NULL,
    cid TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    peer TEXT NOT NULL,
    fate TEXT NOT NULL,
    beat INTEGER NOT NULL CHECK (beat IN (0, 1)),
    body TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX scaip_document_of_station ON scaip_document (station, number)',
  'CREATE INDEX scaip_document_by_age ON scaip_document (beat, at)',
  `CREATE TABLE device_words (
    station TEXT NOT NULL,
    alarm TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (station, alarm, folded)
  ) STRICT`,
])
