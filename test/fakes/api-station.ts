/** A station without a store: a few alarms in memory under the real lifecycle. For tests of the API alone. */
import type { Alarm } from '../../shared/domain/alarm.ts'
import type { AlarmInput } from '../../shared/domain/alarm-input.ts'
import { decideStep, raiseAlarm } from '../../shared/domain/alarm-lifecycle.ts'
import type { AlarmCard, CalmProof } from '../../shared/api/board.ts'
import { BoardFeed } from '../../station/api/board-feed.ts'
import type { StationHealth } from '../../station/api/health.ts'
import { RuleDesk } from '../../station/alarms/time-rules/rule-desk.ts'
import type { ResidentsRoom } from '../../station/residents/residents-room.ts'
import { HouseDesk } from '../../station/house/house-desk.ts'
import { createRouter } from '../../station/api/router.ts'
import { NightRoom } from '../../station/night/night-room.ts'
import { Attendance } from '../../station/supervision/attendance.ts'
import type { PeopleRoom } from '../../station/people/people-room.ts'
import type { AlarmDesk, BoardReader, DeskResult, Log } from '../../station/services.ts'
import { TechnicianRoom } from '../../station/technician/technician-room.ts'
import type { TrainingAct, TrainingControl } from '../../station/training/training-control.ts'
import { openPeople } from './open-people.ts'

export const CALM: CalmProof = {
  devices: { expected: 1, heard: 1, silent: [] },
  lastHeard: null,
  centre: { link: 'none', lastContactAt: null, waiting: 0, oldestWaitingAt: null },
  ports: [],
  database: 'ok',
}

const HEALTHY: StationHealth = {
  status: 'ok',
  database: 'ok',
  ports: [],
  centre: { link: 'none', lastContactAt: null, paths: [] },
  openAlarms: 0,
  outbox: { waiting: 0, oldestSeconds: 0 },
}

const PEOPLE = [
  { id: 'kari', name: 'Kari Nordmann', role: 'caregiver' },
  { id: 'ola', name: 'Ola Hansen', role: 'caregiver' },
]

export class StorageFull extends Error {}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: Readonly<Record<string, unknown>>
  readonly message: string
}

export function apiStation(
  options: {
    training?: boolean
    people?: PeopleRoom
    residents?: ResidentsRoom
    house?: HouseDesk
    rules?: RuleDesk
    night?: NightRoom
    reader?: BoardReader
    desk?: AlarmDesk
    attendance?: Attendance
  } = {},
) {
  const alarms = new Map<string, Alarm>()
  const observed: { seconds: number; priority: string }[] = []
  const logged: LogLine[] = []
  const acts: { deviceId: string; act: TrainingAct }[] = []
  const state = { now: 1_800_000_000_000, mono: 0, failure: undefined as Error | undefined, health: HEALTHY }

  const log: Log = {
    info: (fields, message) => void logged.push({ level: 'info', fields, message }),
    warn: (fields, message) => void logged.push({ level: 'warn', fields, message }),
    error: (fields, message) => void logged.push({ level: 'error', fields, message }),
  }
  const feed = new BoardFeed({
    run: 'run-1',
    clock: { wall: () => state.now, mono: () => state.mono },
    metrics: { observeBoard: (seconds, priority) => void observed.push({ seconds, priority }) },
  })
  const training: TrainingControl = {
    devices: () => [{ deviceId: 'radar-1', residentName: 'Ingrid Solberg', placement: 'bathroom' }],
    act: (deviceId, act) => {
      if (deviceId !== 'radar-1') return Promise.resolve('unknown-device')
      acts.push({ deviceId, act })
      return Promise.resolve('done')
    },
  }
  const cards = (): AlarmCard[] => [...alarms.values()].map(cardOf)
  const people = options.people ?? openPeople(PEOPLE, log)
  const take = (alarmId: string, input: AlarmInput): Promise<DeskResult> => {
    if (state.failure !== undefined) return Promise.reject(state.failure)
    const alarm = alarms.get(alarmId)
    if (alarm === undefined) return Promise.resolve({ ok: false, code: 'unknown-alarm', ownerId: null })
    const step = decideStep(alarm, input, state.now)
    if (!step.ok) return Promise.resolve({ ok: false, code: step.code, ownerId: alarm.ownerId })
    alarms.set(alarmId, step.alarm)
    feed.publishCards([cardOf(step.alarm)], [])
    return Promise.resolve({ ok: true, alarm: step.alarm })
  }
  const attendance = options.attendance ?? new Attendance()
  const router = createRouter({
    people,
    desk: options.desk ?? {
      take,
      takeTogether: async (alarmId, input, alongside) => {
        const result = await take(alarmId, input)
        for (const { alarmId: other, seenRevision } of alongside)
          await take(other, 'seenRevision' in input ? { ...input, seenRevision } : input)
        return result
      },
      reopen: (alarmId, { id }) => take(alarmId, { type: 'reopened', actor: { kind: 'person', id } }),
      shelve: (alarmId, input) => take(alarmId, { ...input, latest: input.until }),
      unshelve: (alarmId, actor) => take(alarmId, { type: 'unshelved', actor, reason: 'taken-off-shelf' }),
      latestShelfEnd: () => state.now,
    },
    reader: options.reader ?? {
      openCards: () => Promise.resolve(cards().filter((card) => card.state !== 'resolved')),
      cards: (ids) => Promise.resolve(cards().filter((card) => ids.includes(card.alarmId))),
      people: () => Promise.resolve(PEOPLE),
      chain: (id) => {
        const alarm = alarms.get(id)
        return Promise.resolve(
          alarm === undefined ? undefined : { alarm: cardOf(alarm), steps: [], events: [] },
        )
      },
    },
    proof: { proof: () => CALM },
    attendance,
    feed,
    station: () => ({ id: 's-1', name: 'Solbakken', locale: 'nb', training: options.training ?? false }),
    diagnostics: () =>
      Promise.resolve({
        version: '0.1.0',
        commit: 'unknown',
        startedAt: state.now,
        dataFolder: '/data',
        runtime: { node: process.versions.node, electron: null, chromium: null },
        database: { sqlite: '3.52.0', schema: 10, journalMode: 'wal', synchronous: 'full' },
        ports: [],
        paths: [],
        findings: [],
      }),
    training: options.training === true ? training : null,
    // The technician's room has its own tests, over a real store.
    technician: Object.create(TechnicianRoom.prototype) as TechnicianRoom,
    rules: options.rules ?? (Object.create(RuleDesk.prototype) as RuleDesk),
    residents: options.residents ?? ({} as ResidentsRoom),
    night: options.night ?? (Object.create(NightRoom.prototype) as NightRoom),
    house: options.house ?? (Object.create(HouseDesk.prototype) as HouseDesk),
    isStorageFailure: (cause) => cause instanceof StorageFull,
    log,
  })

  /** A fall of the one resident, as an open critical alarm. */
  function fall(id: string): AlarmCard {
    const opening = {
      id,
      incidentId: id,
      residentId: 'r-204',
      deviceId: 'radar-1',
      placement: 'bathroom',
      cause: 'fall',
      category: 'care',
      priority: 'critical',
    } as const
    const raised = raiseAlarm(opening, { kind: 'rule', id: 'fall' }, {}, state.now)
    if (!raised.ok) throw new Error(raised.code)
    alarms.set(id, raised.alarm)
    return cardOf(raised.alarm)
  }

  return { router, people, attendance, feed, state, alarms, observed, logged, acts, fall, log }
}

export type ApiStation = ReturnType<typeof apiStation>

export function cardOf(alarm: Alarm): AlarmCard {
  const { id, residentId, ownerId, outcome, shelf, chattering, ...facts } = alarm
  const { request: _request, closing: _closing, onTheWayId: _onTheWayId, ...rest } = facts
  return {
    ...rest,
    ...(shelf === null ? {} : { shelf: { ...shelf, by: { id: shelf.by, name: shelf.by, hasLeft: false } } }),
    ...(chattering ? { chattering } : {}),
    alarmId: id,
    outcome: outcome?.kind ?? null,
    owner: ownerId === null ? null : { id: ownerId, name: ownerId, hasLeft: false },
    resident:
      residentId === null
        ? null
        : { id: residentId, name: 'Ingrid Solberg', birthYear: 1942, address: null, unit: '204', floor: '2' },
    delivery: { state: 'none', waitingSince: null },
  }
}
