/** A seeded share of the rounds; all hundred run in `npm run soak -- kill`. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { runKillRounds } from '../support/kill-rounds.ts'
import { readAudit } from '../support/stored.ts'

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

test.each([
  ['the station', 340, 7, false],
  ['the station and, now and then, the care centre with it', 341, 5, true],
])('kill -9 of %s while falls arrive: nothing lost, nothing twice', async (_, seed, rounds, killCentre) => {
  const result = await runKillRounds({ folder, seed, rounds, killCentre })
  expect(result.rounds).toBe(rounds)
  expect(result.fallsStored).toBeGreaterThanOrEqual(rounds)
  expect(result.fallsStored).toBeLessThanOrEqual(result.framesWritten)
  expect(result.alarms).toBeGreaterThan(1)
  expect(await readAudit(join(folder, 'station'))).toMatchObject({ ok: true })
})
