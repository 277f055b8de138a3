/** In which order the parts of a station begin and end: what takes alarms in begins last and ends first. */
import type { Escalator } from '../alarms/escalator.ts'
import type { PeopleRoom } from '../people/people-room.ts'
import type { ResidentsRoom } from '../residents/residents-room.ts'
import type { Log } from '../services.ts'
import type { OpenedStore } from '../store/open-store.ts'
import { StoreError } from '../store/store-error.ts'
import type { DatabaseWatch } from '../supervision/database-watch.ts'
import type { Supervisor } from '../supervision/supervisor.ts'
import type { TechnicianRoom } from '../technician/technician-room.ts'
import type { Vitals } from '../vitals.ts'
import type { AlarmParts } from './alarms.ts'
import type { CentreLink } from './centre-link.ts'
import type { DeviceParts } from './devices.ts'
import type { StoredState } from './stored-state.ts'
import type { TimeRules } from './time-rules.ts'

/** How often "last heard" goes to disk; what a restart may forget of it. */
const WRITE_HEARD_MS = 60_000
/** A large file is checked when the rush after a restart is over. */
const CHECK_AFTER_MS = 60_000

export interface RunningParts {
  readonly store: OpenedStore
  readonly database: DatabaseWatch
  readonly alarms: AlarmParts
  readonly timeRules: TimeRules
  readonly devices: DeviceParts
  readonly centre: CentreLink
  readonly technician: TechnicianRoom
  readonly people: PeopleRoom
  readonly residents: ResidentsRoom
  readonly supervisor: Supervisor
  readonly escalator: Escalator
  readonly vitals: Vitals
  readonly log: Log
}

export interface Run {
  /** Resolves when every port has been tried once. */
  start(): Promise<void>
  stop(): Promise<void>
}

export function createRun({ health, writeQueue }: StoredState, parts: RunningParts): Run {
  const { alarms, timeRules, devices, centre, technician, people, residents } = parts
  const { supervisor, escalator, vitals } = parts
  let heardTimer: NodeJS.Timeout | undefined
  let checkTimer: NodeJS.Timeout | undefined
  return {
    start: async () => {
      await vitals.start()
      health.startProbing(writeQueue)
      centre.outbox.start()
      heardTimer = setInterval(() => void devices.keepHeard(), WRITE_HEARD_MS)
      const { check } = parts.store
      if (check !== undefined)
        checkTimer = setTimeout(() => void checkInBackground(check, parts), CHECK_AFTER_MS)
      escalator.start()
      supervisor.start()
      alarms.engine.start()
      timeRules.watch.start()
      technician.start()
      people.start()
      residents.absences.start()
      residents.paper.start()
      await devices.hub.start()
      await vitals.refresh()
      void alarms.intake.rehearse()
    },
    stop: async () => {
      await vitals.announceStop()
      clearInterval(heardTimer)
      clearTimeout(checkTimer)
      technician.stop()
      people.stop()
      await residents.absences.stop()
      await residents.paper.stop()
      await devices.hub.stop()
      await supervisor.stop()
      await alarms.engine.stop()
      await timeRules.watch.stop()
      await escalator.stop()
      await centre.outbox.announceStop()
      await centre.outbox.stop()
      vitals.stop()
      health.stop()
      await alarms.evidence.flush()
      await devices.flushMemory()
      await devices.keepHeard()
      await writeQueue.close()
    },
  }
}

/** A large file is checked while the station already receives alarms; a finding is loud, not an end. */
async function checkInBackground(
  check: () => Promise<void>,
  { database, log }: Pick<RunningParts, 'database' | 'log'>,
): Promise<void> {
  try {
    await check()
  } catch (error) {
    if (error instanceof StoreError && error.code === 'interrupted') return
    log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'the database is damaged')
    database.damaged()
  }
}
