/**
 * A hundred thousand messages of a night without network, drained by the real station into the real centre, while
 * new falls come in: how long the falls take to the centre's durable answer, and whether the order held.
 */
import { mkdir } from 'node:fs/promises'
import sqlite3 from 'sqlite3'
import { v7 as newId } from 'uuid'
import { openStore } from '../../station/store/open-store.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { heading, print } from './figures.ts'
import { bucketsOf, printHistogram, since } from './histogram.ts'
import { sendPaced } from './latency.ts'

const ALARMS = 25_000
const STEPS = ['raised', 'acknowledged', 'on-site', 'resolved']
const PORTS = 4
const FALLS_PER_SECOND = 5

export async function benchBacklog(): Promise<void> {
  heading(
    `Backlog of ${String(ALARMS * STEPS.length)} messages drained, ${String(FALLS_PER_SECOND)} new falls a second`,
  )
  const cleanUp = new CleanUp()
  try {
    const folder = await temporaryFolder(cleanUp)
    const centre = await CareCentre.at(cleanUp, `${folder}/centre`)
    const wires = await Promise.all(Array.from({ length: PORTS }, () => RadarWire.plugged(cleanUp)))
    const radars = wires.map(({ port }, index) => ({ device: `radar-${String(index)}`, port }))
    const data = `${folder}/station`
    const first = await startStation(cleanUp, { data, configuration: homeWith(radars, centre.path) })
    await first.stop()
    await fill(data)
    await centre.start()
    const station = await startStation(cleanUp, { data })
    const startedAt = performance.now()
    const before = await station.metrics()
    let waiting = Number.POSITIVE_INFINITY
    // A handful is always under way while falls come.
    while (waiting > 50) {
      await sendPaced(wires, { sent: () => undefined }, FALLS_PER_SECOND, 2)
      waiting = (await station.health()).outbox.waiting
    }
    const seconds = (performance.now() - startedAt) / 1000
    const name = 'tryggvakt_centre_seconds'
    const after = await station.metrics()
    printHistogram(
      'new fall → durable answer (goal p99 100)',
      since(bucketsOf(before, name, 'critical'), bucketsOf(after, name, 'critical')),
    )
    print(`drained in ${seconds.toFixed(0)} s: ${((ALARMS * STEPS.length) / seconds).toFixed(0)} messages/s`)
    await station.stop()
    await centre.end('SIGTERM')
    print(await orderAt(`${folder}/centre/centre.sqlite`))
  } finally {
    await cleanUp.run()
  }
}

/** Alarms that were opened, answered and resolved while nobody could be told. */
async function fill(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const store = await openStore(folder)
  const at = Date.now() - 3_600_000
  const perStatement = 500
  await store.writer.query('BEGIN')
  for (let done = 0; done < ALARMS; done += perStatement) {
    const alarms = Array.from({ length: perStatement }, () => ({ id: newId(), incident: newId() }))
    await store.writer.query(
      `INSERT INTO alarms (id, incident_id, cause, category, priority, state, count, opened_at, last_rang_at,
         ring_revision, ringing, revision)
       SELECT value ->> 'id', value ->> 'incident', 'door', 'care', 'high', 'resolved', 1, ?, ?, 1, 0, 4
       FROM json_each(?)`,
      [at, at, JSON.stringify(alarms)],
    )
    const messages = alarms.flatMap((alarm, index) =>
      STEPS.map((step, number) => messageRow(alarm, step, number + 1, at + done + index)),
    )
    await store.writer.query(
      `INSERT INTO outbox_messages (id, alarm_id, sequence, type, priority, priority_rank, body, created_at)
       SELECT value ->> 'id', value ->> 'alarmId', value ->> 'sequence', value ->> 'type', 'high', 1, value, ?
       FROM json_each(?)`,
      [at, JSON.stringify(messages)],
    )
  }
  await store.writer.query('COMMIT')
  await store.close()
}

function messageRow(
  alarm: { readonly id: string; readonly incident: string },
  step: string,
  sequence: number,
  at: number,
): Record<string, unknown> {
  return {
    id: newId(),
    alarmId: alarm.id,
    incidentId: alarm.incident,
    sequence,
    type: `alarm.${step}`,
    priority: 'high',
    category: 'care',
    cause: 'door',
    residentRef: null,
    deviceId: null,
    placement: null,
    occurredAt: new Date(at).toISOString(),
    data: step === 'resolved' ? { outcome: 'helped-up' } : {},
  }
}

/** UUIDv7 of the backlog rise with their place in it. */
async function orderAt(file: string): Promise<string> {
  const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY)
  const rows = await new Promise<{ id: string; alarm: string; sequence: number; priority: string }[]>(
    (resolve, reject) => {
      database.all(
        'SELECT id, alarm, sequence, priority FROM message ORDER BY number',
        (error, found: { id: string; alarm: string; sequence: number; priority: string }[]) => {
          if (error === null) resolve(found)
          else reject(error)
        },
      )
    },
  )
  await new Promise((resolve) => database.close(resolve))
  const backlog = rows.filter(({ priority }) => priority === 'high').map(({ id }) => id)
  const outOfPlace = backlog.filter((id, at) => at > 0 && id < (backlog[at - 1] ?? '')).length
  const last = new Map<string, number>()
  const overtaken = rows.filter(({ alarm, sequence }) => {
    const isBehind = sequence <= (last.get(alarm) ?? 0)
    last.set(alarm, sequence)
    return isBehind
  }).length
  return (
    `at the centre: ${String(backlog.length)} of the backlog, ${String(new Set(backlog).size)} different, ` +
    `${String(outOfPlace)} out of place, ${String(overtaken)} steps overtaken`
  )
}
