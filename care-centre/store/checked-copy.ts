/** A whole copy of a SQLite database that others may go on writing to, which stands only when it is sound and synced. */
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { DataSource } from 'typeorm'
import { readingSource } from './data-source.ts'
import { makePrivate } from './private-file.ts'
import { StoreError } from './store-error.ts'

/** Replaces `to` when the copy is sound: one that was cut short must not pass for it. */
export async function copyChecked(source: DataSource, to: string): Promise<void> {
  const fresh = `${to}.new`
  await rm(fresh, { force: true })
  await makePrivate(fresh)
  await source.query('VACUUM INTO ?', [fresh])
  const copied = await readingSource(fresh).initialize()
  try {
    await assertSound(copied, fresh)
  } finally {
    await copied.destroy()
  }
  await sync(fresh)
  await rename(fresh, to)
  await sync(path.dirname(to))
}

export async function assertSound(source: DataSource, file: string): Promise<void> {
  const rows = await source.query<{ quick_check: string }[]>('PRAGMA quick_check(1)')
  if (rows[0]?.quick_check !== 'ok') throw damaged(file, rows[0]?.quick_check)
}

export function damaged(file: string, cause: unknown): StoreError {
  const words = `${file} is damaged or no database (${String(cause)}). It was not touched: move the folder aside and restore a backup.`
  return new StoreError('database-damaged', words, cause)
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
