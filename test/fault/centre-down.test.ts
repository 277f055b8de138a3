/** The care centre is away for a while. What happened meanwhile reaches it after, in order, and once. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openReader } from '../../station/store/sqlite.ts'
import { agreedWhileRunning } from '../support/centre-agrees.ts'
import { BoardClient } from '../support/board-client.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CAREGIVER, homeWith } from '../support/home.ts'
import { FALL, INACTIVE, RadarWire } from '../support/radar-wire.ts'
import { assertWhole, readStationRows } from '../support/station-rows.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { waitUntil } from '../support/wait-until.ts'

const LESSER_MESSAGES = 220
const FALLS = 30

let cleanUp: CleanUp
let folder: string
let bathroom: RadarWire
let bedroom: RadarWire
let centre: CareCentre
let station: StationProcess

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
  bathroom = await RadarWire.plugged(cleanUp)
  bedroom = await RadarWire.plugged(cleanUp)
  centre = await CareCentre.at(cleanUp, join(folder, 'centre'))
  const radars = [
    { device: 'bathroom', port: bathroom.port },
    { device: 'bedroom', port: bedroom.port },
  ]
  const configuration = homeWith(radars, centre.path)
  station = await startStation(cleanUp, { data: join(folder, 'station'), configuration })
})
afterEach(() => cleanUp.run())

const read = async () => [await readStationRows(station.data)]

/** Messages in the order in which the centre stored them. */
async function arrivals(): Promise<{ alarm: string; sequence: number; priority: string }[]> {
  const source = await openReader(join(centre.data, 'centre.sqlite'))
  try {
    const rows: unknown = await source.query('SELECT alarm, sequence, priority FROM message ORDER BY number')
    return z.array(z.object({ alarm: z.string(), sequence: z.number(), priority: z.string() })).parse(rows)
  } finally {
    await source.destroy()
  }
}

test('falls and steps while the centre is down: all delivered after, most urgent first, in sequence', async () => {
  const client = await BoardClient.connected(cleanUp, station)
  // Oldest and lesser first: what was written down about an inactivity waits already when people fall.
  bedroom.write(INACTIVE)
  const lesser = await client.card(({ cause }) => cause === 'inactivity', 'the inactivity was not told')
  for (let n = 1; n < LESSER_MESSAGES; n += 1) {
    const seen = { alarmId: lesser.alarmId, by: CAREGIVER, seenRevision: lesser.revision + n - 1 }
    await client.api.alarm.note.mutate({ ...seen, words: `looked in, ${String(n)}` })
  }
  for (let n = 0; n < FALLS; n += 1) bathroom.write(FALL)
  const fallen = await client.card(
    ({ cause, count }) => cause === 'fall' && count === FALLS,
    'the falls did not all come',
  )
  const { alarmId } = fallen
  const step = { alarmId, by: CAREGIVER }
  await client.api.alarm.acknowledge.mutate({ ...step, seenRevision: fallen.revision })
  await client.api.alarm.onSite.mutate({ ...step, seenRevision: fallen.revision + 1 })
  const waiting = await client.proven(
    // More on a machine so slow that nobody answered in time, or that the centre is missed already.
    (proof) => proof.centre.waiting >= LESSER_MESSAGES + FALLS + 2,
    'the board does not say how much waits',
  )
  expect(waiting.centre.oldestWaitingAt).not.toBeNull()
  expect(client.cards.get(alarmId)?.delivery).toMatchObject({ state: 'waiting' })
  expect(await station.health()).toMatchObject({ code: 200, status: 'degraded', centre: { link: 'never' } })

  await centre.start()
  const delivered = await agreedWhileRunning(centre, read)
  for (const rows of delivered) assertWhole(rows)
  await client.card(
    (card) => card.alarmId === alarmId && card.delivery.state === 'delivered',
    'the card does not say that the centre has it',
  )
  const order = await arrivals()
  for (const alarm of new Set(order.map((message) => message.alarm))) {
    const sequences = order.filter((message) => message.alarm === alarm).map(({ sequence }) => sequence)
    expect(sequences).toEqual(sequences.map((_, index) => index + 1))
  }
  // One request of lesser messages (50) may be on its way beside the first urgent one, no more.
  const lastUrgent = order.findLastIndex(({ priority }) => priority === 'critical')
  const before = order.slice(0, lastUrgent).filter(({ priority }) => priority !== 'critical')
  expect(before.length).toBeLessThanOrEqual(50)
})

test('a centre that dies between two falls and comes back has both, once', async () => {
  await centre.start()
  const client = await BoardClient.connected(cleanUp, station)
  bathroom.write(FALL)
  await client.card(({ delivery }) => delivery.state === 'delivered', 'the first fall was not delivered')
  await centre.end('SIGKILL')
  bathroom.write(FALL)
  await client.card(({ count, delivery }) => count === 2 && delivery.state === 'waiting', 'no second fall')
  await waitUntil(
    async () => (await station.health()).centre.link === 'lost',
    'the lost centre was not noticed',
  )
  await centre.start()
  for (const { falls, messages } of await agreedWhileRunning(centre, read)) {
    const fallen = new Set(falls.map((fall) => fall.alarm_id))
    const ofFalls = messages.filter((message) => fallen.has(message.alarm_id)).map(({ type }) => type)
    expect(ofFalls.filter((type) => type !== 'alarm.escalated')).toEqual(['alarm.raised', 'alarm.repeated'])
  }
})
