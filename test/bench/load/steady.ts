/** A hundred events a second from 500 devices for minutes: none lost, none twice, the pace of intake, flat memory. */
import { setTimeout as pause } from 'node:timers/promises'
import { CareCentre } from '../../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { startStation, type StationProcess } from '../../support/station-process.ts'
import { compareCounts, storedCounts } from '../../support/stored-counts.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { heading, print } from '../figures.ts'
import { bucketsOf, printHistogram, since } from '../histogram.ts'
import { buildBigHouse, type Speaker, type Voice } from './big-house.ts'
import { printComparison } from './loss.ts'

const EVENTS_A_SECOND = 100
const WARM_UP_SECONDS = 5
/** How often memory is looked at over the run. */
const MEMORY_LOOKS = 10

export async function benchSteadyLoad(minutes: number): Promise<void> {
  heading(`500 devices, 8 ports and an adapter, ${String(EVENTS_A_SECOND)} events/s, ${String(minutes)} min`)
  const cleanUp = new CleanUp()
  try {
    await run(cleanUp, minutes)
  } finally {
    await cleanUp.run()
  }
}

async function run(cleanUp: CleanUp, minutes: number): Promise<void> {
  const folder = await temporaryFolder(cleanUp)
  const centre = await CareCentre.started(cleanUp, `${folder}/centre`)
  const { configuration, voices } = await buildBigHouse(cleanUp, centre.path)
  const station = await startStation(cleanUp, { data: `${folder}/station`, configuration })
  await waitUntil(
    async () => (await station.health()).ports.every(({ state }) => state === 'open'),
    'not every port and the adapter opened',
  )
  print(
    `${String(configuration.devices?.length)} devices: ` +
      voices
        .map(({ name, share, speakers }) => `${name} ${String(speakers.length)} (${String(share)}/s)`)
        .join(', '),
  )
  const sent = new Map<string, number>()
  const turns = turnsOf(voices)
  await speakPaced(turns, sent, WARM_UP_SECONDS)
  const before = await station.metrics()
  const memory = [memoryOf(before)]
  for (let look = 0; look < MEMORY_LOOKS; look += 1) {
    await speakPaced(turns, sent, (minutes * 60) / MEMORY_LOOKS)
    memory.push(memoryOf(await station.metrics()))
  }
  await settled(station, sum(sent))
  const after = await station.metrics()
  printComparison(compareCounts(sent, await storedCounts(station.data)))
  const intake = 'tryggvakt_intake_seconds'
  printHistogram(
    'last byte to commit (goal 3 / 12)',
    since(bucketsOf(before, intake), bucketsOf(after, intake)),
  )
  print(`station memory, MiB: ${memory.map((mib) => mib.toFixed(0)).join(' ')}`)
  print(`start ${at(memory, 0)}, middle ${at(memory, MEMORY_LOOKS / 2)}, end ${at(memory, MEMORY_LOOKS)} MiB`)
}

function at(memory: readonly number[], index: number): string {
  return (memory[Math.round(index)] ?? Number.NaN).toFixed(0)
}

function memoryOf(metrics: string): number {
  return Number(/^tryggvakt_memory_bytes (\d+)/m.exec(metrics)?.[1]) / 2 ** 20
}

function sum(sent: ReadonlyMap<string, number>): number {
  return [...sent.values()].reduce((total, count) => total + count, 0)
}

/** Everything is stored, or nothing more comes: what is lost then does not come later. */
async function settled(station: StationProcess, wanted: number): Promise<void> {
  let last = -1
  await waitUntil(
    async () => {
      const stored = sum(await storedCounts(station.data))
      const isStill = stored === last
      last = stored
      return stored >= wanted || isStill
    },
    'events still come a minute after the last was sent',
    { limitMs: 60_000, everyMs: 3_000 },
  )
}

/** Who speaks next: each voice by its share of a hundred, evenly mixed, its speakers one after the other. */
function* turnsOf(voices: readonly Voice[]): Generator<Speaker, never> {
  const owed = voices.map(() => 0)
  const spoken = voices.map(() => 0)
  for (;;) {
    voices.forEach(({ share }, index) => (owed[index] = (owed[index] ?? 0) + share))
    const next = owed.indexOf(Math.max(...owed))
    owed[next] = (owed[next] ?? 0) - 100
    const speakers = voices[next]?.speakers ?? []
    const speaker = speakers[(spoken[next] ?? 0) % speakers.length]
    spoken[next] = (spoken[next] ?? 0) + 1
    if (speaker !== undefined) yield speaker
  }
}

/** The pace is kept by the clock, not by the sleep before. */
async function speakPaced(
  turns: Generator<Speaker, never>,
  sent: Map<string, number>,
  seconds: number,
): Promise<void> {
  const startedAt = performance.now()
  const events = Math.round(EVENTS_A_SECOND * seconds)
  for (let number = 0; number < events; number += 1) {
    const left = startedAt + (number * 1000) / EVENTS_A_SECOND - performance.now()
    if (left > 0) await pause(left)
    const { device, speak } = turns.next().value
    sent.set(device, (sent.get(device) ?? 0) + 1)
    speak()
  }
}
