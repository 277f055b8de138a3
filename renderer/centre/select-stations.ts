import { STATION_STATES, type StationLine } from '../../shared/api/centre/stations.ts'

/** Those whose name or id has what was written in it; the ones that need a look first, then by name. Pure. */
export function selectStations(stations: readonly StationLine[], written: string): readonly StationLine[] {
  const wanted = written.trim().toLocaleLowerCase('nb')
  return stations
    .filter(({ id, name }) => `${name} ${id}`.toLocaleLowerCase('nb').includes(wanted))
    .sort((a, b) => urgency(a) - urgency(b) || a.name.localeCompare(b.name, 'nb'))
}

const ORDER = [
  'silent',
  'stopped',
  'never',
  'online',
] as const satisfies readonly (typeof STATION_STATES)[number][]

function urgency({ state }: StationLine): number {
  return ORDER.indexOf(state)
}
