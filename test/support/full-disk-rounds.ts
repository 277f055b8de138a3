/** The station's disk is full while falls arrive, and has room again: said, survived, and nothing lost. */
import { join } from 'node:path'
import { refusalOf } from '../fakes/api-client.ts'
import { assertCentreAgrees } from './centre-agrees.ts'
import { BoardClient } from './board-client.ts'
import { CareCentre } from './centre-process.ts'
import { CleanUp } from './clean-up.ts'
import { CAREGIVER, homeWith } from './home.ts'
import { FALL, RadarWire } from './radar-wire.ts'
import { SmallDisk } from './small-disk.ts'
import { assertWhole, readStationRows } from './station-rows.ts'
import { startStation, type StationProcess } from './station-process.ts'
import { waitUntil } from './wait-until.ts'

const DISK_MEGABYTES = 12
/** Falls written while there is room, and while there is none. */
const FALLS_WITH_ROOM = 3
const FALLS_WITHOUT = 20

export interface FullDiskResult {
  readonly rounds: number
  readonly fallsWritten: number
  readonly fallsStored: number
}

export interface FullDiskOptions {
  readonly folder: string
  readonly rounds: number
  readonly onRound?: (done: number) => void
}

/** Throws on the first promise that is not kept. */
export async function runFullDiskRounds(options: FullDiskOptions): Promise<FullDiskResult> {
  const { folder, rounds, onRound } = options
  const cleanUp = new CleanUp()
  try {
    const wire = await RadarWire.plugged(cleanUp)
    const centre = await CareCentre.started(cleanUp, join(folder, 'centre'))
    const disk = await SmallDisk.mounted(cleanUp, join(folder, 'small'), DISK_MEGABYTES)
    const configuration = homeWith([{ device: 'radar-204-bath', port: wire.port }], centre.path)
    const inside = await startStation(cleanUp, { data: disk.mount, configuration, prefix: disk.prefix })
    const station = new Station(disk, inside)
    const client = await BoardClient.connected(cleanUp, station.process)
    let written = 0
    for (let round = 1; round <= rounds; round += 1) {
      written += await fillAndMakeRoom(cleanUp, station, client, wire, written)
      onRound?.(round)
    }
    await waitUntil(
      async () => (await station.process.health()).outbox.waiting === 0,
      'not everything was delivered',
      { limitMs: 60_000, everyMs: 100 },
    )
    await station.process.stop()
    const rows = await readStationRows(await disk.copiedDatabase(cleanUp))
    assertWhole(rows)
    await assertCentreAgrees(centre, rows)
    return { rounds, fallsWritten: written, fallsStored: rows.falls.length }
  } finally {
    await cleanUp.run()
  }
}

/** The station with its folder as it is reached from outside the namespace. */
class Station {
  readonly process: StationProcess
  constructor(
    readonly disk: SmallDisk,
    inside: StationProcess,
  ) {
    this.process = inside.seenAt(disk.outside)
  }
}

async function fillAndMakeRoom(
  cleanUp: CleanUp,
  { disk, process: station }: Station,
  client: BoardClient,
  wire: RadarWire,
  before: number,
): Promise<number> {
  const stored = (count: number) =>
    client.card((card) => card.count === count, `fall ${count} was not stored`)
  for (let fall = 0; fall < FALLS_WITH_ROOM; fall += 1) wire.write(FALL)
  const { alarmId, revision } = await stored(before + FALLS_WITH_ROOM)

  await disk.fill()
  for (let fall = 0; fall < FALLS_WITHOUT; fall += 1) wire.write(FALL)
  await client.proven(({ database }) => database === 'full', 'the board does not say that the disk is full')
  const health = await station.health()
  if (health.code !== 503 || health.database !== 'full') throw new Error(`health ${JSON.stringify(health)}`)
  const step = { alarmId, by: CAREGIVER, seenRevision: revision }
  const refused = await refusalOf(client.api.alarm.acknowledge.mutate(step))
  if (refused.code !== 'cannot-store' || !refused.retry) throw new Error(`refused with ${refused.code}`)
  assertWhole(await readStationRows(await disk.copiedDatabase(cleanUp)))

  await disk.makeRoom()
  await stored(before + FALLS_WITH_ROOM + FALLS_WITHOUT)
  await client.proven(({ database }) => database === 'ok', 'the board does not say that there is room again')
  const healed = await station.health()
  if (healed.code !== 200) throw new Error(`health ${JSON.stringify(healed)}`)
  return FALLS_WITH_ROOM + FALLS_WITHOUT
}
