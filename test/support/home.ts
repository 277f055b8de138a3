/** The home that the proofs watch: residents with a fall radar each, one caregiver, one care centre. */
import type { ConfigurationText } from '../../station/config/configuration.ts'

export const STATION_ID = 'solbakken'
export const CAREGIVER = 'kari'

export interface HomeRadar {
  readonly device: string
  readonly port: string
  readonly supervisionSeconds?: number
}

/** Radars without words on silence are given an hour, so that only falls raise alarms. */
export function homeWith(
  radars: readonly HomeRadar[],
  centre: { readonly url: string; readonly token: string } | null,
): ConfigurationText {
  return {
    station: { id: STATION_ID, name: 'Solbakken omsorgsboliger', locale: 'nb' },
    ports: radars.map(({ device, port }) => ({
      path: port,
      protocol: 'mr60fda',
      variant: 'r60-fda1',
      device,
    })),
    residents: radars.map(({ device }) => ({
      id: `r-${device}`,
      name: 'Ingrid Solberg',
      home: { unit: '204', floor: '2' },
    })),
    devices: radars.map(({ device, supervisionSeconds }) => ({
      id: device,
      protocol: 'mr60fda',
      resident: `r-${device}`,
      placement: 'bathroom',
      supervisionSeconds: supervisionSeconds ?? 3600,
    })),
    people: [
      { id: CAREGIVER, name: 'Kari Nordmann', role: 'caregiver' },
      { id: 'ola', name: 'Ola Hansen', role: 'caregiver' },
    ],
    ...(centre === null
      ? {}
      : { careCentre: { paths: [{ kind: 'https', ...centre }], heartbeatSeconds: 1 } }),
  }
}
