/** The people and radars of the training home. All names are made up. */
import type { ConfigurationText } from '../config/configuration.ts'

export const TRAINING_STATION_ID = '0199c0de-0000-7000-8000-0000000000e1'

export interface SampleRadar {
  readonly id: string
  readonly variant: 'r60-fda1' | 'r60-c1001' | 'tf-fda2'
  readonly resident: string
  readonly placement: string
}

export const SAMPLE_RADARS: readonly SampleRadar[] = [
  { id: 'radar-101-bath', variant: 'r60-fda1', resident: 'r-101', placement: 'bathroom' },
  { id: 'radar-102-bath', variant: 'r60-c1001', resident: 'r-102', placement: 'bathroom' },
  { id: 'radar-102-bedroom', variant: 'r60-fda1', resident: 'r-102', placement: 'bedroom' },
  { id: 'radar-201-living', variant: 'tf-fda2', resident: 'r-201', placement: 'living-room' },
  { id: 'radar-204-bath', variant: 'tf-fda2', resident: 'r-204', placement: 'bathroom' },
]

export const SAMPLE_RESIDENTS: NonNullable<ConfigurationText['residents']> = [
  resident('101', '1', 'Olav Berg', 1938),
  resident('102', '1', 'Astrid Haugen', 1944),
  resident('201', '2', 'Einar Lunde', 1941),
  resident('204', '2', 'Ingrid Solberg', 1942),
]

export const SAMPLE_PEOPLE: NonNullable<ConfigurationText['people']> = [
  { id: 'kari', name: 'Kari Nordmann', role: 'caregiver' },
  { id: 'ahmed', name: 'Ahmed Hassan', role: 'caregiver' },
  { id: 'turid', name: 'Turid Bakke', role: 'technician' },
]

export interface TrainingSurroundings {
  /** The station's end of each radar's line. */
  readonly portOf: (radar: SampleRadar) => string
  readonly centre: { readonly url: string; readonly token: string }
}

/** The configuration a training home runs with: the sample with its ports and its care centre. */
export function trainingConfiguration({ portOf, centre }: TrainingSurroundings): ConfigurationText {
  return {
    station: { id: TRAINING_STATION_ID, name: 'Øvingshjemmet', locale: 'nb' },
    ports: SAMPLE_RADARS.map((radar) => ({
      path: portOf(radar),
      protocol: 'mr60fda',
      variant: radar.variant,
      device: radar.id,
    })),
    residents: SAMPLE_RESIDENTS,
    devices: SAMPLE_RADARS.map(({ id, resident: residentId, placement }) => ({
      id,
      protocol: 'mr60fda',
      resident: residentId,
      placement,
    })),
    people: SAMPLE_PEOPLE,
    careCentre: { paths: [{ kind: 'https', url: centre.url, token: centre.token }], heartbeatSeconds: 10 },
  }
}

function resident(unit: string, floor: string, name: string, birthYear: number) {
  return { id: `r-${unit}`, name, birthYear, home: { address: 'Solbakken 2', unit, floor } }
}
