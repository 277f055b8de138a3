import { afterEach, beforeEach, expect, test } from 'vitest'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { runFullDiskRounds } from '../support/full-disk-rounds.ts'

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

test('a full disk is said on board and health, survived, and every fall is stored when there is room', async () => {
  const result = await runFullDiskRounds({ folder: await temporaryFolder(cleanUp), rounds: 2 })
  expect(result.fallsStored).toBe(result.fallsWritten)
})
