/** A seeded share of the rounds; all hundred run in `npm run soak -- centre-chain`. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runChainRounds } from '../support/chain-rounds.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

test('kill -9 of station, broker and database in turn while falls arrive: all there, once, in order', async () => {
  const result = await runChainRounds({ folder, seed: 20, rounds: 3 })
  expect(result.kills).toMatchObject({ station: 1, broker: 1, database: 1 })
  expect(result.fallsStored).toBeGreaterThan(5)
  expect(result.alarms).toBeGreaterThan(2)
})
