/** The residents' room over the parts of a station. */
import type { Absence } from '../../shared/domain/absence.ts'
import type { Cause } from '../../shared/domain/alarm.ts'
import { EVENT_KINDS } from '../../shared/domain/device-event.ts'
import { ruleFor } from '../alarms/rules.ts'
import type { Clock } from '../clock.ts'
import { eventOf } from '../devices/event-of.ts'
import { PeopleStore } from '../people/people-store.ts'
import { AbsenceDesk } from '../residents/absence-desk.ts'
import { PaperKeeper } from '../residents/paper-keeper.ts'
import { ResidentDesk } from '../residents/resident-desk.ts'
import { ResidentViews } from '../residents/resident-views.ts'
import type { ResidentsRoom } from '../residents/residents-room.ts'
import type { Log } from '../services.ts'
import { readHeldBack } from '../store/held-back-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import type { AlarmParts } from './alarms.ts'
import type { BoardParts } from './board.ts'
import type { StoredState } from './stored-state.ts'
import type { TimeRules } from './time-rules.ts'

export interface ResidentSources {
  readonly reader: RowSource
  readonly dataFolder: string
  readonly refreshRegistry: () => Promise<void>
  readonly board: Pick<BoardParts, 'publish'>
  readonly alarms: Pick<AlarmParts, 'intake'>
  readonly timeRules: TimeRules
  readonly clock: Clock
  readonly log: Log
}

export function createResidents(state: StoredState, sources: ResidentSources): ResidentsRoom {
  const { registry, writeQueue, audit, absences: book, setup } = state
  const { reader, dataFolder, refreshRegistry, board, alarms, timeRules, clock, log } = sources
  const store = new PeopleStore({ writeQueue, audit, clock })
  const paper = new PaperKeeper({
    dataFolder,
    setup,
    registry,
    absences: book,
    store,
    reader,
    clock,
    log,
  })
  // Whoever is called by telephone stands on it as well.
  registry.onReplaced(() => {
    paper.changed()
  })
  const onChanged = async (residentId: string): Promise<void> => {
    await refreshRegistry()
    board.publish([...state.book.openOfResident(residentId)], [])
    paper.changed()
  }
  /** A device tells a level once: what it told meanwhile and still holds would never be heard. */
  const ringHeldBack = async ({ residentId, silences }: Absence): Promise<void> => {
    const silent: readonly Cause[] = silences
    const kinds = EVENT_KINDS.filter((kind) => silent.includes(ruleFor(kind, true)?.cause ?? 'fault'))
    const own = [...registry.devices()].filter((device) => device.resident_id === residentId)
    for (const device of own) {
      const levels = await readHeldBack(reader, device.id, kinds)
      const [at, receivedAt] = [clock.wall(), clock.mono()]
      await alarms.intake.take(
        levels.map(({ kind, value }) => ({
          event: eventOf(device, kind, value, at, null),
          receivedAt,
          remember: null,
        })),
      )
    }
  }
  return {
    views: new ResidentViews({
      registry,
      absences: book,
      store,
      reader,
      clock,
      withUnfedRules: () => timeRules.desk.unfed(),
    }),
    desk: new ResidentDesk({ store, reader, onChanged, onLeft: timeRules.refresh }),
    absences: new AbsenceDesk({
      book,
      registry,
      store,
      clock,
      onChanged,
      countAnew: async (absence, isSeen) => {
        timeRules.watch.forgetHeldBack(absence.residentId)
        await timeRules.refresh()
        if (!isSeen) await ringHeldBack(absence)
      },
      log,
    }),
    paper,
  }
}
