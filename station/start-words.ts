/** Why the station will not start on this data folder, and what to do about it. */
import type { StoreError } from './store/store-error.ts'
import { StartError } from './start-error.ts'

export function startErrorOf(error: StoreError, dataFolder: string): StartError {
  return new StartError(error.code, wordsFor(error, dataFolder), 1, { cause: error })
}

function wordsFor(error: StoreError, dataFolder: string): string {
  switch (error.code) {
    case 'locked':
      return (
        `Another station runs on ${dataFolder} already. Only one may: end that one first, or give this one ` +
        'a folder of its own with --data.'
      )
    case 'newer':
      return (
        `The database in ${dataFolder} was written by a newer Tryggvakt (${error.message}). Nothing was ` +
        'changed. Install that version again, or start with the copy that it made before it changed the database.'
      )
    case 'damaged':
      return (
        `The database in ${dataFolder} is damaged (${error.message}). Nothing was changed. Keep the folder, ` +
        'put a backup in its place or start with an empty folder, and have the old file examined.'
      )
    case 'not-migrated':
      return (
        `The database in ${dataFolder} could not be brought up to this version of Tryggvakt (${error.message}). ` +
        'The step that failed was undone. Put the copy in the place of station.sqlite, remove the -wal and -shm ' +
        'beside it, and start the version from before until this one is mended.'
      )
    case 'full':
      return `There is no room left on the disk of ${dataFolder}. Make room and start again.`
    case 'read-only':
      return `${dataFolder} can't be written. Give the user of the station the right to write there.`
    case 'not-permitted':
      return (
        `${error.message} may not be read and written by the user of this process (${userNumber()}). Nothing was ` +
        'changed. Start as the user that it belongs to, or give it to this one: ' +
        `sudo chown ${userNumber()} ${error.message}`
      )
    case 'busy':
    case 'refused':
    case 'interrupted':
    case 'failing':
      return `The database in ${dataFolder} can't be opened: ${error.message}.`
  }
}

/** Not its name: a user of a service or container may have none. */
function userNumber(): string {
  return String(process.getuid?.() ?? '')
}
