/** Eight ports at wire speed at once, and thousands of routine events a second with falls between them. */
import { setTimeout as pause } from 'node:timers/promises'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { homeWith } from '../../support/home.ts'
import { FALL } from '../../support/radar-wire.ts'
import { startStation, type StationProcess } from '../../support/station-process.ts'
import { compareCounts, storedCounts } from '../../support/stored-counts.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { heading, print } from '../figures.ts'
import { bucketsOf, printHistogram, since } from '../histogram.ts'
import { printComparison } from './loss.ts'
import { PORTS, radarStream, type RadarStream } from './radar-stream.ts'

/** 115,200 baud, ten bits a byte, ten bytes a frame. */
const WIRE_FRAMES_A_SECOND = 1152
const BURST_SECONDS = 2
const ROUTINE_A_SECOND = 5_500
const ROUTINE_SECONDS = 20
const FALLS_A_SECOND = 10
/** Falls with nothing beside them: what they cost anyway on this machine. */
const ALONE_SECONDS = 5
const INTAKE = 'tryggvakt_intake_seconds'

export async function benchWireSpeed(): Promise<void> {
  const rate = WIRE_FRAMES_A_SECOND * PORTS
  heading(
    `A burst at wire speed on ${String(PORTS)} ports at once: ${String(rate)} events/s, ${String(BURST_SECONDS)} s`,
  )
  await withStation(async (stream, station) => {
    const before = await station.metrics()
    const startedAt = performance.now()
    await stream.run(rate, BURST_SECONDS)
    await allStored(stream, station)
    printRate(total(stream.sent), performance.now() - startedAt)
    printComparison(compareCounts(stream.sent, await storedCounts(station.data)))
    printHistogram('last byte read to commit', part(before, await station.metrics(), 'none'))
  })
}

export async function benchSustained(): Promise<void> {
  const falls = `${String(FALLS_A_SECOND)} falls/s between them`
  heading(`${String(ROUTINE_A_SECOND)} routine events/s for ${String(ROUTINE_SECONDS)} s, ${falls}`)
  await withStation(async (stream, station) => {
    const start = await station.metrics()
    await fallUntil(stream, pause(ALONE_SECONDS * 1000))
    const before = await station.metrics()
    const sentBefore = total(stream.sent)
    const startedAt = performance.now()
    await fallUntil(stream, stream.run(ROUTINE_A_SECOND, ROUTINE_SECONDS))
    await allStored(stream, station)
    printRate(total(stream.sent) - sentBefore, performance.now() - startedAt, '(goal ≥ 5000)')
    printComparison(compareCounts(stream.sent, await storedCounts(station.data)))
    const after = await station.metrics()
    printHistogram('routine: last byte read to commit', part(before, after, 'none'))
    printHistogram('falls between them', part(before, after, 'critical'))
    printHistogram('falls alone, just before', part(start, before, 'critical'))
  })
}

async function fallUntil(stream: RadarStream, end: Promise<unknown>): Promise<void> {
  const ending = new AbortController()
  const ended = end.finally(() => ending.abort())
  while (!ending.signal.aborted) {
    stream.fall(FALL)
    await Promise.race([pause(1000 / FALLS_A_SECOND), ended])
  }
  await ended
}

async function withStation(
  measure: (stream: RadarStream, station: StationProcess) => Promise<void>,
): Promise<void> {
  const cleanUp = new CleanUp()
  try {
    const folder = await temporaryFolder(cleanUp)
    const stream = await radarStream(cleanUp)
    const station = await startStation(cleanUp, {
      data: `${folder}/station`,
      configuration: homeWith(stream.devices, null),
    })
    await waitUntil(
      async () => (await station.health()).ports.every(({ state }) => state === 'open'),
      'not every port opened',
    )
    await measure(stream, station)
  } finally {
    await cleanUp.run()
  }
}

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0)

/** Everything is stored, or nothing more comes: what is lost then does not come later. */
async function allStored(stream: RadarStream, station: StationProcess): Promise<void> {
  let last = { stored: -1, at: performance.now() }
  await waitUntil(
    async () => {
      const stored = total(await storedCounts(station.data))
      if (stored !== last.stored) last = { stored, at: performance.now() }
      return stored >= total(stream.sent) || performance.now() - last.at > 5_000
    },
    'events still come two minutes after the last was sent',
    { limitMs: 120_000, everyMs: 100 },
  )
}

function printRate(events: number, ms: number, goal = ''): void {
  const rate = (1000 * events) / ms
  print(
    `first written to last stored: ${ms.toFixed(0)} ms, ${rate.toFixed(0)} events/s durable ${goal}`.trimEnd(),
  )
}

function part(before: string, after: string, priority: string) {
  return since(bucketsOf(before, INTAKE, priority), bucketsOf(after, INTAKE, priority))
}
