/** Sticks under changing numbers, with real links in a folder that stands for /dev and a real database. */
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ByteLink, OpenLink } from '../../../../device-drivers/serial/byte-link.ts'
import { identifiedLinkOpener } from '../../../../device-drivers/serial/identified-link.ts'
import { PortLister, type SystemPort } from '../../../../device-drivers/serial/list-ports.ts'
import { PortIdentities } from '../../../../station/devices/port-identities.ts'
import { readPortIdentities } from '../../../../station/store/port-rows.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { newFolder, openCore, quiet, removeFolder, type StationCore } from '../station-core.ts'

const LINE = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const

let folder: string
let dev: string
let core: StationCore
let plugged: SystemPort[]
let hasUdev: boolean
let now: number

beforeEach(async () => {
  folder = await newFolder()
  dev = join(folder, 'dev')
  await mkdir(join(dev, 'serial', 'by-id'), { recursive: true })
  core = await openCore(folder)
  plugged = []
  hasUdev = true
  now = 0
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

async function plug(name: string, serialNumber: string): Promise<void> {
  const path = join(dev, name)
  await writeFile(path, '')
  await symlink(path, join(dev, 'serial', 'by-id', `usb-Silicon_Labs_${serialNumber}`))
  plugged.push({ path, vendorId: '10c4', productId: 'ea60', serialNumber })
}

async function unplugAll(): Promise<void> {
  for (const { path, serialNumber } of plugged) {
    await rm(path)
    await rm(join(dev, 'serial', 'by-id', `usb-Silicon_Labs_${serialNumber ?? ''}`))
  }
  plugged = []
}

/** As a start of the station makes it; opens nothing but notes what it was asked for. */
async function started() {
  const lister = new PortLister({
    listSystem: () =>
      hasUdev ? Promise.resolve([...plugged]) : Promise.reject(new Error('spawn udevadm ENOENT')),
    mono: () => (now += 10_000),
    devFolder: dev,
  })
  const identities = new PortIdentities({
    known: await readPortIdentities(core.store.reader.manager),
    lister,
    writeQueue: core.writeQueue,
    log: quiet,
  })
  const opened: string[] = []
  const link: OpenLink = (path) => {
    opened.push(path)
    return Promise.resolve({} as ByteLink)
  }
  const open = identifiedLinkOpener(link, lister, identities)
  const openPath = (path: string) => open(path, LINE)
  return { identities, opened, openPath, open: () => openPath(join(dev, 'ttyUSB0')) }
}

const remembered = () =>
  waitUntil(async () => {
    const rows = await core.rows('SELECT * FROM port_identities')
    return rows.length > 0 ? rows : undefined
  }, 'no stick was remembered')

test.each([true, false])(
  'a stick is followed to its new number, also after a restart (udevadm: %s)',
  async (udev) => {
    hasUdev = udev
    await plug('ttyUSB0', 'A1')
    const before = await started()
    await before.open()
    expect(before.opened).toEqual([join(dev, 'ttyUSB0')])
    await remembered()
    await unplugAll()
    await plug('ttyUSB0', 'B2')
    await plug('ttyUSB1', 'A1')
    const after = await started()
    await after.open()
    expect(after.opened).toEqual([join(dev, 'ttyUSB1')])
  },
)

test('another stick in its place is asked about, and the answer is remembered', async () => {
  await plug('ttyUSB0', 'A1')
  await (await started()).open()
  await remembered()
  await unplugAll()
  await plug('ttyUSB0', 'B2')
  const after = await started()
  await expect(after.open()).rejects.toMatchObject({ code: 'which-port' })
  const port = join(dev, 'ttyUSB0')
  expect(after.identities.candidatesOf(port)).toEqual([port])
  expect(await after.identities.choose(port, join(dev, 'ttyUSB7'))).toBe(false)
  expect(await after.identities.choose(port, port)).toBe(true)
  expect(after.identities.candidatesOf(port)).toEqual([])
  await after.open()
  expect(after.opened).toEqual([port])
  const again = await started()
  await again.open()
  expect(again.opened).toEqual([port])
})

test('a path that no number can change is opened as it is named, whatever is remembered', async () => {
  await plug('ttyUSB0', 'A1')
  await plug('ttyUSB1', 'B2')
  const { openPath, opened } = await started()
  const paths = [
    join(dev, 'serial', 'by-id', 'usb-A1'),
    join(dev, 'serial', 'by-path', 'pci-1'),
    join(dev, 'pts', '3'),
    join(dev, 'ttyS0'),
    'COM3',
  ]
  for (const path of paths) await openPath(path)
  expect(opened).toEqual(paths)
})
