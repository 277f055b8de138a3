/**
 * Puts a configuration into the database, once per content: what the screens change later wins until the
 * file changes (contract). Whoever is no longer named has left; nobody and nothing is deleted.
 */
import { keepFormerPlacement } from '../store/placement-rows.ts'
import { endAbsence } from '../store/absence-rows.ts'
import { freeDevicesAndRules } from '../store/resident-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { isHash } from '../../shared/domain/pin-code.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { hashPin, isSameGiven } from '../people/pin.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import { ConfigurationSchema, type Configuration, type DeviceConfiguration } from './configuration.ts'
import { assignDid } from './device-id.ts'

const DIGEST_KEY = 'configuration-digest'
const SETUP_KEY = 'setup'

/** Returns whether anything was written: false when this content was provisioned before. */
export async function provision(
  writeQueue: WriteQueue,
  audit: AuditLog,
  configuration: Configuration,
  digest: string,
  now: Instant,
): Promise<boolean> {
  const known = await writeQueue.run('routine', ({ manager }) => settingOf(manager, DIGEST_KEY))
  if (known === digest) return false
  const pins = await newPins(writeQueue, configuration)

  await writeQueue.run('routine', async (transaction) => {
    const { manager } = transaction
    await writeResidents(transaction, configuration, now)
    await writePeople(manager, configuration, pins, now)
    await writeDevices(manager, configuration, now)
    const { station, ports, bluetooth, careCentre } = configuration
    await writeSetting(manager, SETUP_KEY, JSON.stringify({ station, ports, bluetooth, careCentre }))
    await writeSetting(manager, DIGEST_KEY, digest)
    await auditProvisioning(transaction, audit, digest, now)
  })
  return true
}

async function writeResidents(
  transaction: Transaction,
  { residents }: Configuration,
  now: Instant,
): Promise<void> {
  const { manager } = transaction
  await markLeft(
    manager,
    'residents',
    residents.map(({ id }) => id),
    now,
  )
  await freeWhoLeft(transaction, now)
  for (const { id, name, birthYear, home, cid } of residents) {
    await manager.query(
      `INSERT INTO residents (id, name, birth_year, address, unit, floor, cid, left_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, NULL)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, birth_year = excluded.birth_year,
         address = excluded.address, unit = excluded.unit, floor = excluded.floor, cid = excluded.cid,
         left_at = NULL, left_why = NULL, origin = 'file', revision = revision + 1`,
      [
        id,
        name,
        birthYear ?? null,
        home?.address ?? null,
        home?.unit ?? null,
        home?.floor ?? null,
        cid ?? null,
      ],
    )
  }
}

/** The same as when a screen says that they left, also for whom a file before left out. */
async function freeWhoLeft(transaction: Transaction, now: Instant): Promise<void> {
  const gone: { id: string }[] = await transaction.manager.query(
    'SELECT id FROM residents WHERE left_at IS NOT NULL',
  )
  for (const { id } of gone) {
    await freeDevicesAndRules(transaction, id, now)
    await endAbsence(transaction, id, 'file', now)
  }
}

async function writePeople(
  manager: RowSource,
  { people }: Configuration,
  pins: ReadonlyMap<string, NewPin>,
  now: Instant,
): Promise<void> {
  await markLeft(
    manager,
    'people',
    people.map(({ id }) => id),
    now,
  )
  for (const { id, name, role, phone } of people) {
    await manager.query(
      // A number that the file does not name is the screens' own.
      `INSERT INTO people (id, name, role, phone, left_at) VALUES (?, ?, ?, ?, NULL)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role,
         phone = coalesce(excluded.phone, phone), left_at = NULL`,
      [id, name, role, phone ?? null],
    )
    const pin = pins.get(id)
    if (pin === undefined) continue
    await manager.query('UPDATE people SET pin = ?, provisioned_pin = ?, pin_first_use = ? WHERE id = ?', [
      pin.hash,
      pin.hash,
      pin.isFirstUse ? 1 : 0,
      id,
    ])
    await manager.query('DELETE FROM pin_failures WHERE person_id = ?', [id])
  }
}

interface NewPin {
  readonly hash: string
  readonly isFirstUse: boolean
}

/**
 * Codes that differ from those the file gave before: one that stands there still, because a device was added, does
 * not take the place of what the person chose. scrypt takes its time; it does not hold the writer.
 */
async function newPins(
  writeQueue: WriteQueue,
  { people }: Configuration,
): Promise<ReadonlyMap<string, NewPin>> {
  const before = await writeQueue.run('routine', async ({ manager }) => {
    const rows: { id: string; given: string }[] = await manager.query(
      'SELECT id, provisioned_pin AS given FROM people WHERE provisioned_pin IS NOT NULL',
    )
    return new Map(rows.map(({ id, given }) => [id, given]))
  })
  const pins = new Map<string, NewPin>()
  for (const { id, pin } of people) {
    if (pin === undefined) continue
    const given = before.get(id)
    if (given !== undefined && (await isSameGiven(pin, given))) continue
    pins.set(id, { hash: await hashPin(pin), isFirstUse: !isHash(pin) })
  }
  return pins
}

async function writeDevices(manager: RowSource, configuration: Configuration, now: Instant): Promise<void> {
  const { devices, ports } = configuration
  const named = JSON.stringify(devices.map(({ id }) => id))
  await manager.query(
    `UPDATE devices SET lifecycle = 'retired'
     WHERE id NOT IN (SELECT value FROM json_each(?))`,
    [named],
  )
  await manager.query(
    `UPDATE device_assignments SET until_at = max(?, from_at)
     WHERE until_at IS NULL AND device_id NOT IN (SELECT value FROM json_each(?))`,
    [now, named],
  )
  // A did that moves from one device to another (a radar was replaced) is free before it is given again.
  await manager.query('UPDATE devices SET did = NULL WHERE did IN (SELECT value FROM json_each(?))', [
    JSON.stringify(devices.flatMap(({ did }) => did ?? [])),
  ])
  const taken: { did: string }[] = await manager.query('SELECT did FROM devices WHERE did IS NOT NULL')
  const dids = new Set([...taken.map(({ did }) => did), ...devices.flatMap(({ did }) => did ?? [])])
  for (const device of devices) {
    const port = ports.find((candidate) => candidate.device === device.id)
    const known: { did: string | null }[] = await manager.query('SELECT did FROM devices WHERE id = ?', [
      device.id,
    ])
    const did = device.did ?? known[0]?.did ?? assignDid(device.id, dids)
    dids.add(did)
    await keepFormerPlacement(
      (sql, values) => manager.query(sql, [...values]),
      device.id,
      device.placement ?? null,
      now,
    )
    await manager.query(
      `INSERT INTO devices (id, protocol, variant, port, address, placement, did, supervision_seconds, eep, lifecycle)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'commissioned')
       ON CONFLICT (id) DO UPDATE SET protocol = excluded.protocol, variant = excluded.variant,
         port = excluded.port, address = excluded.address, placement = excluded.placement, did = excluded.did,
         supervision_seconds = excluded.supervision_seconds, eep = excluded.eep, lifecycle = excluded.lifecycle`,
      [
        device.id,
        device.protocol,
        port?.variant ?? null,
        port?.path ?? device.port ?? null,
        port === undefined ? (device.address ?? null) : null,
        device.placement ?? null,
        did,
        device.supervisionSeconds ?? null,
        device.eep?.toUpperCase() ?? null,
      ],
    )
    if (device.key !== undefined) await writeKey(manager, device.id, device.key)
    await assign(manager, device, now)
  }
}

async function writeKey(manager: RowSource, deviceId: string, key: string): Promise<void> {
  await manager.query(
    'INSERT INTO device_keys (device_id, key) VALUES (?, ?) ON CONFLICT (device_id) DO UPDATE SET key = excluded.key',
    [deviceId, key.toLowerCase()],
  )
}

/** A changed resident ends the old row and begins a new one: old events keep theirs. */
async function assign(manager: RowSource, device: DeviceConfiguration, now: Instant): Promise<void> {
  const current: { resident_id: string }[] = await manager.query(
    'SELECT resident_id FROM device_assignments WHERE device_id = ? AND until_at IS NULL',
    [device.id],
  )
  const before = current[0]?.resident_id
  if (before === device.resident) return
  if (before !== undefined) {
    await manager.query(
      'UPDATE device_assignments SET until_at = max(?, from_at) WHERE device_id = ? AND until_at IS NULL',
      [now, device.id],
    )
  }
  if (device.resident === undefined) return
  await manager.query('INSERT INTO device_assignments (device_id, resident_id, from_at) VALUES (?, ?, ?)', [
    device.id,
    device.resident,
    now,
  ])
}

async function markLeft(
  manager: RowSource,
  table: 'residents' | 'people',
  named: readonly string[],
  now: Instant,
): Promise<void> {
  // Whom a screen has added the file cannot name.
  await manager.query(
    `UPDATE ${table} SET left_at = ?
     WHERE left_at IS NULL AND origin = 'file' AND id NOT IN (SELECT value FROM json_each(?))`,
    [now, JSON.stringify(named)],
  )
}

/** Station, ports and paths as provisioned; a station that never was gets an id of its own and no ports. */
export async function readSetup(writeQueue: WriteQueue, newId: () => string): Promise<Configuration> {
  return await writeQueue.run('routine', async ({ manager }) => {
    const stored = await settingOf(manager, SETUP_KEY)
    if (stored !== undefined) return ConfigurationSchema.parse(JSON.parse(stored))
    const fresh = ConfigurationSchema.parse({ station: { id: newId(), name: 'Tryggvakt' } })
    await writeSetting(manager, SETUP_KEY, JSON.stringify({ station: fresh.station }))
    return fresh
  })
}

type Receivers = Pick<Configuration, 'ports' | 'bluetooth'>

/** Ports and adapters as the file or the screens set them up last. */
export async function readReceivers(manager: RowSource): Promise<Receivers> {
  const stored = await settingOf(manager, SETUP_KEY)
  return stored === undefined ? { ports: [], bluetooth: [] } : ConfigurationSchema.parse(JSON.parse(stored))
}

/** A change of the screens: it holds until the file changes. In the caller's transaction. */
export async function changeReceivers(
  manager: RowSource,
  change: (receivers: Receivers) => Partial<Receivers>,
): Promise<void> {
  await changeSetup(manager, ({ ports, bluetooth }) => change({ ports, bluetooth }))
}

type Setup = Pick<Configuration, 'station' | 'ports' | 'bluetooth' | 'careCentre'>

/** The same for everything that is no row of its own. */
export async function changeSetup(
  manager: RowSource,
  change: (setup: Setup) => Partial<Setup>,
): Promise<void> {
  const stored = await settingOf(manager, SETUP_KEY)
  if (stored === undefined) throw new Error('a station without a setup can not be changed')
  const { station, ports, bluetooth, careCentre } = ConfigurationSchema.parse(JSON.parse(stored))
  const setup = { station, ports, bluetooth, careCentre }
  await writeSetting(manager, SETUP_KEY, JSON.stringify({ ...setup, ...change(setup) }))
}

async function writeSetting(manager: RowSource, key: string, value: string): Promise<void> {
  await manager.query(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [key, value],
  )
}

async function settingOf(manager: RowSource, key: string): Promise<string | undefined> {
  const rows: { value: string }[] = await manager.query('SELECT value FROM settings WHERE key = ?', [key])
  return rows[0]?.value
}

async function auditProvisioning(
  transaction: Transaction,
  audit: AuditLog,
  digest: string,
  now: Instant,
): Promise<void> {
  const actor = { kind: 'station', id: 'configuration' } as const
  await audit.append(transaction, [
    { at: now, actor, action: 'configuration.provisioned', subject: digest, data: {} },
  ])
}
