/** The way in for events and for what people do to alarms, over one store. */
import { Desk, type DeskParts } from '../alarms/desk.ts'
import type { AlarmEffects } from '../alarms/effects.ts'
import type { DeviceStanding } from '../alarms/placed-event.ts'
import { EngineWatch } from '../alarms/engine-watch.ts'
import { Intake } from '../alarms/intake.ts'
import type { Clock } from '../clock.ts'
import type { Log, StationMetrics } from '../services.ts'
import { EvidenceKeeper } from '../store/evidence.ts'
import type { StoredState } from './stored-state.ts'

export interface AlarmParts {
  readonly deskParts: DeskParts
  readonly desk: Desk
  readonly intake: Intake
  readonly evidence: EvidenceKeeper
  readonly engine: EngineWatch
  readonly standingOf: (deviceId: string) => DeviceStanding | undefined
}

export function createAlarms(
  { writeQueue, book, audit, deadlines, health }: StoredState,
  {
    effects,
    metrics,
    clock,
    log,
    standingOf,
  }: {
    effects: AlarmEffects
    metrics: StationMetrics
    clock: Clock
    log: Log
    standingOf: AlarmParts['standingOf']
  },
): AlarmParts {
  const evidence = new EvidenceKeeper(writeQueue, (reason) => {
    log.warn({ reason }, 'wire evidence could not be kept')
  })
  const deskParts = { writeQueue, book, audit, deadlines, effects, clock }
  const intake = new Intake({
    ...deskParts,
    metrics,
    log,
    standingOf,
    keepRefused: ({ event }, { code }) => {
      const { deviceId, receivedAt, raw } = event
      evidence.keepFrame(deviceId, receivedAt, `refused-${code}`, Buffer.from(raw ?? '', 'hex'))
    },
  })
  const engine = new EngineWatch({ ...deskParts, canStore: () => health.state === 'ok', log })
  return { deskParts, desk: new Desk(deskParts), intake, evidence, engine, standingOf }
}
