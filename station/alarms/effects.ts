import type { Alarm } from '../../shared/domain/alarm.ts'
import type { ChangeOrigin } from '../services.ts'
import type { WrittenMessage } from './alarm-writer.ts'

/** What follows a commit that changed alarms; implemented where the parts meet (`station.ts`). */
export interface AlarmEffects {
  /** `alarms` as committed, each once; `origins` one per event that caused it, empty for people's steps. */
  alarmsChanged(
    alarms: readonly Alarm[],
    messages: readonly WrittenMessage[],
    origins: readonly ChangeOrigin[],
  ): void
}
