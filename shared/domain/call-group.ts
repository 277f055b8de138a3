/**
 * Whom an alarm calls when nobody has answered it: those on duty hear it first, then each level of the ladder calls
 * the next of these. `caregivers` and `technicians`: the role a lesser alarm belongs to; `handover`: the list that
 * the next shift gets.
 */
export const CALL_GROUPS = [
  'on-duty',
  'on-call',
  'everyone',
  'centre',
  'caregivers',
  'technicians',
  'handover',
] as const
export type CallGroup = (typeof CALL_GROUPS)[number]
