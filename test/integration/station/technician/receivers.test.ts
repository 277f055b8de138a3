/** Ports and adapters that a technician sets up while the station runs, and who is heard on them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { waitUntil } from '../../../support/wait-until.ts'
import {
  CORD,
  OTHER_CORD,
  SECOND_RADAR,
  STICK,
  TechnicianHouse,
  codeOf,
  firstOf,
} from './technician-house.ts'

const by = 'tuva'
const BUTTON = {
  by,
  protocol: 'bthome-v2',
  receiver: 'hci0',
  address: 'B4:35:22:F5:3D:A4',
  variant: null,
  eep: null,
  key: null,
  settings: {},
  residentId: 'r-204',
  placement: 'hall',
  supervisionSeconds: null,
}
const CORD_WISH = { ...BUTTON, protocol: 'enocean-esp3', receiver: STICK, address: CORD, eep: 'F6-02-01' }

let house: TechnicianHouse

beforeEach(async () => {
  house = await TechnicianHouse.open()
})
afterEach(() => house.end())

const now = async () => {
  const message = await firstOf(await house.api.technician.changes())
  if (message === undefined) throw new Error('the station tells nothing')
  return message
}
const adapters = async () => (await now()).receivers?.filter(({ kind }) => kind === 'adapter') ?? []

describe('an adapter', () => {
  const both = ['bthome-v2', 'ble-gatt-pendant']

  test('is added, listens to other things, and is removed; so it is stored', async () => {
    const { setAdapter, removeAdapter } = house.api.technician
    await setAdapter({ by, adapter: 'hci0', protocols: both })
    expect(await adapters()).toMatchObject([{ name: 'hci0', protocols: both }])
    await setAdapter({ by, adapter: 'hci0', protocols: ['bthome-v2'] })
    expect(await adapters()).toMatchObject([{ name: 'hci0', protocols: ['bthome-v2'] }])
    expect((await house.api.technician.adapters()).adapters).toContainEqual({
      name: 'hci0',
      protocols: ['bthome-v2'],
    })
    const stored = async (): Promise<unknown> => {
      const [row] = await house.rows<{ value: string }>("SELECT value FROM settings WHERE key = 'setup'")
      return JSON.parse(row?.value ?? '{}') as unknown
    }
    expect(await stored()).toMatchObject({ bluetooth: [{ adapter: 'hci0', protocol: 'bthome-v2' }] })
    await removeAdapter({ by, adapter: 'hci0' })
    expect(await adapters()).toEqual([])
    expect(await stored()).toMatchObject({ bluetooth: [] })
    const actions = await house.rows<{ action: string }>(
      "SELECT action FROM audit_entries WHERE action LIKE 'adapter.%'",
    )
    expect(actions.map(({ action }) => action)).toEqual(['adapter.set', 'adapter.set', 'adapter.removed'])
  })

  test('is refused where it cannot be meant', async () => {
    const { setAdapter, removeAdapter } = house.api.technician
    expect(await codeOf(setAdapter({ by, adapter: 'hci0', protocols: ['pigeon'] }))).toBe('unknown-protocol')
    expect(await codeOf(setAdapter({ by, adapter: 'hci0', protocols: ['mr60fda'] }))).toBe('unknown-protocol')
    expect(await codeOf(setAdapter({ by: 'kari', adapter: 'hci0', protocols: both }))).toBe('not-allowed')
    expect(await codeOf(removeAdapter({ by, adapter: 'hci0' }))).toBe('unknown-receiver')
    expect(await adapters()).toEqual([])
  })

  test('leaves nobody deaf: its devices go first, or another adapter hears them', async () => {
    const { setAdapter, removeAdapter, pair } = house.api.technician
    await setAdapter({ by, adapter: 'hci0', protocols: both })
    await pair(BUTTON)
    expect(await codeOf(removeAdapter({ by, adapter: 'hci0' }))).toBe('devices-behind')
    const pendantsAlone = { by, adapter: 'hci0', protocols: ['ble-gatt-pendant'] }
    expect(await codeOf(setAdapter(pendantsAlone))).toBe('devices-behind')
    await setAdapter({ by, adapter: 'hci1', protocols: ['bthome-v2'] })
    await removeAdapter({ by, adapter: 'hci0' })
    expect((await adapters()).map(({ name }) => name)).toEqual(['hci1'])
  })
})

test('the only stick of a cord stays, although no cord belongs to one stick', async () => {
  await house.api.technician.pair(CORD_WISH)
  expect(await codeOf(house.api.technician.removePort({ by, path: STICK }))).toBe('devices-behind')
})

test('what is wrong is said before anything is done, setting by setting', async () => {
  const { checkPort, checkPairing } = house.api.technician
  const port = { path: SECOND_RADAR, protocol: 'espa-444', variant: null, baudRate: null }
  expect(await checkPort({ ...port, settings: { role: 'slave' } })).toEqual({ refused: null, warnings: [] })
  const { refused } = await checkPort({ ...port, settings: { pollIntervalMs: 1, colour: 'red' } })
  expect(refused).toEqual({ code: 'setting-invalid', fields: ['pollIntervalMs', 'colour'] })
  const { by: _by, placement: _placement, ...wish } = CORD_WISH
  expect(await checkPairing(wish)).toEqual({ refused: null, warnings: [] })
  expect(await checkPairing({ ...wish, residentId: 'r-205' })).toMatchObject({
    warnings: ['only-alarm-unsupervised'],
  })
  expect(await checkPairing({ ...wish, settings: { use: 'dance' } })).toMatchObject({
    refused: { code: 'setting-invalid', fields: ['use'] },
  })
  await house.api.technician.pair(CORD_WISH)
  expect(await checkPairing(wish)).toMatchObject({ refused: { code: 'address-taken' } })
})

test('every protocol is told with all that a form asks', async () => {
  const { protocols } = await house.api.technician.serialPorts()
  const of = (id: string) => protocols.find((protocol) => protocol.id === id)
  expect(of('mr60fda')).toMatchObject({ portIsDevice: true, defaultVariant: 'r60-fda1', keyDigits: null })
  expect(of('enocean-esp3')?.profiles).toContain('F6-02-01')
  expect(of('enocean-esp3')?.deviceFields['F6-02-01']).toMatchObject([{ name: 'use', usual: 'help-call' }])
  expect(of('bthome-v2')).toMatchObject({ carrier: 'bluetooth', keyDigits: 32, line: null })
  expect(of('espa-444')?.receiverFields.map(({ name }) => name)).toContain('partnerSilenceSeconds')
})

test('a radar that was set up as another model is read as what the technician says at pairing', async () => {
  const { addPort, pair } = house.api.technician
  await addPort({ by, path: SECOND_RADAR, protocol: 'mr60fda', variant: 'r60-fda1', baudRate: null })
  const radar = { ...BUTTON, protocol: 'mr60fda', receiver: SECOND_RADAR, address: null, variant: 'tf-fda2' }
  const { device } = await pair({ ...radar, residentId: 'r-205', supervisionSeconds: 600 })
  expect(device.variant).toBe('tf-fda2')
  await waitUntil(async () => {
    const port = (await now()).receivers?.find(({ name }) => name === SECOND_RADAR)
    return port?.variant === 'tf-fda2' && port.state === 'open'
  }, 'the port was not opened anew')
  house.act(SECOND_RADAR, 'fall')
  await house.card(({ deviceId }) => deviceId === device.deviceId, 'the radar is not understood')
})

test('whoever is replaced or paired leaves the list of those who were heard', async () => {
  const heard = (address: string) =>
    waitUntil(
      async () => (await now()).discoveries?.find((discovery) => discovery.address === address),
      `${address} was not discovered`,
    )
  house.act(STICK, `press:${CORD}`)
  expect(await heard(CORD)).toMatchObject({ profiles: { likely: 'F6-02-01' } })
  const { device } = await house.api.technician.pair({ ...CORD_WISH, address: CORD.toUpperCase() })
  expect((await now()).discoveries).toEqual([])
  house.act(STICK, `press:${OTHER_CORD}`)
  await heard(OTHER_CORD)
  const { deviceId } = device
  await house.api.technician.replace({
    by,
    deviceId,
    receiver: STICK,
    address: OTHER_CORD,
    eep: 'F6-02-01',
    key: null,
  })
  expect((await now()).discoveries?.map(({ address }) => address)).not.toContain(OTHER_CORD)
})
