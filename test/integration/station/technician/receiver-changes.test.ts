/** Ports and adapters that are set up already and are changed, moved or removed with what hangs on them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { waitUntil } from '../../../support/wait-until.ts'
import {
  CORD,
  LINE,
  OTHER_CORD,
  OTHER_LINE,
  SECOND_RADAR,
  STICK,
  TechnicianHouse,
  codeOf,
  firstOf,
} from './technician-house.ts'

const by = 'tuva'
const RADAR_PORT = '/dev/ttyRadar'
const RADAR = 'radar-204'
const CORD_WISH = {
  by,
  protocol: 'enocean-esp3',
  receiver: STICK,
  address: CORD,
  variant: null,
  eep: 'F6-02-01',
  key: null,
  settings: {},
  residentId: 'r-204',
  placement: 'bathroom',
  supervisionSeconds: null,
}

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
const opened = (name: string) =>
  waitUntil(
    async () => (await now()).receivers?.find((it) => it.name === name && it.state === 'open'),
    `${name} did not open`,
  )
const setupOf = (name: string) => house.api.technician.receiverSetup({ name })
const audited = (like: string) =>
  house.rows(`SELECT action, subject, data FROM audit_entries WHERE action LIKE '${like}' ORDER BY position`)

describe('a port that is changed', () => {
  test('is read as another model, whose radar is tested anew, and so it is after a restart', async () => {
    const { changePort } = house.api.technician
    const change = { by, path: RADAR_PORT, variant: 'r60-c1001', baudRate: null }
    await changePort(change)
    expect(await opened(RADAR_PORT)).toMatchObject({ variant: 'r60-c1001' })
    const radar = async () => (await house.api.technician.device({ deviceId: RADAR })).device
    expect(await radar()).toMatchObject({ variant: 'r60-c1001', lifecycle: 'paired' })
    house.act(RADAR_PORT, 'fall')
    await house.card(({ deviceId, cause }) => deviceId === RADAR && cause === 'fall', 'it is not heard')
    await house.restart()
    expect(await radar()).toMatchObject({ variant: 'r60-c1001', lifecycle: 'paired' })
    expect((await setupOf(RADAR_PORT)).entries).toEqual([
      { protocol: 'mr60fda', variant: 'r60-c1001', line: null, settings: {} },
    ])
    expect(await audited('port.%')).toMatchObject([{ action: 'port.changed', subject: RADAR_PORT }])
  })

  test('keeps its device in use where only the line is another', async () => {
    await house.api.technician.changePort({ by, path: RADAR_PORT, variant: 'r60-fda1', baudRate: 115_200 })
    await opened(RADAR_PORT)
    const { device } = await house.api.technician.device({ deviceId: RADAR })
    expect(device).toMatchObject({ lifecycle: 'commissioned', receiver: RADAR_PORT })
  })

  test('is refused what its driver does not take, with the field, and stays as it was', async () => {
    const { addPort, changePort, checkSettings } = house.api.technician
    const port = { by, path: SECOND_RADAR, variant: null, baudRate: null }
    await addPort({ ...port, protocol: 'espa-444', settings: { role: 'slave' } })
    expect(await codeOf(changePort({ ...port, settings: { colour: 'red' } }))).toBe('setting-invalid')
    expect(await codeOf(changePort({ ...port, variant: 'r60-fda1' }))).toBe('bad-input')
    expect(await codeOf(changePort({ ...port, path: '/dev/x' }))).toBe('unknown-receiver')
    expect(await codeOf(changePort({ ...port, by: 'kari' }))).toBe('not-allowed')
    const asked = await checkSettings({ protocol: 'espa-444', settings: { ownAddress: '22' } })
    expect(asked).toMatchObject({ refused: { code: 'setting-invalid', fields: ['ownAddress'] } })
    expect(await checkSettings({ protocol: 'pigeon', settings: {} })).toMatchObject({
      refused: { code: 'unknown-protocol' },
    })
    expect((await setupOf(SECOND_RADAR)).entries).toMatchObject([{ settings: { role: 'slave' } }])
    const settings = { role: 'control', senders: [{ text: '*204*', device: '204' }] }
    await changePort({ ...port, settings })
    expect((await setupOf(SECOND_RADAR)).entries).toMatchObject([{ settings }])
  })
})

describe('a port that is moved', () => {
  test('takes its devices along with their history; a radar is tested anew', async () => {
    house.act(RADAR_PORT, 'fall')
    const { alarmId } = await house.card(({ cause }) => cause === 'fall', 'the fall did not ring')
    await house.api.technician.movePort({ by, path: RADAR_PORT, to: SECOND_RADAR })
    await opened(SECOND_RADAR)
    expect((await now()).receivers?.map(({ name }) => name)).toEqual([STICK, SECOND_RADAR])
    const page = await house.api.technician.device({ deviceId: RADAR })
    expect(page.device).toMatchObject({
      receiver: SECOND_RADAR,
      lifecycle: 'paired',
      resident: { id: 'r-204' },
    })
    expect(page.events.some(({ kind }) => kind === 'fall')).toBe(true)
    await house.restart()
    await opened(SECOND_RADAR)
    expect((await house.cards()).map((card) => card.alarmId)).toContain(alarmId)
    expect(await audited('port.%')).toMatchObject([
      { action: 'port.moved', subject: RADAR_PORT, data: JSON.stringify({ to: SECOND_RADAR }) },
    ])
    expect(await codeOf(setupOf(RADAR_PORT))).toBe('unknown-receiver')
  })

  test('to where another one stood takes the place of what was only heard there: each call is its resident’s', async () => {
    const { addPort, removePort, movePort, pair } = house.api.technician
    const line = (path: string) => ({ by, path, protocol: 'espa-444', variant: null, baudRate: null })
    await addPort(line(OTHER_LINE))
    await opened(OTHER_LINE)
    house.act(OTHER_LINE, 'call:204')
    const nobodys = await house.card(({ cause }) => cause === 'help-call', 'a call of nobody did not ring')
    expect(nobodys.resident).toBeNull()
    await removePort({ by, path: OTHER_LINE })
    await addPort(line(LINE))
    const ofCord = { ...CORD_WISH, protocol: 'espa-444', receiver: LINE, address: '204', eep: null }
    const { device } = await pair(ofCord)

    await movePort({ by, path: LINE, to: OTHER_LINE })
    await opened(OTHER_LINE)
    const rows = () =>
      house.rows("SELECT id, port, lifecycle FROM devices WHERE protocol = 'espa-444' ORDER BY lifecycle")
    const whole = [
      { id: device.deviceId, port: OTHER_LINE, lifecycle: 'paired' },
      { id: nobodys.deviceId, port: OTHER_LINE, lifecycle: 'retired' },
    ]
    expect(await rows()).toEqual(whole)
    await house.restart()
    await opened(OTHER_LINE)
    expect(await rows()).toEqual(whole)
    house.act(OTHER_LINE, 'call:204')
    const call = await house.card(({ deviceId }) => deviceId === device.deviceId, 'it did not ring')
    expect(call.resident).toMatchObject({ id: 'r-204' })
  })

  test('is refused where another one is, and where there is none', async () => {
    const { movePort } = house.api.technician
    expect(await codeOf(movePort({ by, path: RADAR_PORT, to: STICK }))).toBe('port-in-use')
    expect(await codeOf(movePort({ by, path: '/dev/x', to: SECOND_RADAR }))).toBe('unknown-receiver')
    expect(await codeOf(movePort({ by: 'kari', path: RADAR_PORT, to: SECOND_RADAR }))).toBe('not-allowed')
  })
})

describe('a port that is removed with devices behind it', () => {
  test('says which, takes those along that the technician has named, and keeps their history', async () => {
    const { device } = await house.api.technician.pair(CORD_WISH)
    expect((await setupOf(STICK)).onlyHere).toEqual([device.deviceId])
    const { removePort } = house.api.technician
    expect(await codeOf(removePort({ by, path: STICK }))).toBe('devices-behind')
    // Somebody paired another one since the question was asked.
    const retires = [device.deviceId]
    const { device: other } = await house.api.technician.pair({ ...CORD_WISH, address: OTHER_CORD })
    expect(await codeOf(removePort({ by, path: STICK, retires }))).toBe('devices-behind')
    expect((await now()).devices?.map(({ deviceId }) => deviceId)).toContain(device.deviceId)
    await removePort({ by, path: STICK, retires: [...retires, other.deviceId] })
    expect((await now()).receivers?.map(({ name }) => name)).toEqual([RADAR_PORT])
    expect((await now()).devices?.map(({ deviceId }) => deviceId)).toEqual([RADAR])
    const former = await house.api.technician.formerDevice({ words: device.deviceId })
    expect(former.former).toMatchObject({ deviceId: device.deviceId, placement: 'bathroom' })
    expect(await audited('device.retired')).toHaveLength(2)
  })

  test('leaves devices alone that another stick hears', async () => {
    const { addPort, pair, removePort } = house.api.technician
    const { device } = await pair(CORD_WISH)
    await addPort({ by, path: SECOND_RADAR, protocol: 'enocean-esp3', variant: null, baudRate: null })
    expect((await setupOf(STICK)).onlyHere).toEqual([])
    await removePort({ by, path: STICK, retires: [device.deviceId] })
    expect((await now()).devices?.map(({ deviceId }) => deviceId)).toContain(device.deviceId)
  })
})

test('an adapter has settings of its own by protocol; what is not said stays, and it goes with its pendants', async () => {
  const { setAdapter, removeAdapter, pair } = house.api.technician
  const both = { by, adapter: 'hci0', protocols: ['bthome-v2', 'ble-gatt-pendant'] }
  const settings = { 'ble-gatt-pendant': { profile: 'automation-io', pressSignal: 2 } }
  await setAdapter({ ...both, settings })
  const pendants = { variant: null, line: null, protocol: 'ble-gatt-pendant' }
  expect((await setupOf('hci0')).entries).toContainEqual({
    ...pendants,
    settings: settings['ble-gatt-pendant'],
  })
  await setAdapter(both)
  expect((await setupOf('hci0')).entries).toContainEqual({
    ...pendants,
    settings: settings['ble-gatt-pendant'],
  })
  const wrong = { 'ble-gatt-pendant': { pressSignal: 99 } }
  expect(await codeOf(setAdapter({ ...both, settings: wrong }))).toBe('setting-invalid')
  await setAdapter({ ...both, settings: { 'ble-gatt-pendant': {} } })
  expect((await setupOf('hci0')).entries).toContainEqual({ ...pendants, settings: {} })
  expect((await now()).receivers?.find(({ name }) => name === 'hci0')?.protocols).toEqual(both.protocols)

  const { device } = await pair({
    ...CORD_WISH,
    protocol: 'bthome-v2',
    receiver: 'hci0',
    address: 'B4:35:22:F5:3D:A4',
    eep: null,
  })
  expect((await setupOf('hci0')).onlyHere).toEqual([device.deviceId])
  expect(await codeOf(removeAdapter({ by, adapter: 'hci0' }))).toBe('devices-behind')
  await removeAdapter({ by, adapter: 'hci0', retires: [device.deviceId] })
  expect((await now()).receivers?.map(({ kind }) => kind)).not.toContain('adapter')
})
