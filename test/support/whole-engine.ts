/**
 * The whole engine of a station over a real database, by clocks that go only when told to: intake, stages, rules over
 * time, escalation, shelves and supervision as a station composes them. A restart knows what was stored and no more.
 */
import { findProtocol } from '../../device-drivers/protocols.ts'
import type { Alarm } from '../../shared/domain/alarm.ts'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import { EngineWatch } from '../../station/alarms/engine-watch.ts'
import { Escalator } from '../../station/alarms/escalator.ts'
import { NO_SHIFTS, type Reach } from '../../station/alarms/on-call.ts'
import { KINDS_OF_FACTS } from '../../station/alarms/time-rules/facts.ts'
import { USUAL_HOURS } from '../../station/alarms/time-rules/hours.ts'
import { TIME_RULES } from '../../station/alarms/time-rules/rule-set.ts'
import { RuleWatch } from '../../station/alarms/time-rules/rule-watch.ts'
import type { StoredHome } from '../../station/alarms/time-rules/stored-home.ts'
import { HeardLog } from '../../station/devices/heard-log.ts'
import { LEVEL_KINDS } from '../../station/devices/levels.ts'
import { Registry } from '../../station/devices/registry.ts'
import { SilenceWatch } from '../../station/devices/silence-watch.ts'
import { watchedDevices } from '../../station/devices/watched.ts'
import { readLastLevels } from '../../station/store/level-rows.ts'
import { readRegistry } from '../../station/store/registry-rows.ts'
import { readHomeEvents } from '../../station/store/home-event-rows.ts'
import { readRuleDeadlines } from '../../station/store/rule-rows.ts'
import { Attendance } from '../../station/supervision/attendance.ts'
import { BatteryBook } from '../../station/supervision/battery-book.ts'
import { ClockWatch } from '../../station/supervision/clock-watch.ts'
import { DatabaseWatch } from '../../station/supervision/database-watch.ts'
import { DutyWatch } from '../../station/supervision/duty-watch.ts'
import { FaultDesk } from '../../station/supervision/fault-desk.ts'
import { causeOf } from '../../station/supervision/house-conditions.ts'
import { MachineWatch } from '../../station/supervision/machine-watch.ts'
import { ReceiverWatch } from '../../station/supervision/receiver-watch.ts'
import { Supervisor } from '../../station/supervision/supervisor.ts'
import { openCore, quiet, type StationCore } from '../integration/station/station-core.ts'

export const PORT = '/dev/ttyUSB0'
export const RADARS = ['radar-204', 'radar-205'] as const
/** What hangs where beside the radars, which hang in the bathroom. */
const SENSORS = { bed: 'bedroom', door: 'front-door', pir: 'hall', pendant: null } as const
const UNITS = ['204', '205'] as const
/** The longest time between two looks: shorter than anything that comes due. */
const LOOK_MS = 15_000
const DAY_MS = 24 * 60 * 60_000

export interface Word {
  readonly id: string
  readonly deviceId: string
  readonly kind: EventKind
  readonly value: EventValue
}

export class WholeEngine {
  /** Devices whose guided test runs. */
  readonly tested = new Set<string>()
  /** Radars that say nothing. */
  readonly mute = new Set<string>()
  isPortLost = false
  /** Whom the levels reach, as it is now. */
  reach: Reach = { shifts: { inUse: true, onDuty: () => [], onCall: () => [] }, hasCentre: true }

  private constructor(
    private readonly folder: string,
    readonly core: StationCore,
    private readonly begunAt: number,
    private readonly registry: Registry,
    private readonly receivers: ReceiverWatch,
    heard: HeardLog,
  ) {
    const { clock, intake, parts, writeQueue } = core
    const engineParts = { ...parts, canStore: () => true, log: quiet }
    const desk = new FaultDesk(parts)
    this.engine = new EngineWatch(engineParts)
    this.rules = new RuleWatch({
      ...engineParts,
      standingOf: (deviceId) => (this.tested.has(deviceId) ? 'test' : undefined),
      residentOf: (deviceId) => registry.device(deviceId)?.resident_id ?? null,
    })
    this.escalator = new Escalator({ ...engineParts, reach: () => this.reach })
    this.silence = new SilenceWatch({
      registry,
      intake,
      heard,
      clock,
      log: quiet,
      canStore: () => true,
      receptionOf: (device, now) => receivers.receptionOf(device, now),
      causeOf: (device) => causeOf(device, receivers, desk, clock.mono()),
    })
    const take = intake.take.bind(intake)
    intake.take = (arrivals) => {
      const stored = take(arrivals)
      this.#onItsWay.push(stored)
      return stored
    }
    // A station without people and without a desk: the duty check has tests of its own.
    const nobody = {
      shifts: NO_SHIFTS,
      isStaffed: () => false,
      clients: () => 0,
      isCentreMissed: () => false,
      attendance: new Attendance(),
    }
    this.supervisor = new Supervisor({
      desk,
      silence: this.silence,
      receivers,
      heard,
      house: () => ({
        devices: [...registry.devices()],
        findProtocol,
        factsOf: ({ variant, eep, settings }) => ({ variant, eep, settings, memory: {} }),
      }),
      batteries: new BatteryBook([]),
      database: new DatabaseWatch(),
      machine: new MachineWatch(folder, `${folder}/no-timesync`),
      clockWatch: new ClockWatch(),
      centre: () => [],
      duty: new DutyWatch({ ...nobody, writeQueue, clock, log: quiet }, undefined),
      canStore: () => true,
      clock,
      log: quiet,
    })
  }

  /** What fell silent, or was heard again, and is not stored yet. */
  readonly #onItsWay: Promise<void>[] = []
  private readonly engine: EngineWatch
  private readonly rules: RuleWatch
  private readonly escalator: Escalator
  private readonly silence: SilenceWatch
  private readonly supervisor: Supervisor

  /** @param folder with the database of `prepare`, or of a night before it */
  static async open(folder: string, at: number, begunAt = at): Promise<WholeEngine> {
    const core = await openCore(folder, undefined, at)
    const reader = core.store.reader.manager
    const registry = new Registry(await readRegistry(reader))
    const receivers = new ReceiverWatch()
    receivers.watch({ kind: 'port', name: PORT, protocols: ['mr60fda'], supervisionMs: null })
    const levels = await readLastLevels(reader, LEVEL_KINDS)
    const watched = watchedDevices(registry, findProtocol, levels, new Map(), core.book)
    const heard = new HeardLog(watched, core.clock.mono())
    const engine = new WholeEngine(folder, core, begunAt, registry, receivers, heard)
    await engine.#follow()
    receivers.stateIs(PORT, 'open', core.clock.mono())
    return engine
  }

  /** Two homes with their sensors, in an empty folder; copied, it spares a night its migrations. */
  static async prepare(folder: string): Promise<void> {
    const core = await openCore(folder)
    const write = (sql: string, values: readonly unknown[]): Promise<unknown> =>
      core.store.writer.query(sql, [...values])
    await write(
      "UPDATE devices SET variant = 'r60-fda1', port = ?, supervision_seconds = 60, placement = 'bathroom'",
      [PORT],
    )
    for (const unit of UNITS) {
      for (const [sensor, placement] of Object.entries(SENSORS)) {
        await write(
          "INSERT INTO devices (id, protocol, lifecycle, placement) VALUES (?, 'enocean-esp3', 'discovered', ?)",
          [`${sensor}-${unit}`, placement],
        )
      }
      for (const device of ['radar', ...Object.keys(SENSORS)]) {
        await write('INSERT INTO device_assignments (device_id, resident_id, from_at) VALUES (?, ?, 1)', [
          `${device}-${unit}`,
          `r-${unit}`,
        ])
      }
    }
    await core.close()
  }

  open(): readonly Alarm[] {
    return [...this.core.book.open()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** Delivered as a driver does; the same word again is another object with the same id. */
  async hears(words: readonly Word[]): Promise<void> {
    const { clock, intake } = this.core
    const arrivals = words.map(({ id, deviceId, kind, value }) => {
      const unit = deviceId.slice(-3)
      const placement = this.registry.device(deviceId)?.placement ?? null
      const at = clock.wall()
      const event = {
        id,
        deviceId,
        residentId: `r-${unit}`,
        kind,
        value,
        occurredAt: at,
        receivedAt: at,
        raw: null,
        placement,
      }
      return { event, receivedAt: clock.mono(), remember: null }
    })
    const refusedBefore = this.core.refused.length
    await intake.take(arrivals)
    const refused = new Set(this.core.refused.slice(refusedBefore))
    for (const { event } of arrivals) if (!refused.has(event.id)) this.rules.onStored(event)
  }

  async pass(ms: number): Promise<void> {
    const { clock } = this.core
    for (let left = ms; left > 0; left -= LOOK_MS) {
      clock.pass(Math.min(LOOK_MS, left))
      await this.look()
    }
  }

  async restart(): Promise<WholeEngine> {
    const { core, folder, begunAt, mute, isPortLost, reach } = this
    await core.close()
    const next = await WholeEngine.open(folder, core.clock.wall(), begunAt)
    for (const radar of mute) next.mute.add(radar)
    next.reach = reach
    next.isPortLost = isPortLost
    await next.look()
    return next
  }

  close(): Promise<void> {
    return this.core.close()
  }

  /** What the timers of a station do, one after the other, through to what is committed of it. */
  async look(): Promise<void> {
    const now = this.core.clock.mono()
    this.receivers.stateIs(PORT, this.isPortLost ? 'lost' : 'open', now)
    if (!this.isPortLost) this.#speak(now)
    await this.supervisor.look()
    await Promise.all(this.#onItsWay.splice(0))
    await this.rules.look()
    await this.engine.look()
    await this.escalator.look()
  }

  #speak(now: number): void {
    for (const radar of RADARS) {
      const device = this.registry.device(radar)
      if (this.mute.has(radar) || device === undefined) continue
      this.receivers.heard(PORT, now)
      this.silence.heard(device, this.core.clock.wall(), now)
    }
  }

  /** Every rule over time for both homes, from a day before the night began. */
  async #follow(): Promise<void> {
    const reader = this.core.store.reader.manager
    const since = this.begunAt - DAY_MS
    const residents = UNITS.map((unit) => `r-${unit}`)
    const events = await readHomeEvents(reader, residents, KINDS_OF_FACTS, since)
    const rules = TIME_RULES.map((rule) => ({ rule, from: since, changedAt: since }))
    const homes = new Map<string, StoredHome>(
      residents.map((residentId) => [
        residentId,
        {
          home: { rules, hours: USUAL_HOURS },
          events: events.filter((event) => event.residentId === residentId),
          medicineToldFrom: since,
          backAt: null,
          left: [],
        },
      ]),
    )
    this.rules.follow(homes, await readRuleDeadlines(reader, since))
  }
}
