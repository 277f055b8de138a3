/** The house of the long night: radars, cords and water sensors behind a stick, call points on a line; three on duty. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashPin } from '../../../station/people/pin.ts'
import type { ConfigurationText } from '../../../station/config/configuration.ts'
import { CareCentre } from '../../support/centre-process.ts'
import type { CleanUp } from '../../support/clean-up.ts'
import { EnoceanWire } from '../../support/enocean-wire.ts'
import { EspaWire } from '../../support/espa-wire.ts'
import { STATION_ID } from '../../support/home.ts'
import { FALL, HEARTBEAT, RadarWire } from '../../support/radar-wire.ts'

/** Codes of the three, as they chose them. */
export const CODES = { kari: '482915', ola: '730264', mona: '615928' } as const
export type Caregiver = keyof typeof CODES
export const NAMES = { kari: 'Kari Nordmann', ola: 'Ola Hansen', mona: 'Mona Ruud' } as const

const CORDS = 12
const CALL_POINTS = 3
/** Nobody falls silent within the test. */
const NEVER_SILENT = { supervisionSeconds: 3600 } as const

export interface NightHouse {
  readonly centre: CareCentre
  readonly data: string
  readonly configurationFile: string
  /** Bytes on a wire: a fall of a resident, the pull of the n-th cord, water in a flat, a call point's call. */
  readonly falls: (who: 'ingrid' | 'olav') => void
  readonly pulls: (cord: number) => void
  readonly leaks: () => void
  readonly calls: (callPoint: number) => void
}

const hex = (number: number) => number.toString(16).padStart(8, '0')
const cordAddress = (cord: number) => hex(0x002a_3b00 + cord)
const LEAK_ADDRESS = '00310001'

export async function nightHouse(cleanUp: CleanUp, folder: string): Promise<NightHouse> {
  const [ingrid, olav, stick, line, centre] = await Promise.all([
    RadarWire.plugged(cleanUp),
    RadarWire.plugged(cleanUp),
    EnoceanWire.plugged(cleanUp),
    EspaWire.plugged(cleanUp),
    CareCentre.started(cleanUp, join(folder, 'centre')),
  ])
  const ports = { ingrid: ingrid.port, olav: olav.port, stick: stick.port, line: line.port }
  const configurationFile = join(folder, 'house.json')
  await writeFile(configurationFile, JSON.stringify(await house(ports, centre)))
  const radars = { ingrid, olav }
  return {
    centre,
    data: join(folder, 'station'),
    configurationFile,
    falls: (who) => {
      radars[who].write(HEARTBEAT, FALL)
    },
    pulls: (cord) => {
      stick.act(`press:${cordAddress(cord)}`)
      stick.act(`release:${cordAddress(cord)}`)
    },
    leaks: () => {
      stick.act(`water:${LEAK_ADDRESS}`)
    },
    calls: (callPoint) => {
      line.act(`high:${String(301 + callPoint)}`)
    },
  }
}

async function house(
  ports: Readonly<Record<'ingrid' | 'olav' | 'stick' | 'line', string>>,
  centre: CareCentre,
): Promise<ConfigurationText> {
  const people = await Promise.all(
    (['kari', 'ola', 'mona'] as const).map(async (id) => ({
      id,
      name: NAMES[id],
      role: 'caregiver' as const,
      pin: await hashPin(CODES[id]),
    })),
  )
  const cords = Array.from({ length: CORDS }, (_, cord) => cord)
  const callPoints = Array.from({ length: CALL_POINTS }, (_, point) => String(301 + point))
  const home = (unit: string, name: string) => ({
    id: `r-${unit}`,
    name,
    home: { unit, floor: unit.slice(0, 1) },
  })
  const radar = (id: string, resident: string) => ({
    id,
    protocol: 'mr60fda' as const,
    resident,
    placement: 'bathroom',
    ...NEVER_SILENT,
  })
  const sensor = (id: string, address: string, eep: string, resident: string, placement: string) => ({
    id,
    protocol: 'enocean-esp3' as const,
    address,
    eep,
    resident,
    placement,
  })
  return {
    station: { id: STATION_ID, name: 'Solbakken omsorgsboliger', locale: 'nb' },
    ports: [
      { path: ports.ingrid, protocol: 'mr60fda', variant: 'r60-fda1', device: 'radar-204-bath' },
      { path: ports.olav, protocol: 'mr60fda', variant: 'r60-fda1', device: 'radar-112-bath' },
      { path: ports.stick, protocol: 'enocean-esp3' },
      { path: ports.line, protocol: 'espa-444' },
    ],
    residents: [
      home('204', 'Ingrid Solberg'),
      home('112', 'Olav Berg'),
      ...cords
        .map((cord) => home(String(101 + cord), `Beboer ${String(101 + cord)}`))
        .filter(({ id }) => id !== 'r-112'),
      ...callPoints.map((unit) => home(unit, `Beboer ${unit}`)),
    ],
    devices: [
      radar('radar-204-bath', 'r-204'),
      radar('radar-112-bath', 'r-112'),
      ...cords.map((cord) => {
        const unit = String(101 + cord)
        return sensor(`cord-${unit}`, cordAddress(cord), 'f6-02-01', `r-${unit}`, 'bedroom')
      }),
      sensor('leak-204', LEAK_ADDRESS, 'f6-05-01', 'r-204', 'kitchen'),
      ...callPoints.map((unit) => ({
        id: `call-${unit}`,
        protocol: 'espa-444' as const,
        port: ports.line,
        address: unit,
        resident: `r-${unit}`,
        placement: 'bathroom',
      })),
    ],
    people,
    careCentre: { paths: [{ kind: 'https', ...centre.path }], heartbeatSeconds: 1 },
  }
}
