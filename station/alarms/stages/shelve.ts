/**
 * An alarm that a named person has set aside counts on and does not ring until its time. What is more urgent than
 * what was set aside takes it off the shelf.
 */
import { isMoreUrgent } from '../../../shared/domain/priority.ts'
import type { Verdict } from '../verdict.ts'

export function shelve(verdict: Verdict): Verdict {
  const { act, alarm, rule } = verdict
  if (act !== 'repeat' || rule === null || alarm === null || alarm.shelf === null) return verdict
  if (isMoreUrgent(rule.priority, alarm.priority))
    return { ...verdict, isQuiet: false, reason: 'more-urgent' }
  return { ...verdict, isQuiet: true, reason: 'set-aside' }
}
