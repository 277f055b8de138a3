/** What the screens ask for beside the steps at an alarm. */
import type { z } from 'zod'
import type { AlarmCard } from '../../shared/api/board.ts'
import type {
  AskForHelpInput,
  Found,
  HomeToChoose,
  LockedHelpInput,
  RemarksInput,
  ReportInput,
  SearchTerm,
  ShiftReport,
  ShiftReportInput,
} from '../../shared/api/night.ts'
import type { Numbers, Receiver } from '../../shared/api/people.ts'
import type { Contact } from '../../shared/api/residents.ts'

export interface NightClient {
  homes(): Promise<readonly HomeToChoose[]>
  report(input: z.infer<typeof ReportInput>): Promise<AlarmCard>
  askForHelp(input: z.infer<typeof AskForHelpInput>): Promise<AlarmCard>
  /** From a screen where nobody is signed in. */
  askForHelpLocked(input: z.infer<typeof LockedHelpInput>): Promise<void>
  search(terms: readonly SearchTerm[]): Promise<Found>
  /** In the order in which they are called, the resident first. */
  contacts(by: string, alarmId: string): Promise<readonly Contact[]>
  /** Who of the house and the centre can be called about it, in the order in which they are called. */
  numbers(by: string, alarmId: string): Promise<Numbers>
  /** To whom it may be handed over, whoever is there first. */
  receivers(by: string, alarmId: string): Promise<readonly Receiver[]>
  /** Where the colleague who has it now answers; null: nobody has written it down. */
  receiverNumber(by: string, alarmId: string, personId: string): Promise<string | null>
  shiftReport(input: z.infer<typeof ShiftReportInput>): Promise<ShiftReport>
  remark(input: z.infer<typeof RemarksInput>): Promise<void>
}
