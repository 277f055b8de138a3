import { migration } from './migration.ts'

/**
 * Open alarms of the centre itself, a handful beside all others, which every node looks for every two seconds. Without
 * `origin` in front SQLite takes `alarm_by_open` and reads every open alarm.
 */
export const OwnAlarms = migration(80, 'OwnAlarms', [
  `CREATE INDEX alarm_open_of_centre ON alarm (origin, cause, station) WHERE open = 1 AND origin = 'centre'`,
])
