import { migration } from './migration.ts'

/**
 * Devices of other makers that report straight to the centre. `scaip_exchange`: what was made of a document and
 * answered, for 24 hours, so that any node answers a repeated one alike; `scaip_alarm`: whose an alarm is, of those
 * that live at the centre; `scaip_device`: the pulse of controllers that send heartbeats.
 */
export const Scaip = migration(50, 'Scaip', [
  `CREATE TABLE scaip_exchange (
    cid TEXT NOT NULL,
    ref TEXT NOT NULL,
    station TEXT NOT NULL,
    messages TEXT NOT NULL,
    answer TEXT NOT NULL,
    "receivedAt" INTEGER NOT NULL,
    "voiceAt" INTEGER,
    PRIMARY KEY (cid, ref)
  ) STRICT`,
  'CREATE INDEX scaip_exchange_by_age ON scaip_exchange ("receivedAt")',
  `CREATE TABLE scaip_alarm (
    alarm TEXT NOT NULL,
    station TEXT NOT NULL,
    cid TEXT NOT NULL,
    did TEXT NOT NULL,
    incident TEXT NOT NULL,
    cause TEXT NOT NULL,
    category TEXT NOT NULL,
    priority TEXT NOT NULL,
    "raisedAt" INTEGER NOT NULL,
    PRIMARY KEY (alarm, station)
  ) STRICT`,
  'CREATE INDEX scaip_alarm_of_device ON scaip_alarm (cid, station, "raisedAt")',
  `CREATE TABLE scaip_device (
    cid TEXT PRIMARY KEY,
    station TEXT NOT NULL,
    "heardAt" INTEGER NOT NULL,
    "beatAt" INTEGER NOT NULL,
    "intervalMs" INTEGER,
    silent INTEGER NOT NULL CHECK (silent IN (0, 1))
  ) STRICT`,
])
