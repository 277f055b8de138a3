import { access } from 'node:fs/promises'
import path from 'node:path'
import { copyChecked } from './checked-copy.ts'
import { assertReadable } from './data-folder.ts'
import { readingSource } from './data-source.ts'
import { DATABASE_NAME } from './open-store.ts'
import { StoreError } from './store-error.ts'

/**
 * Copies DIR/centre.sqlite to `to` while the centre runs, and counts the messages in it. Restored by a centre that is
 * stopped: the copy as `centre.sqlite` in an empty folder. Throws `StoreError` with words on what to do.
 */
export async function backUp(directory: string, to: string): Promise<{ readonly messages: number }> {
  const file = path.join(directory, DATABASE_NAME)
  await assertReadable(file)
  if (!(await isThere(file))) {
    throw new StoreError(
      'no-database',
      `${directory} holds no care centre: there is no ${DATABASE_NAME} in it.`,
    )
  }
  if (await isThere(to)) {
    throw new StoreError('backup-exists', `${to} is there already and was not touched; name another file.`)
  }
  const source = await readingSource(file).initialize()
  try {
    await copyChecked(source, to)
  } finally {
    await source.destroy()
  }
  const copy = await readingSource(to).initialize()
  try {
    const rows = await copy.query<{ messages: number }[]>('SELECT count(*) AS messages FROM message')
    return { messages: rows[0]?.messages ?? 0 }
  } finally {
    await copy.destroy()
  }
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
