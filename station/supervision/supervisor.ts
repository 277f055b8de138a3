/**
 * Looks once a second at everything that may fail without a word, and hands what is found or over to the stages. It
 * decides nothing: what stands is said by the parts, when it is a fault by `decideFaults`, what follows by `STAGES`.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { HeardLog } from '../devices/heard-log.ts'
import type { SilenceWatch } from '../devices/silence-watch.ts'
import type { Log } from '../services.ts'
import { SteadyLook } from '../steady-look.ts'
import type { BatteryBook } from './battery-book.ts'
import type { ClockWatch } from './clock-watch.ts'
import { faultKey, type Condition } from './condition.ts'
import type { DatabaseWatch } from './database-watch.ts'
import { decideFaults, type Episodes, type OpenFault } from './decide-faults.ts'
import type { DutyWatch } from './duty-watch.ts'
import type { FaultDesk } from './fault-desk.ts'
import {
  batteryConditions,
  coverDevices,
  receiverConditions,
  tellingFault,
  type HouseDevices,
} from './house-conditions.ts'
import type { MachineWatch } from './machine-watch.ts'
import { coverConditions, spokenFor, uncovered, type CoverDevice, type SpokenFor } from './resident-cover.ts'
import type { ReceiverWatch } from './receiver-watch.ts'
import {
  centreConditions,
  clockConditions,
  databaseCondition,
  diskCondition,
  SMALL_JUMP,
  type PathFacts,
} from './station-conditions.ts'

/** How often supervision looks; the shortest silence allowed is ten seconds. */
const LOOK_MS = 1_000

export interface SupervisorParts {
  readonly desk: FaultDesk
  readonly silence: SilenceWatch
  readonly receivers: ReceiverWatch
  readonly heard: HeardLog
  readonly house: () => HouseDevices
  readonly batteries: BatteryBook
  readonly database: DatabaseWatch
  readonly machine: MachineWatch
  readonly clockWatch: ClockWatch
  /** In the order of the ladder; none where no centre is configured. */
  readonly centre: () => readonly PathFacts[]
  readonly duty: DutyWatch
  readonly canStore: () => boolean
  readonly clock: Clock
  readonly log: Log
}

export class Supervisor {
  #episodes: Episodes = new Map()
  #said: SpokenFor = new Map()
  readonly #looks = new SteadyLook(() => this.look(), LOOK_MS)

  constructor(private readonly parts: SupervisorParts) {}

  start(): void {
    this.#looks.start()
  }

  stop(): Promise<void> {
    return this.#looks.stop()
  }

  /** One look, through to what is committed of it. */
  async look(): Promise<void> {
    const { clock, clockWatch, receivers, silence, machine, canStore } = this.parts
    const now = clock.mono()
    clockWatch.look(clock.wall(), now)
    receivers.look(now)
    silence.look()
    await machine.look(now)
    // What can't be stored can't be raised; what stands then still stands when it can.
    if (canStore()) await this.#decide(now)
  }

  async #decide(now: MonotonicMs): Promise<void> {
    const { desk, clockWatch, duty } = this.parts
    const conditions = [...this.#conditions(now), ...(await duty.look())]
    const plan = decideFaults(this.#episodes, conditions, desk.open(), now)
    this.#episodes = plan.episodes
    for (const condition of plan.raise) await this.#raise(condition)
    for (const fault of plan.end) await this.#end(fault)
    for (const { cause, subject } of desk.open()) {
      if (cause !== 'clock') continue
      if (subject === null) clockWatch.seen('fault')
      if (subject === SMALL_JUMP) clockWatch.seen('warning')
    }
  }

  #conditions(now: MonotonicMs): readonly Condition[] {
    const { receivers, heard, batteries, database, machine, clockWatch } = this.parts
    const centre = this.parts.centre()
    const house = this.parts.house()
    const cover = coverDevices(house, heard, receivers, now)
    const facts = receivers.facts()
    this.#said = this.#speak(cover, now)
    const faults = new Map(facts.map((receiver) => [receiver.name, tellingFault(receiver)]))
    return [
      ...receiverConditions(facts, this.#said, now),
      ...centreConditions(centre),
      databaseCondition(database, now),
      diskCondition(machine.disk),
      ...clockConditions({ jumps: clockWatch.jumps, synchronised: machine.synchronised }),
      ...batteryConditions(house, batteries),
      ...coverConditions(cover, this.#said, faults, now),
    ]
  }

  #speak(cover: readonly CoverDevice[], now: MonotonicMs): SpokenFor {
    const { receivers, desk } = this.parts
    const deaf = receivers.deaf(now).map((receiver) => {
      const { priority = null, shelf = null } = desk.alarmOf(tellingFault(receiver)) ?? {}
      return { name: receiver.name, openPriority: priority, isSetAside: shelf !== null }
    })
    return spokenFor(this.#said, deaf, uncovered(cover))
  }

  async #raise(condition: Condition): Promise<void> {
    const { desk, log } = this.parts
    const { cause, subject, deviceId, residentId, code } = condition
    try {
      await desk.raise(condition)
      log.warn({ cause, subject, device: deviceId, resident: residentId, code }, 'supervision found a fault')
    } catch (error) {
      this.#failed(error)
      // Still standing: tried again with the next look.
      const key = faultKey(condition)
      const episode = this.#episodes.get(key)
      if (episode !== undefined) {
        this.#episodes = new Map(this.#episodes).set(key, { ...episode, raisedAt: null })
      }
    }
  }

  async #end(fault: OpenFault): Promise<void> {
    const { desk, log } = this.parts
    try {
      if (!(await desk.end(fault))) return
      log.info(
        { cause: fault.cause, subject: fault.subject, alarm: fault.alarmId },
        'supervision ended an alarm',
      )
    } catch (error) {
      this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    const reason = error instanceof Error ? error.name : 'unknown'
    this.parts.log.error({ reason }, 'what supervision found could not be stored; it is tried again')
  }
}
