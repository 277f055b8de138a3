/** Random nights of the whole engine, each lived twice: with duplicates and restarts, and without (`test/support/whole-nights.ts`). */
import fc from 'fast-check'
import { aWholeNightHolds } from '../support/whole-night-promises.ts'
import { preparedHomes, wholeNights } from '../support/whole-nights.ts'

export interface EngineNightsOptions {
  readonly seed: number
  readonly nights: number
  readonly onNight: (done: number) => void
}

/** Throws on the first promise that is broken, with the shortest night that breaks it. */
export async function runEngineNights({ seed, nights, onNight }: EngineNightsOptions): Promise<object> {
  const homes = await preparedHomes()
  let done = 0
  try {
    await fc.assert(
      fc.asyncProperty(wholeNights, async (night) => {
        await aWholeNightHolds(homes.folder, night)
        done += 1
        onNight(done)
      }),
      { numRuns: nights, seed },
    )
  } finally {
    await homes.remove()
  }
  return { seed, nights }
}
