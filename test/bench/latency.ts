/**
 * From the last byte of a fall on the wire to commit, to a client, to the centre's durable answer, at 10 and
 * 100 falls a second on eight ports; beside it a bare loopback round trip in the same run.
 */
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import type { BoardMessage } from '../../shared/api/board.ts'
import { apiClient } from '../fakes/api-client.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { waitUntil } from '../support/wait-until.ts'
import { heading, print, spreadLine, spreadOf } from './figures.ts'
import { bucketsOf, printHistogram, since } from './histogram.ts'

const PORTS = 8
const SECONDS: Readonly<Record<number, number>> = { 10: 20, 100: 20 }

export async function benchLatency(): Promise<void> {
  for (const rate of [10, 100]) {
    heading(`The way of a fall at ${String(rate)} a second on ${String(PORTS)} ports`)
    const cleanUp = new CleanUp()
    try {
      await runAt(cleanUp, rate)
    } finally {
      await cleanUp.run()
    }
  }
}

async function runAt(cleanUp: CleanUp, rate: number): Promise<void> {
  const folder = await temporaryFolder(cleanUp)
  const centre = await CareCentre.started(cleanUp, `${folder}/centre`)
  const wires = await Promise.all(Array.from({ length: PORTS }, () => RadarWire.plugged(cleanUp)))
  const devices = wires.map((_, index) => `radar-${String(index)}`)
  const radars = wires.map(({ port }, index) => ({ device: devices[index] ?? '', port }))
  const station = await startStation(cleanUp, {
    data: `${folder}/station`,
    configuration: homeWith(radars, centre.path),
  })
  const falls = new SentFalls(devices)
  const { url, token } = await station.address()
  const client = apiClient(url, token)
  cleanUp.add(() => client.close())
  const arrivals: number[] = []
  client.api.board.changes.subscribe(undefined, {
    onData: (message) => {
      arrivals.push(...falls.seen(message))
    },
  })
  await sendPaced(wires, falls, rate, 2)
  await drained(station)
  arrivals.length = 0
  const before = await station.metrics()
  await sendPaced(wires, falls, rate, SECONDS[rate] ?? 10)
  await drained(station)
  const after = await station.metrics()
  const part = (name: string): ReturnType<typeof bucketsOf> =>
    since(bucketsOf(before, name), bucketsOf(after, name))
  printHistogram('commit (goal 3 / 12 at 100/s)', part('tryggvakt_intake_seconds'))
  printHistogram('sent to clients', part('tryggvakt_board_seconds'))
  print(spreadLine('seen by a client (goal 10 / 30)', spreadOf(arrivals)))
  printHistogram("the centre's durable answer (goal 8 / 30)", part('tryggvakt_centre_seconds'))
  print(spreadLine('bare loopback HTTP round trip', spreadOf(await bareRoundTrips(cleanUp, rate))))
  const memory = /^tryggvakt_memory_bytes (\d+)/m.exec(after)?.[1]
  print(`station memory ${(Number(memory) / 1024 / 1024).toFixed(0)} MiB`)
}

/** Pairs each fall written with the first change that counts it. */
class SentFalls {
  readonly #sentAt = new Map<string, number[]>()
  readonly #seen = new Map<string, number>()

  constructor(devices: readonly string[]) {
    for (const device of devices) this.#sentAt.set(device, [])
  }

  sent(index: number): void {
    this.#sentAt.get(`radar-${String(index)}`)?.push(performance.now())
  }

  /** Milliseconds from the write of each fall that this message shows for the first time. */
  seen(message: BoardMessage): number[] {
    if (message.type !== 'change') return []
    const now = performance.now()
    return message.alarms.flatMap((card) => {
      const device = card.deviceId ?? ''
      const known = this.#seen.get(device) ?? 0
      this.#seen.set(device, Math.max(known, card.count))
      return (this.#sentAt.get(device) ?? []).slice(known, card.count).map((sentAt) => now - sentAt)
    })
  }
}

/** A fall at a time, evenly, each on the next port; the pace is kept by the clock, not by the sleep before. */
export async function sendPaced(
  wires: readonly RadarWire[],
  falls: { sent(index: number): void },
  rate: number,
  seconds: number,
): Promise<void> {
  const startedAt = performance.now()
  for (let number = 0; number < rate * seconds; number += 1) {
    const dueAt = startedAt + (number * 1000) / rate
    const left = dueAt - performance.now()
    if (left > 0) await pause(left)
    const index = number % wires.length
    falls.sent(index)
    wires[index]?.write(FALL)
  }
}

async function drained(station: StationProcess): Promise<void> {
  await waitUntil(
    async () => {
      const health = await station.health()
      return health.outbox.waiting === 0
    },
    'the centre did not get everything within a minute',
    { limitMs: 60_000, everyMs: 500 },
  )
}

async function bareRoundTrips(cleanUp: CleanUp, rate: number): Promise<number[]> {
  const server = createServer((incoming, answer) => {
    incoming.resume().on('end', () => answer.end('{"acknowledged":[]}'))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  cleanUp.add(() => server.closeAllConnections())
  cleanUp.add(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const samples: number[] = []
  for (let number = 0; number < 500; number += 1) {
    await pause(Math.min(20, 1000 / rate))
    const startedAt = performance.now()
    const { body } = await request(`http://127.0.0.1:${String(address.port)}/`, {
      method: 'POST',
      body: 'x'.repeat(500),
    })
    await body.text()
    samples.push(performance.now() - startedAt)
  }
  return samples
}
