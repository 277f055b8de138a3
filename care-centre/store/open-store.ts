/** Opening the database: hold the folder, look before touching, migrate, assert, and only then take messages. */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { DataSource } from 'typeorm'
import type { Lock } from '../../shared/store/hold-lock.ts'
import { AlarmReader } from './alarm-reader.ts'
import { prepareFolder } from './data-folder.ts'
import { assertDurable, holdFolder, readingSource, writingSource } from './data-source.ts'
import { ChangeListeners } from './change-listeners.ts'
import { assertSound, copyChecked, damaged } from './checked-copy.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { makePrivate } from './private-file.ts'
import type { Store } from './store.ts'
import { databaseCodeOf, StoreError } from './store-error.ts'
import type { Reading } from './transaction.ts'
import { WriteQueue } from './write-queue.ts'

export const DATABASE_NAME = 'centre.sqlite'

/** Opens DIR/centre.sqlite, makes it where it is missing; throws `StoreError` with words on what to do. */
export async function openStore(
  directory: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Store> {
  await prepareFolder(directory, DATABASE_NAME)
  const lock = await holdFolder(directory)
  try {
    return await openHeld(path.join(directory, DATABASE_NAME), migrations, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openHeld(file: string, migrations: readonly Migration[], lock: Lock): Promise<Store> {
  if ((await sizeOf(file)) > 0) await lookFirst(file, migrations)
  await makePrivate(file)

  const writing = await writingSource(file, migrations).initialize()
  try {
    await migrate(writing)
    await assertDurable(writing)
    const source = await readingSource(file).initialize()
    const changes = new ChangeListeners()
    const writes = new WriteQueue(writing, (committed) => changes.tell(committed))
    const reading: Reading = {
      dialect: 'sqlite',
      source,
      query: (sql, parameters = []) => source.query(sql, [...parameters]),
    }
    return {
      writes,
      reading,
      reads: new AlarmReader(reading),
      changes,
      isShared: false,
      close: async () => {
        await writes.close()
        await source.destroy()
        await writing.destroy()
        await lock.release()
      },
    }
  } catch (error) {
    await writing.destroy()
    throw error
  }
}

const DAMAGED: ReadonlySet<string> = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB'])

/** Reads only: a newer or damaged file must stay as it is. Before a migration a copy is made and checked. */
async function lookFirst(file: string, migrations: readonly Migration[]): Promise<void> {
  const reading = readingSource(file)
  try {
    await reading.initialize()
    await assertSound(reading, file)
    const done = await appliedMigrations(reading)
    const known = new Set<string>(migrations.map((migration) => new migration().name))
    const newer = done.filter((name) => !known.has(name))
    if (newer.length > 0) {
      const words = `${file} was written by a newer version of this program (${newer.join(', ')}). It was not touched: start the newer version, or restore a backup made by this one.`
      throw new StoreError('database-newer', words)
    }
    if (done.length > 0 && done.length < known.size) {
      await copyChecked(reading, `${file}.before-migration-${done.length + 1}`)
    }
  } catch (error) {
    if (error instanceof StoreError) throw error
    if (DAMAGED.has(databaseCodeOf(error))) throw damaged(file, error)
    throw new StoreError(
      'database-unopened',
      `${file} cannot be opened: ${String(error)}. It was not touched.`,
      error,
    )
  } finally {
    if (reading.isInitialized) await reading.destroy()
  }
}

async function appliedMigrations(source: DataSource): Promise<string[]> {
  const tables = await source.query<unknown[]>(`SELECT 1 FROM sqlite_master WHERE name = 'migrations'`)
  if (tables.length === 0) return []
  const rows = await source.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY timestamp')
  return rows.map((row) => row.name)
}

async function migrate(source: DataSource): Promise<void> {
  try {
    await source.runMigrations()
  } catch (error) {
    const words = `the database could not be brought to this version: ${String(error)}. Nothing of the failed step was kept; the copy beside it is from before.`
    throw new StoreError('migration-failed', words, error)
  }
}

/** In bytes; 0 where there is no such file. A file that may not be looked at is an error, not a missing one. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
}
