/** Everything of the night room that is no step at an alarm, as the API calls it. */
import type { Home } from '../../shared/api/night.ts'
import type { ReportDesk } from '../alarms/report-desk.ts'
import type { Registry } from '../devices/registry.ts'

export interface NightRoomParts {
  readonly reports: ReportDesk
  readonly registry: Registry
}

export class NightRoom {
  constructor(readonly parts: NightRoomParts) {}

  /** Of residents who live here now, by flat, then name. */
  homes(): readonly Home[] {
    const here = [...this.parts.registry.residents()].filter((resident) => resident.left_at === null)
    return here
      .map(({ id, name, unit, floor }) => ({ residentId: id, name, unit, floor }))
      .sort((a, b) => byWords(a.unit ?? '', b.unit ?? '') || byWords(a.name, b.name))
  }
}

function byWords(a: string, b: string): number {
  return a.localeCompare(b, 'nb', { numeric: true })
}
