/** Supervision over everything that may fail without a word. */
import { findProtocol } from '../../device-drivers/protocols.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { ClockWatch } from '../supervision/clock-watch.ts'
import type { DatabaseWatch } from '../supervision/database-watch.ts'
import type { DutyWatch } from '../supervision/duty-watch.ts'
import { MachineWatch } from '../supervision/machine-watch.ts'
import type { PathFacts } from '../supervision/station-conditions.ts'
import { Supervisor } from '../supervision/supervisor.ts'
import type { Way, Ways } from '../sync/ways.ts'
import type { DeviceParts } from './devices.ts'
import type { StoredState } from './stored-state.ts'

export interface SupervisionSources {
  readonly devices: DeviceParts
  readonly database: DatabaseWatch
  readonly ways: Ways
  readonly dataFolder: string
  readonly duty: DutyWatch
  readonly clock: Clock
  readonly log: Log
}

export function createSupervision(state: StoredState, sources: SupervisionSources): Supervisor {
  const { devices, database, ways, dataFolder, duty, clock, log } = sources
  const { registry, health } = state
  return new Supervisor({
    desk: devices.faultDesk,
    silence: devices.silence,
    receivers: devices.receivers,
    heard: devices.heard,
    house: () => ({
      devices: [...registry.devices()],
      findProtocol,
      factsOf: ({ id, variant, eep, settings }) => ({
        variant,
        eep,
        settings,
        memory: devices.memory.get(id) ?? {},
      }),
    }),
    batteries: devices.batteries,
    database,
    machine: new MachineWatch(dataFolder),
    clockWatch: new ClockWatch(),
    centre: () => ways.all.map(pathFacts),
    duty,
    canStore: () => health.state === 'ok',
    clock,
    log,
  })
}

function pathFacts({ name, state: { link, failingSince, lastFailure } }: Way): PathFacts {
  return { name, link, failingSince, failure: lastFailure }
}
