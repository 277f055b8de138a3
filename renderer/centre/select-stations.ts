import type { StationLine, StationState } from '../../shared/api/centre/stations.ts'

/** Those whose name or id has what was written in it; the ones that need a look first, then by name. Pure. */
export function selectStations(stations: readonly StationLine[], written: string): readonly StationLine[] {
  const wanted = written.trim().toLocaleLowerCase('nb')
  return stations
    .filter(({ id, name }) => `${name} ${id}`.toLocaleLowerCase('nb').includes(wanted))
    .sort((a, b) =>
      a.state === b.state ? a.name.localeCompare(b.name, 'nb') : URGENCY[a.state] - URGENCY[b.state],
    )
}

const URGENCY: Readonly<Record<StationState, number>> = { silent: 0, stopped: 1, never: 2, online: 3 }
