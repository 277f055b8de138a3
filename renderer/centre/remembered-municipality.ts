/** Where somebody signed in last on this machine: most centres answer for one municipality at a desk. */
import { z } from 'zod'
import { IdSchema } from '../../shared/wire/ids.ts'

const STORAGE_KEY = 'tryggvakt.municipality'
const StoredSchema = z.nullable(IdSchema)

export function readMunicipality(storage: Pick<Storage, 'getItem'>): string | null {
  const stored = StoredSchema.safeParse(storage.getItem(STORAGE_KEY))
  return stored.success ? stored.data : null
}

export function writeMunicipality(storage: Pick<Storage, 'setItem'>, id: string): void {
  storage.setItem(STORAGE_KEY, id)
}
