/** The residents' room over the parts of a station. */
import type { Clock } from '../clock.ts'
import { PeopleStore } from '../people/people-store.ts'
import { AbsenceDesk } from '../residents/absence-desk.ts'
import { PaperKeeper } from '../residents/paper-keeper.ts'
import { ResidentDesk } from '../residents/resident-desk.ts'
import { ResidentViews } from '../residents/resident-views.ts'
import type { ResidentsRoom } from '../residents/residents-room.ts'
import type { Log } from '../services.ts'
import type { RowSource } from '../store/row-source.ts'
import type { BoardParts } from './board.ts'
import type { StoredState } from './stored-state.ts'
import type { TimeRules } from './time-rules.ts'

export interface ResidentSources {
  readonly reader: RowSource
  readonly dataFolder: string
  readonly refreshRegistry: () => Promise<void>
  readonly board: Pick<BoardParts, 'publish'>
  readonly timeRules: TimeRules
  readonly clock: Clock
  readonly log: Log
}

export function createResidents(state: StoredState, sources: ResidentSources): ResidentsRoom {
  const { registry, writeQueue, audit, absences: book, setup } = state
  const { reader, dataFolder, refreshRegistry, board, timeRules, clock, log } = sources
  const store = new PeopleStore({ writeQueue, audit, clock })
  const paper = new PaperKeeper({
    dataFolder,
    station: setup.station,
    absences: book,
    store,
    reader,
    clock,
    log,
  })
  const onChanged = async (residentId: string): Promise<void> => {
    await refreshRegistry()
    board.publish([...state.book.openOfResident(residentId)], [])
    paper.changed()
  }
  return {
    views: new ResidentViews({ registry, absences: book, store, reader, clock }),
    desk: new ResidentDesk({ store, reader, onChanged, onLeft: timeRules.refresh }),
    absences: new AbsenceDesk({
      book,
      registry,
      store,
      clock,
      onChanged,
      askRulesAnew: async (residentId) => {
        timeRules.watch.forgetHeldBack(residentId)
        await timeRules.refresh()
      },
      log,
    }),
    paper,
  }
}
