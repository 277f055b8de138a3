/** How slow the ladder of an urgent alarm may be made (design: what must be answered within, and who is called then). Pure. */
import type { CallGroup } from './call-group.ts'
import type { Priority } from './priority.ts'

/** The longest a level may hold, in seconds: room for a house to choose, and none to leave somebody lying. */
export const LONGEST_HOLD_SECONDS: Readonly<Record<Priority, number>> = {
  critical: 5 * 60,
  high: 15 * 60,
  medium: 24 * 60 * 60,
  low: 24 * 60 * 60,
}

/** Whether what nobody on duty answers calls others soon enough: what is critical or high does so by its second level. */
export function isSoonEnough(
  priority: Priority,
  rungs: readonly { readonly calls: CallGroup; readonly holdsSeconds: number | null }[],
): boolean {
  const longest = LONGEST_HOLD_SECONDS[priority]
  if (rungs.some(({ holdsSeconds }) => holdsSeconds !== null && holdsSeconds > longest)) return false
  if (priority !== 'critical' && priority !== 'high') return true
  const second = rungs[1]
  return second !== undefined && second.calls !== 'on-duty'
}
