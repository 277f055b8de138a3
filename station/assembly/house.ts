/** The station itself as screens set it up, over its parts. */
import type { AlarmEffects } from '../alarms/effects.ts'
import type { KeyStore } from '../config/key-store.ts'
import type { Clock } from '../clock.ts'
import { checkPaths } from '../house/check-paths.ts'
import { HouseDesk, type CentreWays } from '../house/house-desk.ts'
import type { PeopleRoom } from '../people/people-room.ts'
import { PeopleStore } from '../people/people-store.ts'
import type { Log } from '../services.ts'
import { seenByCentre } from '../store/command-rows.ts'
import { waitingMessageIds } from '../store/outbox-rows.ts'
import type { StoredState } from './stored-state.ts'

export interface HouseSources {
  readonly people: Pick<PeopleRoom, 'parts'>
  readonly effects: AlarmEffects
  readonly clock: Clock
  readonly log: Log
  readonly centre: CentreWays
  readonly keyStore: KeyStore
  /** What stands on the paper has changed: the station's name, who is called, by which number. */
  readonly onPaper: () => void
}

export function createHouse(
  { setup, registry, deadlines, book, writeQueue, audit }: StoredState,
  { people, effects, clock, log, centre, keyStore, onPaper }: HouseSources,
): HouseDesk {
  const { roster, shifts, sessions, plan } = people.parts
  return new HouseDesk({
    setup,
    plan,
    deadlines,
    open: () => book.open(),
    shifts,
    roster,
    store: new PeopleStore({ writeQueue, audit, clock }),
    checkPaths: (paths) =>
      checkPaths(paths, { stationId: setup.station.id, registry: () => registry, clock, log }),
    centre,
    isSending: async ({ manager }) =>
      (await waitingMessageIds(manager)).some((row) => row.rejected_code === null),
    seenByCentre: ({ manager }, alarmId) => seenByCentre(manager, alarmId),
    keyStore,
    onStation: () => {
      sessions.tellAll()
      onPaper()
    },
    onCalls: onPaper,
    onLadder: () => {
      effects.alarmsChanged([...book.open()], [], [])
    },
  })
}
