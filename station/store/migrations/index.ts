import { FirstSchema0000000000010 } from './0010-first-schema.ts'
import { PairedDevices0000000000020 } from './0020-paired-devices.ts'
import { Supervision0000000000030 } from './0030-supervision.ts'
import { Technician0000000000040 } from './0040-technician.ts'
import { Escalation0000000000050 } from './0050-escalation.ts'
import { People0000000000060 } from './0060-people.ts'
import { AlarmEngine0000000000070 } from './0070-alarm-engine.ts'
import { Residents0000000000080 } from './0080-residents.ts'
import { ShiftReports0000000000090 } from './0090-shift-reports.ts'
import { ResidentPhone0000000000100 } from './0100-resident-phone.ts'
import { FirstSounds0000000000110 } from './0110-first-sounds.ts'
import { CentreCommands0000000000120 } from './0120-centre-commands.ts'
import { PersonPhone0000000000130 } from './0130-person-phone.ts'
import { RuleProfiles0000000000140 } from './0140-rule-profiles.ts'
import { DroppedDevices0000000000150 } from './0150-dropped-devices.ts'
import { OwnWord0000000000160 } from './0160-own-word.ts'
import { ShiftSpans0000000000170 } from './0170-shift-spans.ts'
import { FormerPlacements0000000000180 } from './0180-former-placements.ts'

/** In order, numbered in tens so that a hot-fix fits between; never edited once released. */
export const MIGRATIONS = [
  FirstSchema0000000000010,
  PairedDevices0000000000020,
  Supervision0000000000030,
  Technician0000000000040,
  Escalation0000000000050,
  People0000000000060,
  AlarmEngine0000000000070,
  Residents0000000000080,
  ShiftReports0000000000090,
  ResidentPhone0000000000100,
  FirstSounds0000000000110,
  CentreCommands0000000000120,
  PersonPhone0000000000130,
  RuleProfiles0000000000140,
  DroppedDevices0000000000150,
  OwnWord0000000000160,
  ShiftSpans0000000000170,
  FormerPlacements0000000000180,
]

/** The schema this program knows; a database with a higher `user_version` is refused. */
export const SCHEMA_VERSION = 180
