/** The monthly list: devices whose silence proves nothing, so that only a test shows that they still work. */
import type { Instant } from '../../shared/domain/time.ts'

const MONTH_MS = 31 * 24 * 3_600_000

export interface TestedDevice {
  readonly lifecycle: string
  /** Longest silence allowed; null where none proves anything. */
  readonly supervisionSeconds: number | null
  /** Its last proven test or last press, whichever came later. */
  readonly lastTestAt: Instant | null
}

export function isTestDue(
  { lifecycle, supervisionSeconds, lastTestAt }: TestedDevice,
  now: Instant,
): boolean {
  if (lifecycle !== 'commissioned' || supervisionSeconds !== null) return false
  return lastTestAt === null || now - lastTestAt > MONTH_MS
}
