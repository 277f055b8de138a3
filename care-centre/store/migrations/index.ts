import { MessagesAndAlarms } from './0010-messages-and-alarms.ts'
import { Commands } from './0020-commands.ts'
import { StationWords } from './0030-station-words.ts'
import { ChangesBetweenNodes } from './0031-changes.ts'
import { Operators } from './0040-operators.ts'
import { AnswerClocks } from './0041-answer-clocks.ts'
import { StationReports } from './0042-station-reports.ts'
import { Scaip } from './0050-scaip.ts'
import { ScaipDocuments } from './0060-scaip-documents.ts'
import { StraightContact } from './0070-straight-contact.ts'
import { OwnAlarms } from './0080-own-alarms.ts'
import { AlarmCodes } from './0090-alarm-codes.ts'
import { WholeMessages } from './0100-whole-messages.ts'
import type { Migration } from './migration.ts'

/** In rising order; never edited once released. */
export const MIGRATIONS: readonly Migration[] = [
  MessagesAndAlarms,
  Commands,
  StationWords,
  ChangesBetweenNodes,
  Operators,
  AnswerClocks,
  StationReports,
  Scaip,
  ScaipDocuments,
  StraightContact,
  OwnAlarms,
  AlarmCodes,
  WholeMessages,
]
