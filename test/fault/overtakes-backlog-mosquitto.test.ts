/**
 * Ten thousand lesser messages wait, and the first of two ways dies in the middle of a batch of them: each new fall is
 * at the centre before nearly all of what waits, over whichever way there is.
 */
import { join } from 'node:path'
import type { DataSource } from 'typeorm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openReader } from '../../station/store/sqlite.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CuttableLine } from '../support/cuttable-line.ts'
import { homeWith } from '../support/home.ts'
import { Mosquitto } from '../support/mosquitto.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { storeBacklog } from '../support/stored-backlog.ts'
import { waitUntil } from '../support/wait-until.ts'

const WAITING = 10_000
/** About a third of the backlog; no end of a body falls on it. */
const DIES_AFTER_BYTES = 1_500_001
/**
 * How much of the backlog may still come to the centre before a fall that the station has stored: what is under way, a
 * batch is 50, and what a busy machine lets pass while the fall itself is. By the station's own clock: when the test has
 * a turn of the processor does not count.
 */
const MOST_BEFORE_A_FALL = 1_000
/** How much of it goes before the next fall. */
const BETWEEN_FALLS = 100

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

interface Message {
  readonly id: string
  readonly priority: string
  readonly device: string
  readonly sequence: number
}

/** On a slow machine nobody has answered for a minute, and that is told as well. */
const IS_NO_ESCALATION = "type <> 'alarm.escalated'"

/** How many of each the centre has. */
async function stored(centre: DataSource): Promise<{ readonly critical: number; readonly low: number }> {
  const [row] = await centre.query<{ critical: number; low: number }[]>(
    `SELECT count(*) FILTER (WHERE priority = 'critical') AS critical, count(*) FILTER (WHERE priority = 'low') AS low
     FROM message WHERE ${IS_NO_ESCALATION}`,
  )
  return row ?? { critical: 0, low: 0 }
}

interface Sent {
  readonly id: string
  readonly priority: string
  readonly createdAt: number
  readonly acknowledgedAt: number
}

/** When the station stored each message, and when it knew that the centre has it. */
async function sentBy(data: string): Promise<readonly Sent[]> {
  const source = await openReader(join(data, 'station.sqlite'))
  try {
    return await source.query<Sent[]>(
      `SELECT id, priority, created_at AS createdAt, acknowledged_at AS acknowledgedAt FROM outbox_messages
       WHERE ${IS_NO_ESCALATION}`,
    )
  } finally {
    await source.destroy()
  }
}

test('a new fall overtakes 10,000 waiting messages, also while the first of two ways dies in the middle of a batch', async () => {
  const wire = await RadarWire.plugged(cleanUp)
  const home = homeWith([{ device: 'radar-204', port: wire.port }], null)
  const data = join(folder, 'station')
  await (await startStation(cleanUp, { data, configuration: home })).stop()
  await storeBacklog(data, { count: WAITING, priority: 'low', deviceId: 'radar-204' })

  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'))
  const more = ['--mqtt', broker.url]
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'), { more })
  const line = await CuttableLine.to(cleanUp, centre.port)
  line.cutAfter(DIES_AFTER_BYTES)
  const { token } = centre.path
  const station = await startStation(cleanUp, {
    data,
    configuration: {
      ...home,
      careCentre: {
        paths: [
          { kind: 'https', url: `http://127.0.0.1:${line.port}`, token },
          { kind: 'mqtt', url: broker.url },
        ],
      },
    },
  })
  const atCentre = await openReader(join(centre.data, 'centre.sqlite'))
  cleanUp.add(() => atCentre.destroy())

  const written: { readonly before: number; readonly lineWasCut: boolean }[] = []
  for (let next = 0; next < WAITING; next += BETWEEN_FALLS) {
    const { critical, low: before } = await waitUntil(async () => {
      const now = await stored(atCentre)
      return now.low >= next ? now : undefined
    }, 'the backlog stands')
    const lineWasCut = line.isCut
    wire.write(FALL)
    await waitUntil(async () => (await stored(atCentre)).critical > critical, 'the fall is not there')
    written.push({ before, lineWasCut })
  }
  await waitUntil(async () => (await station.health()).outbox.waiting === 0, 'something still waits')

  const overOf = (wasCut: boolean) =>
    written.filter(
      ({ before, lineWasCut }) =>
        lineWasCut === wasCut && before > 0 && before < WAITING - MOST_BEFORE_A_FALL,
    )
  expect(overOf(false).length, 'falls over the first way').toBeGreaterThan(3)
  expect(overOf(true).length, 'falls after its death').toBeGreaterThan(3)

  const messages = await atCentre.query<Message[]>(
    `SELECT id, priority, device, sequence FROM message WHERE ${IS_NO_ESCALATION} ORDER BY number`,
  )
  const sent = await sentBy(data)
  const overtaken = messages.flatMap(({ id, priority }, at) => {
    if (priority !== 'critical') return []
    const storedAt = sent.find((one) => one.id === id)?.createdAt ?? 0
    const known = sent.filter((one) => one.priority === 'low' && one.acknowledgedAt <= storedAt).length
    return [messages.slice(0, at).filter((one) => one.priority === 'low').length - known]
  })
  expect(overtaken).toHaveLength(written.length)
  expect(Math.max(...overtaken)).toBeLessThanOrEqual(MOST_BEFORE_A_FALL)
  const backlog = messages.filter(({ priority }) => priority === 'low').map(({ id }) => id)
  expect(new Set(backlog).size).toBe(WAITING)
  // Ids of the backlog rise with their place in it.
  expect(backlog).toEqual(backlog.toSorted())
  const falls = messages.filter(({ priority }) => priority === 'critical').map(({ sequence }) => sequence)
  expect(falls).toHaveLength(written.length)
  expect(falls).toEqual(falls.toSorted((one, other) => one - other))
})
