/**
 * Opening the station's database, in this order: hold the folder's lock, look at the file without touching
 * it (newer? damaged?), copy it when migrations are due, migrate, assert what the promises rest on. What a clean
 * end has laid aside for a full disk is given back right after the lock.
 */
import { existsSync, statSync } from 'node:fs'
import { access, constants, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataSource } from 'typeorm'
import { firstForbidden } from '../../shared/store/data-folder.ts'
import { giveReserveBack, layReserveAside } from './disk-reserve.ts'
import { SCHEMA_VERSION } from './migrations/index.ts'
import { holdLock, interrupt, openReader, openWriter } from './sqlite.ts'
import { StoreError, storeErrorOf } from './store-error.ts'

/** Up to this size the whole file is checked before the start; a larger one in the background, after it. */
const CHECK_AT_START_BYTES = 64 * 1024 * 1024

export const DATABASE_FILE = 'station.sqlite'

export interface OpenedStore {
  readonly writer: DataSource
  readonly reader: DataSource
  /** Set when the file was too large to be checked before the start: checks it on a connection of its own. */
  readonly check: (() => Promise<void>) | undefined
  close(): Promise<void>
}

/** @throws StoreError `locked`, `newer`, `damaged` (file untouched), or what opening it met. */
export async function openStore(dataFolder: string): Promise<OpenedStore> {
  const path = join(dataFolder, DATABASE_FILE)
  await assertPermitted(dataFolder)
  const lock = await holdLock(join(dataFolder, 'station.lock'))
  const leave = async (): Promise<void> => {
    await layReserveAside(dataFolder)
    await lock.release()
  }
  try {
    await giveReserveBack(dataFolder)
    const checkLater = await inspect(path)
    const writer = await openWriter(path)
    try {
      await migrate(writer, dataFolder)
      await assertPromises(writer)
      const reader = await openReader(path)
      const checking = new AbortController()
      const check = (): Promise<void> => checkAlone(path, checking.signal)
      const close = async (): Promise<void> => {
        checking.abort()
        // Before SQLite's last checkpoint, which on a full disk would take the block that was station.json.
        await layReserveAside(dataFolder)
        await reader.destroy()
        await writer.destroy()
        await leave()
      }
      return { writer, reader, check: checkLater ? check : undefined, close }
    } catch (error) {
      await writer.destroy()
      throw error
    }
  } catch (error) {
    await leave()
    throw storeErrorOf(error)
  }
}

/** @throws StoreError `not-permitted`, where SQLite would only say that it can't open something. */
async function assertPermitted(dataFolder: string): Promise<void> {
  const { R_OK, W_OK, X_OK } = constants
  const files = [
    DATABASE_FILE,
    `${DATABASE_FILE}-wal`,
    `${DATABASE_FILE}-shm`,
    'station.lock',
    'station.reserve',
  ]
  const forbidden =
    (await firstForbidden([dataFolder], (folder) => access(folder, R_OK | W_OK | X_OK))) ??
    (await firstForbidden(
      files.map((name) => join(dataFolder, name)),
      (file) => access(file, R_OK | W_OK),
    ))
  if (forbidden !== undefined) throw new StoreError('not-permitted', forbidden)
}

/** Reads the file as it is. Returns whether its check is left for later. */
async function inspect(path: string): Promise<boolean> {
  if (!existsSync(path)) return false
  const reader = await openReader(path)
  try {
    const version = await numberOf(reader, 'PRAGMA user_version', 'user_version')
    if (version > SCHEMA_VERSION) {
      throw new StoreError(
        'newer',
        `the database has schema ${String(version)}, this program knows up to ${String(SCHEMA_VERSION)}`,
      )
    }
    if (statSync(path).size > CHECK_AT_START_BYTES) return true
    await assertSound(reader)
    return false
  } finally {
    await reader.destroy()
  }
}

/** Beside a running station: its readers do not wait, and an end of the station ends it. */
async function checkAlone(path: string, signal: AbortSignal): Promise<void> {
  const reader = await openReader(path)
  const stop = (): void => {
    interrupt(reader)
  }
  signal.addEventListener('abort', stop)
  try {
    await assertSound(reader)
  } finally {
    signal.removeEventListener('abort', stop)
    await reader.destroy()
  }
}

/** @throws StoreError `damaged` with SQLite's first finding. */
async function assertSound(source: DataSource): Promise<void> {
  const rows: { quick_check: string }[] = await source.query('PRAGMA quick_check(1)')
  const finding = rows[0]?.quick_check
  if (finding !== 'ok') throw new StoreError('damaged', finding ?? 'quick_check gave no answer')
}

async function migrate(writer: DataSource, dataFolder: string): Promise<void> {
  const from = await numberOf(writer, 'PRAGMA user_version', 'user_version')
  if (from === SCHEMA_VERSION) return
  const copy = from > 0 ? await copyBefore(writer, dataFolder, from) : undefined
  try {
    await writer.runMigrations()
  } catch (error) {
    const cause = storeErrorOf(error)
    // What the disk says is told as such; anything else is a step that does not fit this database.
    const isOurs = cause.code === 'failing' || cause.code === 'refused'
    if (copy === undefined || !isOurs) throw cause
    throw new StoreError('not-migrated', `${cause.message}; the copy from before is ${copy}`)
  }
}

/**
 * The copy stays beside the database until somebody removes it; a failed step can be undone with it. There is one
 * for each schema: a start that is tried again for ever must not fill the disk with them.
 */
async function copyBefore(writer: DataSource, dataFolder: string, from: number): Promise<string> {
  const copy = join(dataFolder, `station.before-migration-from-${String(from)}.sqlite`)
  const fresh = `${copy}.new`
  await rm(fresh, { force: true })
  await writer.query('VACUUM INTO ?', [fresh])
  const reader = await openReader(fresh)
  try {
    await assertSound(reader)
  } finally {
    await reader.destroy()
  }
  await rename(fresh, copy)
  return copy
}

const APPEND_ONLY = ['device_events', 'suppressed_events', 'alarm_actions', 'audit_entries']
const KEEPING_TRIGGERS = [
  ...APPEND_ONLY.flatMap((table) => [`${table}_no_update`, `${table}_no_delete`]),
  'alarms_no_delete',
  'outbox_messages_no_delete',
  'outbox_messages_body_fixed',
  'outbox_messages_stay_acknowledged',
]

/** What "nothing is lost" rests on, asserted and not assumed. */
async function assertPromises(writer: DataSource): Promise<void> {
  const expected = [
    ['PRAGMA journal_mode', 'journal_mode', 'wal'],
    ['PRAGMA synchronous', 'synchronous', 2],
    ['PRAGMA foreign_keys', 'foreign_keys', 1],
  ] as const
  for (const [pragma, column, wanted] of expected) {
    const rows: Record<string, unknown>[] = await writer.query(pragma)
    const found = rows[0]?.[column]
    if (found !== wanted)
      throw new StoreError('failing', `${pragma} is ${String(found)}, not ${String(wanted)}`)
  }
  const triggers: { name: string }[] = await writer.query(
    "SELECT name FROM sqlite_master WHERE type = 'trigger'",
  )
  const names = new Set(triggers.map((row) => row.name))
  const gone = KEEPING_TRIGGERS.find((name) => !names.has(name))
  if (gone !== undefined) {
    throw new StoreError('damaged', `the trigger ${gone}, which keeps what is stored, is gone`)
  }
}

async function numberOf(source: DataSource, query: string, column: string): Promise<number> {
  const rows: Record<string, unknown>[] = await source.query(query)
  return Number(rows[0]?.[column])
}
