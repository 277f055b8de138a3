/** Residents' records, statement by statement. Keys are read by one function and stand in no other answer. */
import { z } from 'zod'
import {
  ConsentSchema,
  ContactSchema,
  LEAVE_REASONS,
  type LeaveReason,
  type ResidentDetails,
} from '../../shared/api/residents.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { insertRows, type SqlValue } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

type Writer = Pick<Transaction, 'run'>

export interface StoredResident {
  readonly residentId: string
  readonly revision: number
  readonly details: ResidentDetails
  readonly hasDoorCode: boolean
  readonly hasKeyBox: boolean
  readonly leftAt: Instant | null
  readonly leftWhy: LeaveReason | null
}

const text = z.string().nullable()
const flag = z.number().transform((value) => value === 1)
const RowSchema = z.object({
  id: z.string(),
  revision: z.number(),
  name: z.string(),
  birth_year: z.number().nullable(),
  address: text,
  unit: text,
  floor: text,
  phone: text,
  cid: text,
  language: text,
  hearing: text,
  aids: text,
  dog: flag,
  oxygen: flag,
  notes: text,
  contacts: z.string().transform((json) => z.array(ContactSchema).parse(JSON.parse(json))),
  consent: text.transform((json) => (json === null ? null : ConsentSchema.parse(JSON.parse(json)))),
  has_door_code: flag,
  has_key_box: flag,
  left_at: z.number().nullable(),
  left_why: z.enum(LEAVE_REASONS).nullable(),
})

const COLUMNS = `id, revision, name, birth_year, address, unit, floor, phone, cid, language, hearing, aids, dog, oxygen,
  notes, contacts, consent, door_code IS NOT NULL AS has_door_code, key_box IS NOT NULL AS has_key_box, left_at, left_why`

export async function readResident(reader: RowSource, id: string): Promise<StoredResident | undefined> {
  const rows = z
    .array(RowSchema)
    .parse(await reader.query(`SELECT ${COLUMNS} FROM residents WHERE id = ?`, [id]))
  return rows.map(storedOf)[0]
}

/** Those who left as well; by name. */
export async function readResidents(reader: RowSource): Promise<readonly StoredResident[]> {
  const rows = await reader.query<unknown[]>(`SELECT ${COLUMNS} FROM residents ORDER BY name, id`)
  return z.array(RowSchema).parse(rows).map(storedOf)
}

function storedOf(row: z.infer<typeof RowSchema>): StoredResident {
  const { id, revision, birth_year: birthYear, left_at: leftAt, left_why: leftWhy, ...rest } = row
  const { has_door_code: hasDoorCode, has_key_box: hasKeyBox, ...details } = rest
  return {
    residentId: id,
    revision,
    details: { ...details, birthYear },
    hasDoorCode,
    hasKeyBox,
    leftAt,
    leftWhy,
  }
}

export interface StoredKeys {
  readonly residentId: string
  readonly doorCode: string | null
  readonly keyBox: string | null
}

/** Never for a feed or a list: for who asks for one, and for the list on paper where that is turned on. */
export async function readKeys(reader: RowSource): Promise<ReadonlyMap<string, StoredKeys>> {
  const rows = await reader.query<StoredKeys[]>(
    'SELECT id AS residentId, door_code AS doorCode, key_box AS keyBox FROM residents',
  )
  return new Map(rows.map((row) => [row.residentId, row]))
}

export async function readKeysOf(reader: RowSource, id: string): Promise<StoredKeys | undefined> {
  const rows = await reader.query<StoredKeys[]>(
    'SELECT id AS residentId, door_code AS doorCode, key_box AS keyBox FROM residents WHERE id = ?',
    [id],
  )
  return rows[0]
}

export async function insertResident(writer: Writer, id: string, details: ResidentDetails): Promise<void> {
  const columns = columnsOf(details)
  const names = ['id', 'origin', ...columns.map(([name]) => name)]
  await insertRows(writer, 'residents', names, [[id, 'screen', ...columns.map(([, value]) => value)]])
}

export async function updateResident(writer: Writer, id: string, details: ResidentDetails): Promise<void> {
  const columns = columnsOf(details)
  const updates = columns.map(([name]) => `${name} = ?`).join(', ')
  await writer.run(`UPDATE residents SET ${updates}, revision = revision + 1 WHERE id = ?`, [
    ...columns.map(([, value]) => value),
    id,
  ])
}

function columnsOf(details: ResidentDetails): readonly (readonly [string, SqlValue])[] {
  const { name, birthYear, address, unit, floor, phone, cid, language, hearing, aids, dog, oxygen, notes } =
    details
  return [
    ['name', name],
    ['birth_year', birthYear],
    ['address', address],
    ['unit', unit],
    ['floor', floor],
    ['phone', phone],
    ['cid', cid],
    ['language', language],
    ['hearing', hearing],
    ['aids', aids],
    ['dog', dog ? 1 : 0],
    ['oxygen', oxygen ? 1 : 0],
    ['notes', notes],
    ['contacts', JSON.stringify(details.contacts)],
    ['consent', details.consent === null ? null : JSON.stringify(details.consent)],
  ]
}

/** A field that is undefined stays as it is. */
export async function writeKeys(
  writer: Writer,
  id: string,
  keys: { readonly doorCode?: string | null; readonly keyBox?: string | null },
): Promise<void> {
  const { doorCode, keyBox } = keys
  if (doorCode !== undefined)
    await writer.run('UPDATE residents SET door_code = ? WHERE id = ?', [doorCode, id])
  if (keyBox !== undefined) await writer.run('UPDATE residents SET key_box = ? WHERE id = ?', [keyBox, id])
}

/** `at` null: back in the service. */
export async function setResidentLeft(
  writer: Writer,
  id: string,
  at: Instant | null,
  why: LeaveReason | null,
): Promise<void> {
  await writer.run('UPDATE residents SET left_at = ?, left_why = ?, revision = revision + 1 WHERE id = ?', [
    at,
    why,
    id,
  ])
}

/** Their devices are free from now on, and their rules wait for nobody; events and old assignments stay. */
export async function freeDevicesAndRules(writer: Writer, id: string, now: Instant): Promise<void> {
  await writer.run(
    'UPDATE device_assignments SET until_at = max(?, from_at) WHERE resident_id = ? AND until_at IS NULL',
    [now, id],
  )
  await writer.run('DELETE FROM resident_rules WHERE resident_id = ?', [id])
}
