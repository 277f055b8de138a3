import { migration } from './migration.ts'

/**
 * Alarms of the centre itself, a handful beside all others: every node looks for the open ones every two seconds, and for
 * the last of a station before it raises another. Without `origin` in front SQLite takes `alarm_by_open` and reads every
 * open alarm.
 */
export const OwnAlarms = migration(80, 'OwnAlarms', [
  `CREATE INDEX alarm_of_centre ON alarm (origin, cause, open, station, number) WHERE origin = 'centre'`,
])
