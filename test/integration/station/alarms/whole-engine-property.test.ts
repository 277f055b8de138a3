/**
 * The whole engine with a manual clock over a real database: rules over time, escalation, shelves, inhibition, chatter,
 * floods, lost ports and restarts together, in any order. `npm run soak -- nights` tries a thousand nights.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { aWholeNightHolds } from '../../../support/whole-night-promises.ts'
import { preparedHomes, wholeNights } from '../../../support/whole-nights.ts'

let homes: Awaited<ReturnType<typeof preparedHomes>>

beforeAll(async () => {
  homes = await preparedHomes()
})

afterAll(() => homes.remove())

test('whatever happens in a night, no call is lost or rings twice, every ladder goes on, what was hidden comes back, and a restart changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(wholeNights, (night) => aWholeNightHolds(homes.folder, night)),
    { numRuns: 12 },
  )
}, 120_000)
