/** How a backlog of lesser messages leaves disk and line to new alarms (design: "Order of sending"). Pure. */

/** A centre that takes a batch in no time still has so long to itself. */
const SHORTEST_PAUSE_MS = 10
/** Over a slow line the time goes into waiting for answers: nobody is helped by more. */
const LONGEST_PAUSE_MS = 100

/** A critical alarm on its way has the line to itself for so long; one that is not answered holds up no longer. */
export const ALARM_FIRST_MS = 1_000

/** Milliseconds after a whole batch that took so long: a backlog has at most half of what station and centre can do. */
export function catchUpPauseMs(tookMs: number): number {
  return Math.min(Math.max(tookMs, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS)
}
