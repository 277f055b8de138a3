/** What a whole station holds in memory over a day: the soak's simulated day by a coarser clock, so that it is over soon. */
import { CleanUp } from '../support/clean-up.ts'
import { runSimulatedDay } from '../soak/simulated-day.ts'
import { heading, print } from './figures.ts'

const HOURS = 24
/** Timers of the station are looked at once a second; four times as often in `npm run soak -- day`. */
const STEP_MS = 1_000

export async function benchDay(): Promise<void> {
  heading(`Memory over a simulated day of ${String(HOURS)} h, by the second`)
  const cleanUp = new CleanUp()
  try {
    const { heapMiB, alarms, events, actions, changes } = await runSimulatedDay(
      HOURS,
      cleanUp,
      () => undefined,
      STEP_MS,
    )
    print(`in use at 0, 6, 12, 18, 24 h (goal: flat): ${heapMiB.join(', ')} MiB`)
    print(
      `${String(events)} events, ${String(alarms)} alarms with ${String(actions)} steps, ` +
        `${String(changes)} changes of the board`,
    )
  } finally {
    await cleanUp.run()
  }
}
