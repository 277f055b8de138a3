import { afterEach, beforeEach, expect, test } from 'vitest'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { runReplugRounds } from '../support/replug-rounds.ts'

const ROUNDS = 6

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

test('unplugged mid-frame and plugged in again, with calls between and a neighbour that goes on: back within 5 s, nothing lost, nothing piles up', async () => {
  const result = await runReplugRounds({ folder: await temporaryFolder(cleanUp), rounds: ROUNDS })
  expect(result).toMatchObject({ rounds: ROUNDS, calls: 2 * ROUNDS })
  expect(result.neighbourEvents).toBeGreaterThan(0)
  expect(result.slowestBackMs).toBeLessThan(5_000)
})
