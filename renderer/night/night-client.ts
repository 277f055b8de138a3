/** What the screens ask for beside the steps at an alarm. */
import type { z } from 'zod'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { AskForHelpInput, Home, ReportInput } from '../../shared/api/night.ts'

export interface NightClient {
  homes(): Promise<readonly Home[]>
  report(input: z.infer<typeof ReportInput>): Promise<AlarmCard>
  askForHelp(input: z.infer<typeof AskForHelpInput>): Promise<AlarmCard>
}
