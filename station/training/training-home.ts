/**
 * The training home ("øvingshjem"): simulated residents and radars that speak real bytes through real ports and
 * drivers, a local care centre beside them, and the very same station in between.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDataFolder } from '../data-folder.ts'
import { startErrorOf } from '../start-words.ts'
import { startStation } from '../station.ts'
import { holdLock } from '../store/sqlite.ts'
import { StoreError } from '../store/store-error.ts'
import { startFalls } from './falls-now-and-then.ts'
import { startLocalCentre } from './local-centre.ts'
import { openPtyPair, type PtyPair } from './pty-pairs.ts'
import { SAMPLE_RADARS, SAMPLE_RESIDENTS, TRAINING_STATION_ID, trainingConfiguration } from './sample-home.ts'
import type { SampleRadar } from './sample-home.ts'
import { startSimulatedRadars } from './simulated-radars.ts'

export interface TrainingOptions {
  readonly dataFolder: string
  readonly listen: { readonly host: string; readonly port: number }
  /** Nobody falls by themselves. */
  readonly quiet: boolean
  /** Words for people, on standard error. */
  readonly say: (words: string) => void
  /** The built entry of the care centre; beside this program where it is not given. */
  readonly centreEntry?: URL
}

export interface TrainingHome {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

export async function startTrainingHome(options: TrainingOptions): Promise<TrainingHome> {
  /** What was started, to be ended in the opposite order. */
  const started: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (let end = started.pop(); end !== undefined; end = started.pop()) await end()
  }
  try {
    const station = await startAll(options, started)
    return { url: station.url, pid: station.pid, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startAll(
  options: TrainingOptions,
  started: (() => Promise<void>)[],
): Promise<{ url: string; pid: number }> {
  await makeDataFolder(options.dataFolder)
  const portFolder = join(options.dataFolder, 'training-ports')
  await mkdir(portFolder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(options.dataFolder)
  started.push(() => lock.release())
  const pairs = new Map<string, PtyPair>()
  for (const radar of SAMPLE_RADARS) {
    const pair = await openPtyPair(portFolder, radar.id)
    pairs.set(radar.id, pair)
    started.push(() => pair.close())
  }
  const pairOf = (radar: SampleRadar): PtyPair => {
    const pair = pairs.get(radar.id)
    if (pair === undefined) throw new Error(`${radar.id} has no line`)
    return pair
  }
  const radars = await startSimulatedRadars(
    SAMPLE_RADARS,
    (radar) => pairOf(radar).far,
    (radar) => SAMPLE_RESIDENTS.find((resident) => resident.id === radar.resident)?.name ?? radar.resident,
  )
  started.push(() => radars.stop())

  const centre = await startLocalCentre({
    dataFolder: join(options.dataFolder, 'care-centre'),
    stationId: TRAINING_STATION_ID,
    entry: options.centreEntry ?? new URL('../care-centre/cli.js', import.meta.url),
    say: options.say,
  })
  started.push(() => centre.stop())

  const configurationFile = join(options.dataFolder, 'training-configuration.json')
  const configuration = trainingConfiguration({ portOf: (radar) => pairOf(radar).near, centre })
  await writeFile(configurationFile, `${JSON.stringify(configuration, null, 2)}\n`, { mode: 0o600 })
  const station = await startStation({
    dataFolder: options.dataFolder,
    configurationFile,
    listen: options.listen,
    training: radars,
  })
  started.push(() => station.stop())
  if (!options.quiet) {
    const devices = radars.devices()
    const endFalls = startFalls(devices.length, (index) => {
      const deviceId = devices[index]?.deviceId
      if (deviceId !== undefined)
        void radars.act(deviceId, 'fall').catch((error: unknown) => options.say(String(error)))
    })
    started.push(() => {
      endFalls()
      return Promise.resolve()
    })
  }
  return station
}

/** Before anything is touched: a second home here would take the ports from under the first. */
async function lockFolder(dataFolder: string): Promise<{ release(): Promise<void> }> {
  try {
    return await holdLock(join(dataFolder, 'training.lock'))
  } catch (error) {
    throw error instanceof StoreError ? startErrorOf(error, dataFolder) : error
  }
}
