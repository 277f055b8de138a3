import { migration } from './migration.ts'

/** What a station said last of itself (`stopping`, `silent`); null again with its next word. */
export const StationWords = migration(30, 'StationWords', ['ALTER TABLE station ADD COLUMN said TEXT'])
