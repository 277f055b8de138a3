import type { CentreSession } from '../../shared/api/centre/session.ts'
import { useNow } from '../ui/now.tsx'

/** Nobody has touched the page for long: alarms are shown and heard, and nothing is done before a code. */
export function useLocked({ idleEndsAt, isLocked }: CentreSession): boolean {
  return useNow() >= Date.parse(idleEndsAt) || isLocked
}
