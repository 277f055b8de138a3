import { afterEach, beforeEach, expect, test } from 'vitest'
import { AuditLog } from '../../../../station/audit/audit-log.ts'
import { ConfigurationSchema, type Configuration } from '../../../../station/config/configuration.ts'
import { provision, readSetup } from '../../../../station/config/provision.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import { newFolder, openCore, removeFolder, type StationCore } from '../station-core.ts'

let folder: string
let core: StationCore
let audit: AuditLog
let now: number

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  audit = await AuditLog.load(core.store.writer.manager)
  now = 1_000
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

interface Home {
  readonly devices: readonly { id: string; resident?: string; did?: string }[]
  readonly people?: readonly string[]
  readonly residents?: readonly string[]
}

function home({ devices, people = ['kari'], residents = ['r-1', 'r-2'] }: Home): Configuration {
  return ConfigurationSchema.parse({
    station: { id: 'solbakken', name: 'Solbakken' },
    ports: devices.map(({ id }) => ({
      path: `/dev/${id}`,
      protocol: 'mr60fda',
      variant: 'r60-fda1',
      device: id,
    })),
    residents: residents.map((id) => ({ id, name: 'Ingrid Solberg' })),
    devices: devices.map((device) => ({ ...device, protocol: 'mr60fda', placement: 'bathroom' })),
    people: people.map((id) => ({ id, name: id, role: 'caregiver' })),
  })
}

/** The file with this content, read at a start of the station. */
function start(content: Home): Promise<boolean> {
  now += 1_000
  const configuration = home(content)
  return provision(core.writeQueue, audit, configuration, JSON.stringify(content), now)
}

const assignments = (): Promise<unknown[]> =>
  core.rows('SELECT device_id, resident_id, from_at, until_at FROM device_assignments ORDER BY position')

test('once per content: what the screens change later stays until the file changes', async () => {
  const first: Home = { devices: [{ id: 'radar-1', resident: 'r-1' }] }
  expect(await start(first)).toBe(true)
  await core.store.writer.query("UPDATE devices SET placement = 'hall' WHERE id = 'radar-1'")
  expect(await start(first)).toBe(false)
  expect(await core.rows("SELECT placement FROM devices WHERE id = 'radar-1'")).toEqual([
    { placement: 'hall' },
  ])
  expect(await start({ ...first, people: ['kari', 'ola'] })).toBe(true)
  expect(await core.rows("SELECT placement FROM devices WHERE id = 'radar-1'")).toEqual([
    { placement: 'bathroom' },
  ])
  expect(
    await core.rows("SELECT 1 FROM audit_entries WHERE action = 'configuration.provisioned'"),
  ).toHaveLength(2)
})

test('a radar that moves ends its old assignment and begins a new one', async () => {
  await start({ devices: [{ id: 'radar-1', resident: 'r-1' }] })
  await start({ devices: [{ id: 'radar-1', resident: 'r-2' }] })
  await start({ devices: [{ id: 'radar-1' }] })
  expect(await assignments()).toEqual([
    { device_id: 'radar-1', resident_id: 'r-1', from_at: 2_000, until_at: 3_000 },
    { device_id: 'radar-1', resident_id: 'r-2', from_at: 3_000, until_at: 4_000 },
  ])
})

test('who and what is no longer named has left and is not deleted', async () => {
  await start({ devices: [{ id: 'radar-1', resident: 'r-1' }], people: ['kari', 'ola'] })
  await start({ devices: [], people: ['ola'], residents: ['r-2'] })
  const registry = await readRegistry(core.store.reader.manager)
  expect(registry.devices).toEqual([])
  expect(registry.people.map(({ id }) => id)).toEqual(['ola'])
  expect(registry.residents.filter(({ left_at }) => left_at === null).map(({ id }) => id)).toEqual(['r-2'])
  expect(await core.rows("SELECT lifecycle FROM devices WHERE id = 'radar-1'")).toEqual([
    { lifecycle: 'retired' },
  ])
  await start({ devices: [{ id: 'radar-1', resident: 'r-1' }] })
  expect((await readRegistry(core.store.reader.manager)).devices).toMatchObject([
    { id: 'radar-1', resident_id: 'r-1', lifecycle: 'commissioned' },
  ])
})

test('a replaced radar takes over the did of the old one, and two may change theirs', async () => {
  await start({
    devices: [
      { id: 'old', did: 'R204B' },
      { id: 'hall', did: 'R204H' },
    ],
  })
  await start({
    devices: [
      { id: 'new', did: 'R204B' },
      { id: 'hall', did: 'R204H' },
    ],
  })
  await start({
    devices: [
      { id: 'new', did: 'R204H' },
      { id: 'hall', did: 'R204B' },
    ],
  })
  expect(await core.rows("SELECT id, did FROM devices WHERE lifecycle = 'commissioned' ORDER BY id")).toEqual(
    [
      { id: 'hall', did: 'R204B' },
      { id: 'new', did: 'R204H' },
    ],
  )
})

test('a did that was assigned stays, whatever else changes', async () => {
  await start({ devices: [{ id: 'radar-1' }] })
  const [before] = await core.rows<{ did: string }>("SELECT did FROM devices WHERE id = 'radar-1'")
  await start({ devices: [{ id: 'radar-0' }, { id: 'radar-1' }] })
  expect(before?.did).toMatch(/^[A-Za-z0-9]{1,8}$/)
  expect(await core.rows("SELECT did FROM devices WHERE id = 'radar-1'")).toEqual([before])
})

test('a station without a file keeps what an earlier one set up, or an id of its own', async () => {
  const ids = ['first', 'second']
  const newId = (): string => ids.shift() ?? 'none'
  expect((await readSetup(core.writeQueue, newId)).station.id).toBe('first')
  expect((await readSetup(core.writeQueue, newId)).station.id).toBe('first')
  await start({ devices: [{ id: 'radar-1' }] })
  expect(await readSetup(core.writeQueue, newId)).toMatchObject({
    station: { id: 'solbakken' },
    ports: [{ path: '/dev/radar-1', device: 'radar-1' }],
  })
})
