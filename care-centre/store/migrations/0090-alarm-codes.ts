import { migration } from './migration.ts'

/** Which of the things that have one cause was found, by the message that raised it; of open alarms alone. */
const ofFirst = (code: string): string =>
  `UPDATE alarm SET code = (SELECT ${code} FROM message
     WHERE message.alarm = alarm.id AND message.station = alarm.station AND message.type = 'alarm.raised'
     ORDER BY message.sequence LIMIT 1)
   WHERE open = 1 AND category = 'care'`

export const AlarmCodes = migration(90, 'AlarmCodes', [
  'ALTER TABLE alarm ADD COLUMN code TEXT',
  {
    sqlite: [ofFirst(`data ->> 'code'`)],
    // As text: what a station cut in half, or a NUL, is JSON that jsonb refuses, and the start with it.
    postgres: [ofFirst(`substring(data from '[{,]"code":"([^"\\\\]{1,64})"')`)],
  },
])
