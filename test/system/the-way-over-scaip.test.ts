/** One fall, from the wire to the care centre over SCAIP: real port, real processes, real databases, real SIP. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { BoardClient } from '../support/board-client.ts'
import { CareCentre, type Story } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CuttableLine } from '../support/cuttable-line.ts'
import { freePort } from '../support/free-port.ts'
import { CAREGIVER, homeWith } from '../support/home.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { waitUntil } from '../support/wait-until.ts'

const RADAR = 'radar-204-bath'
const CID = '4790000017'

type CentrePaths = NonNullable<ConfigurationText['careCentre']>['paths']

let cleanUp: CleanUp
let folder: string
let wire: RadarWire
let centre: CareCentre
let sipPort: number

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
  wire = await RadarWire.plugged(cleanUp)
  sipPort = await freePort()
  const more = ['--sip', `127.0.0.1:${String(sipPort)}`]
  centre = await CareCentre.started(cleanUp, join(folder, 'centre'), { more })
})
afterEach(() => cleanUp.run())

function start(paths: CentrePaths): Promise<StationProcess> {
  const home = homeWith([{ device: RADAR, port: wire.port }], null)
  const configuration = { ...home, careCentre: { paths, heartbeatSeconds: 1 } }
  return startStation(cleanUp, { data: join(folder, 'station'), configuration })
}

function overScaip(transport: 'udp' | 'tcp') {
  const uri = `sip:sentral@127.0.0.1:${String(sipPort)};transport=${transport}`
  return { kind: 'scaip', uri, cid: CID } as const
}

async function stepsOf(alarmId: string, count: number): Promise<Story> {
  return waitUntil(
    async () => {
      const story = await centre.story(alarmId)
      return story?.timeline.length === count ? story : undefined
    },
    () => `the centre does not have ${String(count)} steps`,
  )
}

test('a fall reaches the centre over SCAIP alone, with every step of the caregiver in order', async () => {
  const station = await start([overScaip('udp')])
  const client = await BoardClient.connected(cleanUp, station)
  wire.write(FALL)
  const { alarmId, revision } = await client.card(({ cause }) => cause === 'fall', 'no fall on the board')
  const by = { alarmId, by: CAREGIVER }
  await client.api.alarm.acknowledge.mutate({ ...by, seenRevision: revision })
  await client.api.alarm.onSite.mutate({ ...by, seenRevision: 2 })
  await client.card(
    ({ state, delivery }) => state === 'on-site' && delivery.state === 'delivered',
    'the card does not say that the centre has it',
  )
  const story = await stepsOf(alarmId, 3)
  expect(story).toMatchObject({
    state: 'on-site',
    cause: 'fall',
    priority: 'critical',
    placement: 'bathroom',
  })
  expect(story.timeline.map(({ sequence, type }) => [sequence, type])).toEqual([
    [1, 'alarm.raised'],
    [2, 'alarm.acknowledged'],
    [3, 'alarm.on-site'],
  ])
  expect((await centre.alarms()).map(({ id }) => id)).toEqual([alarmId])
})

test('the line is cut after the raise: the steps come over SCAIP on the same alarm, and nothing twice', async () => {
  const line = await CuttableLine.to(cleanUp, centre.port)
  const https = { kind: 'https', ...centre.path, url: `http://127.0.0.1:${String(line.port)}` } as const
  const station = await start([https, overScaip('tcp')])
  const client = await BoardClient.connected(cleanUp, station)
  wire.write(FALL)
  const { alarmId, revision } = await client.card(({ cause }) => cause === 'fall', 'no fall on the board')
  await stepsOf(alarmId, 1)
  line.cut()
  const by = { alarmId, by: CAREGIVER }
  await client.api.alarm.acknowledge.mutate({ ...by, seenRevision: revision })
  await client.api.alarm.onSite.mutate({ ...by, seenRevision: 2 })
  const cut = await stepsOf(alarmId, 3)
  expect(cut).toMatchObject({ state: 'on-site', resident: `r-${RADAR}`, device: RADAR })

  line.mend()
  wire.write(FALL)
  const after = await stepsOf(alarmId, 4)
  expect(after.timeline.map(({ sequence, type }) => [sequence, type])).toEqual([
    [1, 'alarm.raised'],
    [2, 'alarm.acknowledged'],
    [3, 'alarm.on-site'],
    [4, 'alarm.repeated'],
  ])
  expect(await centre.alarms()).toMatchObject([{ id: alarmId, count: 2 }])
})
