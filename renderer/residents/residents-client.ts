/** What the screens ask about residents. Door code and key box come by `keys` alone, each time with a reason. */
import type { z } from 'zod'
import type { ResidentRules, SetHoursInput, SwitchRuleInput } from '../../shared/api/rules.ts'
import type {
  AddResidentInput,
  CardInput,
  ChangeResidentInput,
  EndAwayInput,
  Keys,
  KeysInput,
  LeaveResidentInput,
  Paper,
  RecordInput,
  ResidentLine,
  ResidentRecord,
  ResponderCard,
  ReturnResidentInput,
  SetAwayInput,
  SetKeysInput,
  SetPaperKeysInput,
} from '../../shared/api/residents.ts'

/** One call that only says whether it was done, named after what somebody does. */
export type ResidentCall =
  | { readonly act: 'change'; readonly input: z.infer<typeof ChangeResidentInput> }
  | { readonly act: 'set-keys'; readonly input: z.infer<typeof SetKeysInput> }
  | { readonly act: 'leave'; readonly input: z.infer<typeof LeaveResidentInput> }
  | { readonly act: 'return'; readonly input: z.infer<typeof ReturnResidentInput> }
  | { readonly act: 'set-away'; readonly input: z.infer<typeof SetAwayInput> }
  | { readonly act: 'end-away'; readonly input: z.infer<typeof EndAwayInput> }

export type KeysReason = z.infer<typeof KeysInput>
export type { ResidentRules }

export interface ResidentsClient {
  list(): Promise<readonly ResidentLine[]>
  record(input: z.infer<typeof RecordInput>): Promise<ResidentRecord>
  /** Null: the alarm is nobody's. */
  card(input: z.infer<typeof CardInput>): Promise<ResponderCard | null>
  keys(input: KeysReason): Promise<Keys>
  /** Answers with the new resident's id. */
  add(input: z.infer<typeof AddResidentInput>): Promise<string>
  take(call: ResidentCall): Promise<void>
  paper(): Promise<Paper>
  setPaperKeys(input: z.infer<typeof SetPaperKeysInput>): Promise<Paper>
  rules(residentId: string): Promise<ResidentRules>
  switchRule(input: z.infer<typeof SwitchRuleInput>): Promise<ResidentRules>
  setHours(input: z.infer<typeof SetHoursInput>): Promise<ResidentRules>
}
