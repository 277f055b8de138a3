/** The people's room over the parts of a station. */
import { z } from 'zod'
import { LOCK_AFTER_MINUTES } from '../../shared/api/people.ts'
import { OwnersWhoLeft } from '../alarms/owners-who-left.ts'
import type { BoardFeed } from '../api/board-feed.ts'
import type { Clock } from '../clock.ts'
import { CallNumbers } from '../people/call-numbers.ts'
import { LOCK_AFTER_KEY, PeopleDesk } from '../people/people-desk.ts'
import { PeopleRoom } from '../people/people-room.ts'
import { PeopleStore } from '../people/people-store.ts'
import { Receivers } from '../people/receivers.ts'
import { RefusalLog } from '../people/refusal-log.ts'
import { Roster } from '../people/roster.ts'
import { SCREEN_NAMES_KEY, ScreenBook } from '../people/screen-book.ts'
import { SessionBook } from '../people/session-book.ts'
import { ShiftBook } from '../people/shift-book.ts'
import { SignInDesk } from '../people/sign-in-desk.ts'
import type { Log } from '../services.ts'
import { readOnCallPlan } from '../store/on-call-rows.ts'
import { readFailures } from '../store/person-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { readSessions } from '../store/session-rows.ts'
import { readSetting } from '../store/setting-rows.ts'
import { hasShifts, readRunningShifts } from '../store/shift-rows.ts'
import type { AlarmParts } from './alarms.ts'
import type { StoredState } from './stored-state.ts'

export interface PeopleSources {
  readonly alarms: Pick<AlarmParts, 'desk' | 'deskParts'>
  readonly reader: RowSource
  /** The registry holds what was committed. */
  readonly refreshRegistry: () => Promise<void>
  readonly feed: Pick<BoardFeed, 'publishPeople'>
  /** A screen is called otherwise: open alarms that tell of it are shown anew. */
  readonly onScreenNamed: (screenId: string) => void
  readonly clock: Clock
  readonly log: Log
}

export async function createPeople(state: StoredState, sources: PeopleSources): Promise<PeopleRoom> {
  const { registry, writeQueue, audit, setup } = state
  const { alarms, reader, refreshRegistry, feed, onScreenNamed, clock, log } = sources
  const roster = new Roster(registry)
  const store = new PeopleStore({ writeQueue, audit, clock })
  const sessions = new SessionBook(await readSessions(reader), { wall: clock.wall(), mono: clock.mono() })
  const lockAfter = {
    minutes: Number((await readSetting(reader, LOCK_AFTER_KEY)) ?? LOCK_AFTER_MINUTES.usual),
  }
  const refresh = async (): Promise<void> => {
    await refreshRegistry()
    feed.publishPeople(roster.tiles())
    sessions.tellAll()
  }
  const signIn = new SignInDesk({ roster, sessions, store, clock, refresh }, await readFailures(reader))
  const plan = { turns: await readOnCallPlan(reader) }
  const former = () => registry.formerPeople()
  const { desk, deskParts } = alarms
  const owners = new OwnersWhoLeft({ ...deskParts, desk, former })
  const shifts = new ShiftBook(
    {
      roster,
      store,
      reader,
      clock,
      plan,
      owners,
      nameOf: (personId) => registry.personOnAlarm(personId).name,
    },
    await readRunningShifts(reader),
    await hasShifts(reader),
  )
  const people = new PeopleDesk({
    roster,
    former,
    signIn,
    shifts,
    store,
    owners,
    refresh,
    lockAfter,
  })
  const numbers = new CallNumbers({ roster, shifts, setup, store, reader })
  const receivers = new Receivers({
    roster,
    shifts,
    connections: () => sessions.connections(),
    store,
    reader,
  })
  const screens = new ScreenBook(
    { store, connections: () => sessions.connections(), onNamed: onScreenNamed },
    namesIn(await readSetting(reader, SCREEN_NAMES_KEY)),
  )
  const refusals = new RefusalLog(store, clock, log)
  return new PeopleRoom({
    roster,
    sessions,
    signIn,
    people,
    shifts,
    owners,
    refusals,
    numbers,
    receivers,
    screens,
    lockAfter,
    plan,
    log,
  })
}

function namesIn(stored: string | undefined): ReadonlyMap<string, string> {
  return new Map(z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(stored ?? '[]')))
}
