const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
/** A station that received alarms for this long starts the ladder from its first rung again. */
export const STEADY_MS = 30_000
/** Exit code for a wrong configuration (contract): a person has to act, hurry does not help. */
const WRONG_CONFIGURATION = 2
/** After so many starts in a row that never got ready, the page says so; trying goes on. */
const PATIENCE = 3

/** @param attempt how many starts in a row failed before, from 0 */
export function pauseBeforeRestartMs(attempt: number, exitCode: number | null): number {
  if (exitCode === WRONG_CONFIGURATION) return LONGEST_PAUSE_MS
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10))
}

/** Whether the page should say that the station will not start, instead of "starting". */
export function countsAsFailed(attemptsWithoutReady: number, exitCode: number | null): boolean {
  return exitCode === WRONG_CONFIGURATION || attemptsWithoutReady >= PATIENCE
}
