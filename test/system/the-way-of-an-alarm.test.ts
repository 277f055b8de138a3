/** One fall, from the wire to the caregiver to the care centre: real port, real processes, real databases. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BoardClient } from '../support/board-client.ts'
import { CareCentre, type Story } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CAREGIVER, homeWith } from '../support/home.ts'
import { FALL, HEARTBEAT, NO_FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { readAudit, readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'

const RADAR = 'radar-204-bath'

let cleanUp: CleanUp
let folder: string
let wire: RadarWire
let centre: CareCentre
let station: StationProcess

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
  wire = await RadarWire.plugged(cleanUp)
  centre = await CareCentre.started(cleanUp, join(folder, 'centre'))
  station = await start()
})
afterEach(() => cleanUp.run())

function start(supervisionSeconds?: number): Promise<StationProcess> {
  const radar = { device: RADAR, port: wire.port }
  const configuration = homeWith(
    [supervisionSeconds === undefined ? radar : { ...radar, supervisionSeconds }],
    centre.path,
  )
  return startStation(cleanUp, { data: join(folder, 'station'), configuration })
}

function centreHas(alarmId: string, type: string): Promise<Story> {
  return waitUntil(async () => {
    const story = await centre.story(alarmId)
    return story?.timeline.at(-1)?.type === type ? story : undefined
  }, `the centre was not told ${type}`)
}

test('a fall is open, on the board and at the centre; each step of the caregiver follows in order', async () => {
  const client = await BoardClient.connected(cleanUp, station)
  wire.write(HEARTBEAT, FALL)
  const raised = await client.card(({ cause }) => cause === 'fall', 'the fall did not reach the board')
  expect(raised).toMatchObject({
    state: 'raised',
    priority: 'critical',
    count: 1,
    ringing: true,
    deviceId: RADAR,
    placement: 'bathroom',
    resident: { name: 'Ingrid Solberg', unit: '204' },
  })
  const { alarmId } = raised
  const atCentre = await centreHas(alarmId, 'alarm.raised')
  expect(atCentre).toMatchObject({ state: 'raised', cause: 'fall', resident: `r-${RADAR}`, device: RADAR })
  expect(JSON.stringify(atCentre)).not.toContain('Ingrid')

  const { alarm } = client.api
  const by = { alarmId, by: CAREGIVER }
  await alarm.acknowledge.mutate({ ...by, seenRevision: raised.revision })
  await alarm.onTheWay.mutate({ ...by, seenRevision: 2 })
  await alarm.onSite.mutate({ ...by, seenRevision: 3 })
  const outcome = { kind: 'helped-unhurt', words: null } as const
  await alarm.resolve.mutate({ ...by, seenRevision: 4, outcome })
  await client.card(
    ({ state, delivery }) => state === 'resolved' && delivery.state === 'delivered',
    'the card does not say that the centre has it',
  )
  const { timeline, state } = await centreHas(alarmId, 'alarm.resolved')
  expect(state).toBe('resolved')
  expect(timeline.map(({ sequence, type, data }) => [sequence, type, data['by'] ?? null])).toEqual([
    [1, 'alarm.raised', null],
    [2, 'alarm.acknowledged', CAREGIVER],
    [3, 'alarm.on-the-way', CAREGIVER],
    [4, 'alarm.on-site', CAREGIVER],
    [5, 'alarm.resolved', CAREGIVER],
  ])
  expect(timeline.at(-1)?.data['outcome']).toBe('helped-unhurt')

  const [line] = await readStored('alarms', station.data, '--state', 'all')
  expect(line).toMatchObject({ id: alarmId, state: 'resolved', resident: `r-${RADAR}`, centre: 'delivered' })
  expect(await readStored('alarms', station.data)).toEqual([])
  const falls = (await readStored('events', station.data)).filter(({ kind }) => kind === 'fall')
  expect(falls).toMatchObject([{ device: RADAR, value: true, raw: FALL, alarm: alarmId }])
  const why = await alarm.chain.query({ alarmId })
  expect(why.events.map(({ raw }) => raw)).toEqual([FALL])
  expect(await readAudit(station.data)).toMatchObject({ ok: true })
})

test('a second fall rings on the open alarm and is told as repeated; after resolved it is a new alarm', async () => {
  const client = await BoardClient.connected(cleanUp, station)
  wire.write(FALL)
  const { alarmId } = await client.card(({ cause }) => cause === 'fall', 'no first fall')
  await client.api.alarm.acknowledge.mutate({ alarmId, by: CAREGIVER, seenRevision: 1 })
  wire.write(NO_FALL, FALL)
  const again = await client.card(({ count }) => count === 2, 'the second fall did not come')
  expect(again).toMatchObject({ alarmId, state: 'acknowledged', ringing: true })
  const { timeline } = await centreHas(alarmId, 'alarm.repeated')
  expect(timeline.map(({ type }) => type)).toEqual([
    'alarm.raised',
    'alarm.acknowledged',
    'alarm.restored',
    'alarm.repeated',
  ])
  expect(timeline.at(-1)?.data['count']).toBe(2)

  const outcome = { kind: 'helped-unhurt', words: null } as const
  const { revision } = again
  await client.api.alarm.resolve.mutate({ alarmId, by: CAREGIVER, seenRevision: revision, outcome })
  wire.write(FALL)
  const next = await client.card((card) => card.cause === 'fall' && card.alarmId !== alarmId, 'no new alarm')
  expect(next).toMatchObject({ state: 'raised', count: 1 })
  await centreHas(next.alarmId, 'alarm.raised')
  expect((await centre.alarms()).map(({ id, state }) => [id, state])).toEqual([
    [alarmId, 'resolved'],
    [next.alarmId, 'raised'],
  ])
})

test('what the centre wants done is done once, also when the station dies right after', async () => {
  const client = await BoardClient.connected(cleanUp, station)
  wire.write(FALL)
  const { alarmId } = await client.card(({ cause }) => cause === 'fall', 'no fall')
  await centreHas(alarmId, 'alarm.raised')
  const command = await centre.command(alarmId, { type: 'acknowledge', by: 'op-7' })
  await client.card(({ state }) => state === 'acknowledged', 'the command did not reach the board')
  await station.kill()
  client.close()
  station = await start()
  const { commands } = await waitUntil(async () => {
    const story = await centre.story(alarmId)
    return story?.commands[0]?.result === 'done' ? story : undefined
  }, 'the centre was not told that its command is done')
  expect(commands).toMatchObject([{ id: command, type: 'acknowledge', by: 'op-7', code: null }])
  const { timeline } = await centreHas(alarmId, 'alarm.acknowledged')
  expect(timeline.map(({ type, data }) => [type, data['by'] ?? null])).toEqual([
    ['alarm.raised', null],
    ['alarm.acknowledged', 'op-7'],
  ])
})

test('a radar silent for longer than it may is an alarm; its first frame ends it', async () => {
  await station.stop()
  station = await start(2)
  const client = await BoardClient.connected(cleanUp, station)
  wire.write(HEARTBEAT)
  const silent = await client.card(({ cause }) => cause === 'device-silent', 'silence was not noticed')
  expect(silent).toMatchObject({ deviceId: RADAR, category: 'technical', priority: 'medium' })
  await client.proven(({ devices }) => devices.silent.includes(RADAR), 'the board still called it heard')
  wire.write(HEARTBEAT)
  await client.card(
    ({ alarmId, state }) => alarmId === silent.alarmId && state === 'cancelled',
    'its return did not end the alarm',
  )
  const { timeline } = await centreHas(silent.alarmId, 'alarm.cancelled')
  expect(timeline.map(({ type }) => type)).toEqual(['alarm.raised', 'alarm.restored', 'alarm.cancelled'])
})

test('a restart finds everything as it was', async () => {
  const before = await BoardClient.connected(cleanUp, station)
  wire.write(FALL, FALL)
  const { alarmId } = await before.card(({ count }) => count === 2, 'no falls')
  await before.api.alarm.acknowledge.mutate({ alarmId, by: CAREGIVER, seenRevision: 2 })
  const card = await before.card(
    ({ state, delivery }) => state === 'acknowledged' && delivery.state === 'delivered',
    'not delivered',
  )
  const lists = () =>
    Promise.all([
      readStored('alarms', station.data),
      readStored('events', station.data),
      readStored('outbox', station.data),
    ])
  const stored = await lists()
  await station.kill()
  before.close()
  expect(await lists()).toEqual(stored)
  station = await start()
  const after = await BoardClient.connected(cleanUp, station)
  expect(await after.card((shown) => shown.alarmId === alarmId, 'the alarm is gone')).toEqual(card)
  expect(await lists()).toEqual(stored)
})
