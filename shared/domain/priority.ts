/** How fast an alarm must be answered; the same four words in code, database, wire and documents. */
export const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

/** What an alarm is for; a test never counts as an incident. */
export const CATEGORIES = ['care', 'technical', 'test'] as const
export type Category = (typeof CATEGORIES)[number]

const RANK: Readonly<Record<Priority, number>> = { critical: 0, high: 1, medium: 2, low: 3 }

/** 0 for `critical` up to 3 for `low`: sorts the most urgent first, in memory and in the database alike. */
export function priorityRank(priority: Priority): number {
  return RANK[priority]
}

export function isMoreUrgent(priority: Priority, than: Priority): boolean {
  return RANK[priority] < RANK[than]
}
