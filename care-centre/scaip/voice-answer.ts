/** Whether the centre wants to speak with the person, and how (scaip.md §5, §8). Pure. */
import type { Instant } from '../../shared/domain/time.ts'
import type { ScaipRequest, ScaipResponse } from '../../shared/scaip/document.ts'
import { reportOf } from './device-report.ts'

/** `media` 1 both ways, 2 listen, 3 speak; `number`: whom the device calls, without it the one it has stored. */
export interface VoiceSettings {
  readonly media: 1 | 2 | 3
  readonly number?: string | undefined
}

/** The call must come within 60 s of the answer (scaip.md §8.4); until then it may be under way. */
const CALL_COMES_WITHIN_MS = 60_000

const NO_MEDIA_WANTED = 4
const CALL_STORED = 61
const CALL_NUMBER = 62

export function voiceAnswer(
  request: ScaipRequest,
  settings: VoiceSettings | undefined,
  lastAskedAt: Instant | undefined,
  now: Instant,
): Pick<ScaipResponse, 'mre' | 'cre' | 'tnu'> {
  const report = reportOf(request)
  const isCall = report.kind === 'alarm' && report.ring.category === 'care'
  // What was asked in the future was asked before the clock was set back.
  const isUnderWay =
    lastAskedAt !== undefined && lastAskedAt <= now && now - lastAskedAt < CALL_COMES_WITHIN_MS
  if (settings === undefined || !isCall || isUnderWay || !canSpeak(request)) return { mre: 0 }
  const { media, number } = settings
  return number === undefined
    ? { mre: media, cre: CALL_STORED }
    : { mre: media, cre: CALL_NUMBER, tnu: number }
}

/** Without a word on it a device can speak; one that wants to be called back is not asked to call (scaip.md §6.3). */
function canSpeak({ crd = [], mreq, cha }: ScaipRequest): boolean {
  return mreq !== NO_MEDIA_WANTED && cha !== 1 && !crd.some((caller) => caller.startsWith('no-voice'))
}
