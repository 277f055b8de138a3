/** Everything of the night room that is no step at an alarm, as the API calls it. */
import { MOST_FOUND, type Found, type Home, type SearchTerm } from '../../shared/api/night.ts'
import type { LockedCall } from '../../shared/domain/locked-call.ts'
import type { LockedHelp, ReportDesk } from '../alarms/report-desk.ts'
import type { ClientConnection } from '../people/client-connection.ts'
import type { Registry } from '../devices/registry.ts'
import type { SightLog } from '../people/sight-log.ts'
import type { BoardReader } from '../services.ts'
import type { RowSource } from '../store/row-source.ts'
import { searchAlarms } from '../store/search-rows.ts'
import { foundDevices, foundResidents, soughtAlarms, type House } from './search.ts'
import type { ShiftReports } from './shift-reports.ts'

export interface NightRoomParts {
  readonly reports: ReportDesk
  readonly shiftReports: ShiftReports
  readonly sights: SightLog
  readonly registry: Registry
  readonly reader: RowSource
  readonly view: BoardReader
}

export class NightRoom {
  constructor(readonly parts: NightRoomParts) {}

  /** Of residents who live here now, by flat, then name. */
  homes(): readonly Home[] {
    const here = [...this.parts.registry.residents()].filter((resident) => resident.left_at === null)
    return here
      .map(({ id, name, unit, floor }) => ({ residentId: id, name, unit, floor }))
      .sort((a, b) => byWords(`${a.unit ?? ''} ${a.name}`, `${b.unit ?? ''} ${b.name}`))
  }

  /** Whoever finds somebody on the floor says whose flat it is, also where names are not theirs to read. */
  homesFor(readsNames: boolean): readonly (Omit<Home, 'name'> & { readonly name: string | null })[] {
    if (readsNames) return this.homes()
    return this.homes().flatMap((home) => (home.unit === null ? [] : [{ ...home, name: null }]))
  }

  /** From a screen where nobody is signed in; what the station saw there goes before what the screen remembers. */
  helpFromLockedScreen(
    { address, lastPersonId: seen, screen }: Pick<ClientConnection, 'address' | 'lastPersonId' | 'screen'>,
    { from, lastPersonId: remembered }: Pick<LockedCall, 'from' | 'lastPersonId'>,
  ): Promise<LockedHelp> {
    const { reports, registry } = this.parts
    const last = seen ?? remembered
    const lastPersonId = last === null || registry.person(last) === undefined ? null : last
    return reports.askForHelpLocked({ from, address, lastPersonId, screenId: screen?.id ?? null })
  }

  async search(terms: readonly SearchTerm[]): Promise<Found> {
    const { reader, view } = this.parts
    const house = this.#house()
    const ids = await searchAlarms(reader, soughtAlarms(terms, house), MOST_FOUND.alarms)
    const residents = new Set(foundResidents(terms, house).map(({ id }) => id))
    const nameOf = new Map(house.residents.map(({ id, name }) => [id, name]))
    return {
      alarms: [...(await view.cards(ids))],
      residents: this.homes()
        .filter(({ residentId }) => residents.has(residentId))
        .slice(0, MOST_FOUND.residents),
      devices: foundDevices(terms, house)
        .slice(0, MOST_FOUND.devices)
        .map(({ id, protocol, placement, residentId }) => ({
          deviceId: id,
          protocol,
          placement,
          residentName: residentId === null ? null : (nameOf.get(residentId) ?? null),
        })),
    }
  }

  #house(): House {
    const { registry } = this.parts
    return {
      residents: [...registry.residents()],
      devices: [...registry.devices()].map(({ id, protocol, placement, address, resident_id }) => ({
        id,
        protocol,
        placement,
        address,
        residentId: resident_id,
      })),
      people: [...registry.people(), ...registry.formerPeople()],
    }
  }
}

function byWords(a: string, b: string): number {
  return a.localeCompare(b, 'nb', { numeric: true })
}
