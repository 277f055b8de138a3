/** A device in use: suspended, moved, retired; ports that come and go; settings, frames and its page. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { waitUntil } from '../../../support/wait-until.ts'
import { CORD, SECOND_RADAR, STICK, TechnicianHouse, codeOf, firstOf } from './technician-house.ts'

const RADAR_PORT = '/dev/ttyRadar'
const deviceId = 'radar-204'
const by = 'tuva'

const RADAR_WISH = {
  by,
  protocol: 'mr60fda',
  receiver: SECOND_RADAR,
  address: null,
  variant: 'tf-fda2',
  eep: null,
  key: null,
  settings: {},
  residentId: 'r-205',
  placement: 'bedroom',
  supervisionSeconds: 600,
}

let house: TechnicianHouse

beforeEach(async () => {
  house = await TechnicianHouse.open()
})
afterEach(() => house.end())

/** Waits until the event of this kind is stored, whatever came of it. */
function stored(kind: string, count = 1): Promise<true | undefined> {
  return waitUntil(async () => {
    const rows = await house.rows(`SELECT id FROM device_events WHERE kind = '${kind}'`)
    return rows.length >= count ? true : undefined
  }, `no ${kind} was stored`)
}

describe('suspended', () => {
  test('stores and raises nothing; what it still tells when its time is over rings then', async () => {
    const { device } = await house.api.technician.suspend({ by, deviceId, minutes: 5 })
    const suspendedUntil = house.clock.wall() + 5 * 60_000
    expect(device).toMatchObject({ lifecycle: 'suspended', suspendedUntil })
    house.act(RADAR_PORT, 'fall')
    await stored('fall')
    expect((await house.cards()).filter(({ cause }) => cause === 'fall')).toEqual([])

    house.clock.pass(5 * 60_000)
    const card = await house.card(({ cause }) => cause === 'fall', 'the fall that stands did not ring')
    expect(card).toMatchObject({ category: 'care', priority: 'critical', count: 1 })
    expect((await house.api.technician.device({ deviceId })).device.lifecycle).toBe('commissioned')
  })

  test('ends at its time also when the station was down then', async () => {
    await house.api.technician.suspend({ by, deviceId, minutes: 5 })
    await house.stop()
    house.clock.pass(6 * 60_000)
    await house.start()
    await waitUntil(
      async () => (await house.api.technician.device({ deviceId })).device.lifecycle === 'commissioned',
      'the suspension did not end',
    )
  })

  test('ends when somebody says so, once', async () => {
    await house.api.technician.suspend({ by, deviceId, minutes: 60 })
    const { device } = await house.api.technician.resume({ by, deviceId })
    expect(device).toMatchObject({ lifecycle: 'commissioned', suspendedUntil: null })
    expect(await codeOf(house.api.technician.resume({ by, deviceId }))).toBe('not-in-this-state')
    house.act(RADAR_PORT, 'fall')
    await house.card(({ cause }) => cause === 'fall', 'the fall did not ring')
  })
})

test('moved to another resident, the old fall stays hers and the next is his', async () => {
  house.act(RADAR_PORT, 'fall')
  await house.card(({ cause }) => cause === 'fall', 'the fall did not ring')
  const { device } = await house.api.technician.move({
    by,
    deviceId,
    residentId: 'r-205',
    placement: 'bedroom',
  })
  expect(device).toMatchObject({ placement: 'bedroom', resident: { id: 'r-205', name: 'Olav Berg' } })
  house.act(RADAR_PORT, 'get-up')
  await stored('restored')
  house.act(RADAR_PORT, 'fall')
  const his = await house.card(({ resident }) => resident?.id === 'r-205', 'his fall did not ring')
  expect(his).toMatchObject({ count: 1, placement: 'bedroom' })
  const page = await house.api.technician.device({ deviceId })
  const falls = page.events.filter(({ kind }) => kind === 'fall')
  expect(falls.map(({ residentId }) => residentId)).toEqual(['r-205', 'r-204'])
  expect(page.assignments.map(({ residentName, until }) => [residentName, until === null])).toEqual([
    ['Olav Berg', true],
    ['Ingrid Solberg', false],
  ])
})

test('retired it is gone, and its label says so', async () => {
  const former = async (words: string) => (await house.api.technician.formerDevice({ words })).former
  expect(await former(deviceId)).toBeNull()
  await house.api.technician.retire({ by, deviceId })
  expect(await codeOf(house.api.technician.device({ deviceId }))).toBe('device-retired')
  expect(await codeOf(house.api.technician.find({ by, deviceId: 'never-was' }))).toBe('unknown-device')
  expect((await firstOf(await house.api.technician.changes()))?.devices).toEqual([])
  expect(await former(` ${deviceId} `)).toMatchObject({ deviceId, protocol: 'mr60fda' })
  expect(await former('never-was')).toBeNull()
})

describe('retired', () => {
  const CORD_WISH = {
    ...RADAR_WISH,
    protocol: 'enocean-esp3',
    receiver: STICK,
    address: CORD,
    variant: null,
    eep: 'F6-02-01',
    supervisionSeconds: null,
  }
  const open = async () => (await house.cards()).map(({ cause, category }) => `${category} ${cause}`).sort()

  test('it takes the alarms about itself along; a call stays until somebody answers it', async () => {
    const { device } = await house.api.technician.pair(CORD_WISH)
    house.act(STICK, `press:${CORD}`)
    await house.card(({ cause }) => cause === 'help-call', 'the pull did not ring')
    house.act(STICK, `secured:${CORD}`)
    const { alarmId } = await house.card(({ cause }) => cause === 'fault', 'what cannot be read did not ring')
    await house.api.technician.retire({ by, deviceId: device.deviceId })
    expect(await open()).toEqual(['care help-call'])
    expect(
      await house.rows(`SELECT type, actor_id, reason FROM alarm_actions
        WHERE alarm_id = '${alarmId}' ORDER BY sequence DESC LIMIT 1`),
    ).toEqual([{ type: 'cancelled', actor_id: by, reason: 'condition-ended' }])
    await house.restart()
    expect(await open()).toEqual(['care help-call'])
  })

  test('its guided test is over, and the alarm of the test is closed as one', async () => {
    const { device } = await house.api.technician.pair(CORD_WISH)
    const { test: started } = await house.api.technician.startTest({ by, deviceId: device.deviceId })
    house.act(STICK, `press:${CORD}`)
    await house.card(({ category }) => category === 'test', 'the test did not ring')
    await house.api.technician.retire({ by, deviceId: device.deviceId })
    expect(await open()).toEqual([])
    expect(await house.rows('SELECT state, outcome FROM alarms')).toEqual([
      { state: 'resolved', outcome: 'test' },
    ])
    const ended = await firstOf(await house.api.technician.testChanges({ testId: started.testId }))
    expect(ended).toMatchObject({ state: 'stopped' })
    expect(await house.rows('SELECT id FROM device_tests WHERE ended_at IS NULL')).toEqual([])
  })
})

describe('ports', () => {
  const receivers = async () => (await firstOf(await house.api.technician.changes()))?.receivers ?? []
  const port = { by, path: SECOND_RADAR, protocol: 'mr60fda', variant: 'tf-fda2', baudRate: null }

  test('one that is added speaks at once and after a restart; the port itself is paired', async () => {
    await house.api.technician.addPort(port)
    await waitUntil(
      async () => (await receivers()).some(({ name, state }) => name === SECOND_RADAR && state === 'open'),
      'the new port did not open',
    )
    const { device } = await house.api.technician.pair(RADAR_WISH)
    await house.restart()
    house.act(SECOND_RADAR, 'fall')
    const card = await house.card(({ cause }) => cause === 'fall', 'the new radar is not heard')
    expect(card).toMatchObject({ deviceId: device.deviceId, resident: { id: 'r-205' } })
    expect(await codeOf(house.api.technician.removePort({ by, path: SECOND_RADAR }))).toBe('devices-behind')
  })

  test('set up at the wrong speed, its line is put right without losing the device behind it', async () => {
    const { technician } = house.api
    await technician.addPort({ ...port, baudRate: 9_600 })
    const { device } = await technician.pair(RADAR_WISH)
    const opened = () =>
      waitUntil(
        async () => (await receivers()).find(({ name, state }) => name === SECOND_RADAR && state === 'open'),
        'the port is not open',
      )
    const before = await opened()
    house.clock.pass(1_000)
    const line = { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 } as const
    const { baudRate, ...form } = line
    const change = { by, path: SECOND_RADAR, variant: 'tf-fda2', baudRate, line: form }
    await technician.changePort(change)
    expect(before.line).toEqual({ ...line, baudRate: 9_600 })
    const after = await opened()
    expect(after.since).toBeGreaterThan(before.since)
    expect(after.line).toEqual(line)
    const [row] = await house.rows<{ value: string }>("SELECT value FROM settings WHERE key = 'setup'")
    expect(JSON.parse(row?.value ?? '{}')).toMatchObject({
      ports: [{}, {}, { path: SECOND_RADAR, protocol: 'mr60fda', variant: 'tf-fda2', line }],
    })
    house.act(SECOND_RADAR, 'fall')
    const card = await house.card(({ cause }) => cause === 'fall', 'the radar is not heard any more')
    expect(card.deviceId).toBe(device.deviceId)
    expect(await house.rows("SELECT subject FROM audit_entries WHERE action = 'port.changed'")).toEqual([
      { subject: SECOND_RADAR },
    ])
    expect(await codeOf(technician.changePort({ ...change, path: '/dev/x' }))).toBe('unknown-receiver')
    expect(await codeOf(technician.changePort({ ...change, by: 'kari' }))).toBe('not-allowed')
  })

  test('is refused twice, and goes when nobody is paired on it', async () => {
    const { addPort, removePort } = house.api.technician
    await addPort(port)
    expect(await codeOf(addPort(port))).toBe('port-in-use')
    expect(await codeOf(addPort({ ...port, path: '/dev/x', protocol: 'bthome-v2' }))).toBe('unknown-protocol')
    expect(await codeOf(addPort({ ...port, path: '/dev/x', variant: 'r99' }))).toBe('bad-input')
    await removePort({ by, path: SECOND_RADAR })
    expect((await receivers()).map(({ name }) => name)).toEqual([STICK, RADAR_PORT])
    expect(await codeOf(removePort({ by, path: SECOND_RADAR }))).toBe('unknown-receiver')
  })
})

test('settings are those that the radar reads back, and are there after a restart', async () => {
  const { technician } = house.api
  const port = { by, path: SECOND_RADAR, protocol: 'mr60fda', variant: 'tf-fda2', baudRate: null }
  await technician.addPort(port)
  const { device } = await technician.pair(RADAR_WISH)
  const radar = { by, deviceId: device.deviceId }
  await waitUntil(
    async () => (await technician.readSettings(radar).catch(() => undefined)) !== undefined,
    'the radar did not say its settings',
  )
  const { settings } = await technician.readSettings(radar)
  expect(settings.length).toBeGreaterThan(0)
  expect(settings.every(({ value, readAt }) => value !== null && readAt !== null)).toBe(true)
  const refused = technician.writeSetting({ ...radar, name: 'colour', value: 'red' })
  expect(await codeOf(refused)).toBe('setting-invalid')
  const number = settings.find(({ kind, max }) => kind === 'number' && max !== null)
  if (number?.max === undefined || number.max === null) throw new Error('the radar has no number to set')
  const wish = { ...radar, name: number.name, value: number.max }
  const written = await technician.writeSetting(wish)
  expect(written.settings.find(({ name }) => name === number.name)?.value).toBeCloseTo(number.max, 2)
  await house.restart()
  const page = await house.api.technician.device({ deviceId: device.deviceId })
  expect(page.settings).toEqual(written.settings)
})

test('frames come live with their meaning, and pasted ones through the same code', async () => {
  const frames = await house.api.technician.frames({ receiver: RADAR_PORT })
  const first = firstOf(frames)
  const acting = setInterval(() => {
    house.act(RADAR_PORT, 'fall')
    house.act(RADAR_PORT, 'get-up')
  }, 50)
  const message = await first
  clearInterval(acting)
  const fall = message?.frames.find(({ outcome }) => outcome === 'event')
  expect(fall?.fields.length).toBeGreaterThan(0)
  const pasted = await house.api.technician.decode({
    protocol: 'mr60fda',
    line: { hex: fall?.raw, variant: 'r60-fda1' },
  })
  expect(pasted.fields).toEqual(fall?.fields)
  expect(pasted.result).toMatchObject({ rejects: [], pendingBytes: 0 })
})

test('a frame of somebody whom nobody has paired is shown with its bytes as well', async () => {
  const pressing = setInterval(() => house.act(STICK, 'press:00aabbcc'), 100)
  onTestFinished(() => clearInterval(pressing))
  for await (const { frames } of await house.api.technician.frames({ receiver: STICK })) {
    const heard = frames.find(({ outcome, raw }) => outcome === 'heard' && raw !== '')
    if (heard === undefined) continue
    expect(heard.fields.length).toBeGreaterThan(0)
    return
  }
})

test('signal is kept over time, and when an unsupervised device was heard also over a restart', async () => {
  const { device } = await house.api.technician.pair({
    ...RADAR_WISH,
    protocol: 'enocean-esp3',
    receiver: STICK,
    address: CORD,
    variant: null,
    eep: 'F6-02-01',
    supervisionSeconds: null,
  })
  const page = () => house.api.technician.device({ deviceId: device.deviceId })
  house.act(STICK, `press:${CORD}`)
  const { signal } = await waitUntil(
    async () => ((await page()).signal.length > 0 ? page() : undefined),
    'no signal was kept',
  )
  expect(signal).toHaveLength(1)
  expect(signal[0]?.value).toBeLessThan(0)
  const heardAt = (await page()).device.lastHeardAt
  expect(heardAt).not.toBeNull()
  await house.restart()
  const after = (await page()).device
  expect(after).toMatchObject({ lastHeardAt: heardAt, lastTestAt: heardAt, silent: false })
  expect(after.signal).toEqual({ dbm: signal[0]?.value, at: heardAt })
})

test('every change stands in the audit log with who did it', async () => {
  await house.api.technician.setSupervision({ by, deviceId, supervisionSeconds: 120 })
  await house.api.technician.setDid({ by, deviceId, did: 'R204B' })
  await house.api.technician.suspend({ by, deviceId, minutes: 5 })
  await house.api.technician.find({ by, deviceId }).catch(() => undefined)
  const entries = await house.rows<{ action: string; actor_id: string }>(
    "SELECT action, actor_id FROM audit_entries WHERE actor_kind = 'person' ORDER BY position",
  )
  expect(entries.map(({ action, actor_id: who }) => [action, who])).toEqual([
    ['device.supervision-set', by],
    ['device.number-set', by],
    ['device.suspended', by],
    ['device.sought', by],
  ])
})

test('the number at the alarm receiving centre is shown, set once for one device, and kept over a restart', async () => {
  const shown = async () => (await house.api.technician.device({ deviceId })).device.did
  const setDid = (id: string, did: string) => house.api.technician.setDid({ by, deviceId: id, did })
  expect(await shown()).toMatch(/^[A-Za-z0-9]{1,8}$/)
  await setDid(deviceId, 'R204B')
  // The same again is no other device's.
  await setDid(deviceId, 'R204B')
  await house.restart()
  expect(await shown()).toBe('R204B')
  const { device } = await house.api.technician.pair({
    ...RADAR_WISH,
    protocol: 'enocean-esp3',
    receiver: STICK,
    address: CORD,
    variant: null,
    eep: 'F6-02-01',
    supervisionSeconds: null,
  })
  expect(device.did).not.toBe('R204B')
  expect(await codeOf(setDid(device.deviceId, 'R204B'))).toBe('number-taken')
  await house.api.technician.retire({ by, deviceId })
  expect(await codeOf(setDid(device.deviceId, 'R204B'))).toBe('number-taken')
  await expect(setDid(device.deviceId, 'R 204')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})
