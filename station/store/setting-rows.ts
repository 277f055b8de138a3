import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

/** One word of the station's own settings. */
export async function readSetting(reader: RowSource, key: string): Promise<string | undefined> {
  const rows: { value: string }[] = await reader.query('SELECT value FROM settings WHERE key = ?', [key])
  return rows[0]?.value
}

export async function writeSetting(
  writer: Pick<Transaction, 'run'>,
  key: string,
  value: string,
): Promise<void> {
  const conflict = 'ON CONFLICT (key) DO UPDATE SET value = excluded.value'
  await insertRows(writer, 'settings', ['key', 'value'], [[key, value]], conflict)
}
