/** Tests that mostly wait for time limits of the product: side by side they take as long as the longest. */
import { join } from 'node:path'
import { test } from 'vitest'
import { CleanUp, temporaryFolder } from './clean-up.ts'

interface OneTest {
  readonly cleanUp: CleanUp
  /** The station's data folder, not there yet. */
  readonly data: string
}

export const sideBySide = test.extend<OneTest>({
  // Vitest reads the names of what a fixture needs from this pattern.
  cleanUp: async ({}, use) => {
    const cleanUp = new CleanUp()
    try {
      await use(cleanUp)
    } finally {
      await cleanUp.run()
    }
  },
  data: async ({ cleanUp }, use) => {
    await use(join(await temporaryFolder(cleanUp), 'station'))
  },
}).concurrent
