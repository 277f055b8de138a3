/** The database as it stands, for commands that only look: nothing is made, migrated or locked. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { DataSource } from 'typeorm'
import { assertReadable } from './data-folder.ts'
import { readingSource as sqliteSource } from './data-source.ts'
import { DATABASE_NAME } from './open-store.ts'
import { readingSource as postgresSource } from './postgres/driver.ts'
import { numbered } from './postgres/places.ts'
import { StoreError } from './store-error.ts'
import type { Query } from './transaction.ts'

export interface OpenReading {
  readonly query: Query
  close(): Promise<void>
}

/** Throws `StoreError` where there is no such database. */
export async function openReading(
  database: { readonly data: string } | { readonly url: string },
): Promise<OpenReading> {
  if ('url' in database) {
    return reading(await postgresSource(database.url).initialize(), numbered)
  }
  const file = path.join(database.data, DATABASE_NAME)
  await assertReadable(file)
  if (!existsSync(file)) {
    throw new StoreError(
      'no-database',
      `${database.data} holds no care centre: there is no ${DATABASE_NAME} in it.`,
    )
  }
  return reading(await sqliteSource(file).initialize(), (sql) => sql)
}

function reading(source: DataSource, inItsWords: (sql: string) => string): OpenReading {
  return {
    query: (sql, parameters = []) => source.query(inItsWords(sql), [...parameters]),
    close: () => source.destroy(),
  }
}
