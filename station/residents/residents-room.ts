/** Everything about residents as the API calls it. */
import type { AbsenceDesk } from './absence-desk.ts'
import type { PaperKeeper } from './paper-keeper.ts'
import type { ResidentDesk } from './resident-desk.ts'
import type { ResidentViews } from './resident-views.ts'

export interface ResidentsRoom {
  readonly views: ResidentViews
  readonly desk: ResidentDesk
  readonly absences: AbsenceDesk
  readonly paper: PaperKeeper
}
