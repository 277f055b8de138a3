/** A station with thousands of open alarms: written into its database while it is stopped, as a bad week leaves them. */
import { v7 as newId } from 'uuid'
import type { ConfigurationText } from '../../../station/config/configuration.ts'
import { openStore } from '../../../station/store/open-store.ts'
import type { CleanUp } from '../../support/clean-up.ts'
import { homeWith } from '../../support/home.ts'
import { RadarWire } from '../../support/radar-wire.ts'
import { startStation, type StationProcess } from '../../support/station-process.ts'

const WIRES = 8
const RESIDENTS = 60

export interface FullHouse {
  readonly station: StationProcess
  readonly wires: readonly RadarWire[]
}

/**
 * Medium alarms, unanswered, each its own incident: they ring, and none climbs a level while the bench runs. The
 * radars on the wires hang at other residents, so that a fall joins none of them.
 */
export async function openFullHouse(cleanUp: CleanUp, folder: string, open: number): Promise<FullHouse> {
  const wires = await Promise.all(Array.from({ length: WIRES }, () => RadarWire.plugged(cleanUp)))
  const home = homeWith(
    wires.map(({ port }, index) => ({ device: `radar-${String(index)}`, port })),
    null,
  )
  const first = await startStation(cleanUp, { data: folder, configuration: withNeighbours(home) })
  await first.stop()
  await fill(folder, open)
  return { station: await startStation(cleanUp, { data: folder }), wires }
}

function withNeighbours(home: ConfigurationText): ConfigurationText {
  const neighbours = Array.from({ length: RESIDENTS }, (_, index) => ({
    id: `neighbour-${String(index)}`,
    name: `Olav Berg ${String(index)}`,
    home: { unit: String(300 + index), floor: '3' },
  }))
  return { ...home, residents: [...(home.residents ?? []), ...neighbours] }
}

async function fill(folder: string, open: number): Promise<void> {
  const store = await openStore(folder)
  const now = Date.now()
  const rows = Array.from({ length: open }, (_, index) => [newId(), newId(), index % RESIDENTS, now - index])
  try {
    await store.writer.query('BEGIN')
    await store.writer.query(
      `INSERT INTO alarms (id, incident_id, resident_id, cause, category, priority, state, count, opened_at,
         last_rang_at, ring_revision, ringing, level, chattering, revision)
       SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), 'neighbour-' || json_extract(value, '$[2]'),
         'door', 'care', 'medium', 'raised', 1, json_extract(value, '$[3]'), json_extract(value, '$[3]'), 1, 1, 0, 0, 1
       FROM json_each(?)`,
      [JSON.stringify(rows)],
    )
    await store.writer.query(
      `INSERT INTO alarm_actions (alarm_id, sequence, type, actor_kind, actor_id, at, reason, data)
       SELECT id, 1, 'raised', 'rule', 'door-night', opened_at, 'rule-matched', '{}' FROM alarms`,
    )
    await store.writer.query('COMMIT')
  } finally {
    await store.close()
  }
}
