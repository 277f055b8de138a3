import { mkdir } from 'node:fs/promises'
import { StartError } from './start-error.ts'

/** Before anything is written into it: from here on all that this process makes is for its own user alone. */
export async function makeDataFolder(dataFolder: string): Promise<void> {
  // What is stored is about people's health.
  process.umask(0o077)
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown reason'
    throw new StartError('data-folder', `The data folder ${dataFolder} can't be made: ${why}`, 1, {
      cause: error,
    })
  }
}
