import { migration } from './migration.ts'

/** When a station was last heard by no broker: it then has another way than the one that its last will speaks of. */
export const StraightContact = migration(70, 'StraightContact', [
  'ALTER TABLE station ADD COLUMN "straightAt" INTEGER',
])
