/** The folder of an SQLite database, made and judged before anything in it is opened. */
import { access, constants, mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { firstForbidden, makeFolder } from '../../shared/store/data-folder.ts'
import { StoreError } from './store-error.ts'

const FOLDER_USE = constants.R_OK | constants.W_OK | constants.X_OK
const FILE_USE = constants.R_OK | constants.W_OK

/** Throws `StoreError` where it cannot be made, or this user may not use it or the database in it. */
export async function prepareFolder(directory: string, database: string): Promise<void> {
  try {
    await makeFolder(directory, {
      make: (folder) => mkdir(folder, { mode: 0o700 }),
      isFolder: async (folder) => (await stat(folder).catch(() => undefined))?.isDirectory() ?? false,
      parentOf: (folder) => path.dirname(folder),
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const words = `the folder ${directory} cannot be made: ${why}. Name one with --data that this user may make.`
    throw new StoreError('no-folder', words, error)
  }
  const file = path.join(directory, database)
  const forbidden =
    (await firstForbidden([directory], (folder) => access(folder, FOLDER_USE))) ??
    (await firstForbidden([file, `${file}-wal`, `${file}-shm`, path.join(directory, 'centre.lock')], (each) =>
      access(each, FILE_USE),
    ))
  if (forbidden !== undefined) throw notPermitted(forbidden, 'read and written')
}

/** Throws `StoreError` where there is a database that this user may not read, in a folder that may be looked at or not. */
export async function assertReadable(file: string): Promise<void> {
  const forbidden = await firstForbidden([file], (each) => access(each, constants.R_OK))
  if (forbidden !== undefined) throw notPermitted(forbidden, 'read')
}

function notPermitted(file: string, use: string): StoreError {
  const user = String(process.getuid?.() ?? '')
  const words = `${file} may not be ${use} by the user of this process (${user}). It was not touched. Run this as the user that it belongs to, or give it to this one: sudo chown ${user} ${file}`
  return new StoreError('not-permitted', words)
}
