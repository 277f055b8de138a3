/** The night room over the parts of a station. */
import type { BoardView } from '../alarms/board-view.ts'
import type { DeskParts } from '../alarms/desk.ts'
import { ReportDesk } from '../alarms/report-desk.ts'
import type { Clock } from '../clock.ts'
import { NightRoom } from '../night/night-room.ts'
import { ShiftReports } from '../night/shift-reports.ts'
import { PeopleStore } from '../people/people-store.ts'
import { SightLog } from '../people/sight-log.ts'
import type { RowSource } from '../store/row-source.ts'
import type { StoredState } from './stored-state.ts'

export function createNight(
  { registry, writeQueue, audit }: StoredState,
  {
    deskParts,
    view,
    reader,
    clock,
  }: { deskParts: DeskParts; view: BoardView; reader: RowSource; clock: Clock },
): NightRoom {
  const store = new PeopleStore({ writeQueue, audit, clock })
  const sights = new SightLog(store)
  const shiftReports = new ShiftReports({
    reader,
    store,
    clock,
    sights,
    cardOf: (alarm) => view.cardOf(alarm),
    personOf: (id) => registry.personOnAlarm(id),
  })
  return new NightRoom({ reports: new ReportDesk(deskParts), shiftReports, sights, registry, reader, view })
}
