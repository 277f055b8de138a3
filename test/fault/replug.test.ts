import { afterEach, beforeEach, expect, test } from 'vitest'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { runReplugRounds } from '../support/replug-rounds.ts'

const ROUNDS = 6

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

test('unplugged and plugged in again, with falls between: back within 5 s, nothing piles up', async () => {
  const result = await runReplugRounds({ folder: await temporaryFolder(cleanUp), rounds: ROUNDS })
  expect(result).toMatchObject({ rounds: ROUNDS, falls: 2 * ROUNDS })
  expect(result.slowestBackMs).toBeLessThan(5_000)
})
