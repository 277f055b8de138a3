/** `alarms`, `events`, `outbox`, `audit verify`: what is stored, while a station runs or not. */
import { existsSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { firstForbidden } from '../../shared/store/data-folder.ts'
import type { ReadOnlyStore } from '../store/read-only.ts'
import { StoreError } from '../store/store-error.ts'
import { StartError } from '../start-error.ts'
import { startErrorOf } from '../start-words.ts'
import type { CliIo } from './io.ts'
import { JsonLines } from './json-lines.ts'

export type StoredList = 'alarms' | 'events' | 'outbox'

export interface StoredOptions {
  readonly data: string
  readonly state?: string
  readonly since?: string
}

export async function listStored(list: StoredList, options: StoredOptions, io: CliIo): Promise<number> {
  const state = options.state ?? 'open'
  if (state !== 'open' && state !== 'all') {
    throw new StartError('usage', `--state is open or all, not "${state}".`, 2)
  }
  const since = options.since === undefined ? null : instantOf(options.since)
  return withStore(options.data, async (store) => {
    const lines = {
      alarms: () => store.alarms(state),
      events: () => store.events(since),
      outbox: () => store.outbox(),
    }
    await new JsonLines(io.stdout).writeAll(lines[list](), io.stop)
    return 0
  })
}

/** Exit code 1 with the first broken link when the chain does not hold. */
export async function verifyAudit(data: string, io: CliIo): Promise<number> {
  return withStore(data, async (store) => {
    const finding = await store.verifyAudit()
    await new JsonLines(io.stdout).write(finding)
    return finding.ok ? 0 : 1
  })
}

async function withStore(data: string, work: (store: ReadOnlyStore) => Promise<number>): Promise<number> {
  const file = join(data, 'station.sqlite')
  if ((await firstForbidden([file], (each) => access(each, constants.R_OK))) !== undefined) {
    throw startErrorOf(new StoreError('not-permitted', file), data)
  }
  if (!existsSync(file)) {
    throw new StartError('no-database', `${data} holds no station: there is no station.sqlite in it.`, 1)
  }
  const { openReadOnly } = await import('../store/read-only.ts')
  const store = await openReadOnly(data)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** A day in UTC, or a moment with its offset, as `date -Is` prints one. */
const SinceSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

function instantOf(text: string): number {
  if (!SinceSchema.safeParse(text).success) {
    throw new StartError('usage', `--since is an instant such as 2026-11-21T03:40:18.123Z, not "${text}".`, 2)
  }
  return Date.parse(text)
}
