import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from '../shared/store/data-folder.ts'
import { StartError } from './start-error.ts'

/** Before anything is written into it: from here on all that this process makes is for its own user alone. */
export async function makeDataFolder(dataFolder: string): Promise<void> {
  // What is stored is about people's health.
  process.umask(0o077)
  try {
    await makeFolder(dataFolder, {
      make: (folder) => mkdir(folder, { mode: 0o700 }),
      isFolder: async (folder) => (await stat(folder).catch(() => undefined))?.isDirectory() ?? false,
      parentOf: dirname,
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown reason'
    throw new StartError('data-folder', `The data folder ${dataFolder} can't be made: ${why}`, 1, {
      cause: error,
    })
  }
}
