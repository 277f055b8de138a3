/** Supervision over everything that may fail without a word. */
import { findProtocol } from '../../device-drivers/protocols.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { ClockWatch } from '../supervision/clock-watch.ts'
import type { DatabaseWatch } from '../supervision/database-watch.ts'
import type { DutyWatch } from '../supervision/duty-watch.ts'
import { MachineWatch } from '../supervision/machine-watch.ts'
import type { CentreFacts } from '../supervision/station-conditions.ts'
import { Supervisor } from '../supervision/supervisor.ts'
import type { PathState } from '../sync/path-state.ts'
import type { DeviceParts } from './devices.ts'
import type { StoredState } from './stored-state.ts'

export interface SupervisionSources {
  readonly devices: DeviceParts
  readonly database: DatabaseWatch
  /** Undefined where no centre is configured. */
  readonly path: PathState | undefined
  readonly dataFolder: string
  readonly duty: DutyWatch
  readonly clock: Clock
  readonly log: Log
}

export function createSupervision(state: StoredState, sources: SupervisionSources): Supervisor {
  const { devices, database, path, dataFolder, duty, clock, log } = sources
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
    centre: () => (path === undefined ? undefined : centreFacts(path)),
    duty,
    canStore: () => health.state === 'ok',
    clock,
    log,
  })
}

function centreFacts({ link, failingSince, lastFailure }: PathState): CentreFacts {
  return { link, failingSince, failure: lastFailure }
}
