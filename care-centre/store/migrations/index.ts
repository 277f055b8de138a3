import { MessagesAndAlarms } from './0010-messages-and-alarms.ts'
import { Commands } from './0020-commands.ts'
import { StationWords } from './0030-station-words.ts'
import { ChangesBetweenNodes } from './0031-changes.ts'
import { Scaip } from './0050-scaip.ts'
import type { Migration } from './migration.ts'

/** In rising order; never edited once released. */
export const MIGRATIONS: readonly Migration[] = [
  MessagesAndAlarms,
  Commands,
  StationWords,
  ChangesBetweenNodes,
  Scaip,
]
