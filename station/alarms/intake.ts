/**
 * Intake: events in, one transaction with event, alarm steps, outbox messages and audit, then the effects.
 * Calls that arrive while the writer is busy share the next transaction: waiting for the disk is most of a
 * commit's cost (style, pitfall 9).
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import type { DeviceMemory } from '../../device-drivers/protocol-driver.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Log, StationMetrics } from '../services.ts'
import { insertRows } from '../store/insert.ts'
import { writeMemory } from '../store/memory-rows.ts'
import { writeNewDevices, type NewDevice } from '../store/new-device-rows.ts'
import type { StoreError } from '../store/store-error.ts'
import { writeSuppressed } from '../store/suppressed-rows.ts'
import type { Lane, Transaction, WriteQueue } from '../store/write-queue.ts'
import type { AlarmBook } from './alarm-book.ts'
import { writeSteps, type StepKeepers, type WrittenMessage } from './alarm-writer.ts'
import type { AlarmEffects } from './effects.ts'
import { decideIntake, type DecidedEvent, type IntakePlan } from './intake-decision.ts'
import type { DeviceStanding, PlacedEvent } from './placed-event.ts'
import { concernsAlarms } from './rules.ts'

/** An event on its way in, with the monotonic time of its last byte. */
export interface Arrival {
  readonly event: PlacedEvent
  readonly receivedAt: MonotonicMs
  /** What its driver must know again after a restart, committed with it. */
  readonly remember: DeviceMemory | null
  /** The device behind it, where this call is what makes it known; committed with it. */
  readonly discovered?: NewDevice
}

interface Waiting {
  readonly arrivals: readonly Arrival[]
  readonly resolve: () => void
  readonly reject: (error: StoreError) => void
}

/** Most events in one transaction: ten rows cost as much as one, a hundred about three times (pitfall 9). */
const MOST_EVENTS: Readonly<Record<Lane, number>> = { alarm: 400, routine: 100 }

/** Rounds after which more made the first fall no faster. */
const REHEARSALS = 20

const EVENT_COLUMNS = [
  'id',
  'device_id',
  'resident_id',
  'kind',
  'value',
  'occurred_at',
  'received_at',
  'raw',
  'alarm_id',
]

export interface IntakeParts extends StepKeepers {
  readonly writeQueue: WriteQueue
  readonly book: AlarmBook
  readonly effects: AlarmEffects
  readonly metrics: StationMetrics
  readonly clock: Clock
  readonly log: Log
  /** Keeps an event that the schema refuses, as evidence: a fault of ours must not stop a port for ever. */
  readonly keepRefused: (arrival: Arrival, error: StoreError) => void
  /** How a device stands at this moment; without it every device guards. */
  readonly standingOf?: (deviceId: string) => DeviceStanding | undefined
}

export class Intake {
  readonly #waiting: Record<Lane, Waiting[]> = { alarm: [], routine: [] }
  readonly #scheduled: Record<Lane, boolean> = { alarm: false, routine: false }
  /** Stored or kept as evidence already, from calls that came apart and were rejected for the rest of them. */
  readonly #stored = new WeakSet<Arrival>()

  constructor(private readonly parts: IntakeParts) {}

  /**
   * Resolves when the events are committed and synced. Rejects with the store's error when they are not
   * (disk full): the caller keeps them and gives the same objects again, so that none is stored twice.
   */
  take(given: readonly Arrival[]): Promise<void> {
    const arrivals = given.filter((arrival) => !this.#stored.has(arrival))
    if (arrivals.length === 0) return Promise.resolve()
    const lane: Lane = arrivals.some(({ event }) => concernsAlarms(event.kind, event.value))
      ? 'alarm'
      : 'routine'
    return new Promise((resolve, reject) => {
      this.#waiting[lane].push({ arrivals, resolve, reject })
      this.#schedule(lane)
    })
  }

  /**
   * Decides about a made-up fall and prepares what would be written, a few times over, and writes nothing: the
   * first real one after a start would else wait for code that has never run. It goes in turns with real work.
   */
  async rehearse(): Promise<void> {
    const { writeQueue, book, clock, log } = this.parts
    try {
      for (let round = 0; round < REHEARSALS; round += 1) {
        await nextTurn()
        await writeQueue.rehearse((transaction) => {
          const plan = decideIntake(book, book.load, [madeUpFall(clock.wall())], newId)
          return writePlan(transaction, this.parts, plan)
        })
      }
    } catch (error) {
      // The disk said no: the store's own watch tells of it, and what is real is tried again.
      log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'an alarm could not be rehearsed')
    }
  }

  #schedule(lane: Lane): void {
    if (this.#scheduled[lane]) return
    this.#scheduled[lane] = true
    void this.#commit(lane)
  }

  async #commit(lane: Lane): Promise<void> {
    let batch = undefined as Waiting[] | undefined
    try {
      await this.parts.writeQueue.run(lane, (transaction) => {
        // Taken here and not before: what came while the writer was busy goes along.
        this.#scheduled[lane] = false
        batch = this.#nextBatch(lane)
        if (this.#waiting[lane].length > 0) this.#schedule(lane)
        return this.#store(
          transaction,
          batch.flatMap(({ arrivals }) => arrivals),
        )
      })
      for (const { resolve } of batch ?? []) resolve()
    } catch (error) {
      if (batch === undefined) {
        // The transaction did not even begin (another program holds the file): everybody who waits is told.
        this.#scheduled[lane] = false
        batch = this.#waiting[lane].splice(0)
      }
      await this.#failed(batch, error as StoreError)
    }
  }

  #nextBatch(lane: Lane): Waiting[] {
    const queue = this.#waiting[lane]
    let events = 0
    let calls = 0
    for (const { arrivals } of queue) {
      if (calls > 0 && events + arrivals.length > MOST_EVENTS[lane]) break
      events += arrivals.length
      calls += 1
    }
    return queue.splice(0, calls)
  }

  async #store(transaction: Transaction, arrivals: readonly Arrival[]): Promise<void> {
    const { book, effects, metrics, clock } = this.parts
    const plan = decideIntake(
      book,
      book.load,
      arrivals.map(({ event }) => this.#withStanding(event)),
      newId,
    )
    // The device first: alarm and event refer to it.
    await writeNewDevices(
      transaction,
      arrivals.flatMap(({ discovered }) => discovered ?? []),
    )
    const messages = await writePlan(transaction, this.parts, plan)
    await writeMemory(
      transaction,
      arrivals.flatMap(({ event, remember }) =>
        remember === null ? [] : [{ deviceId: event.deviceId, memory: remember }],
      ),
    )
    transaction.afterCommit(() => {
      const committedAt = clock.mono()
      plan.events.forEach(({ priority }, index) => {
        const arrival = arrivals[index]
        if (arrival !== undefined) metrics.observeIntake((committedAt - arrival.receivedAt) / 1000, priority)
      })
      const alarms = new Map(plan.steps.map(({ alarm }) => [alarm.id, alarm]))
      for (const alarm of alarms.values()) book.apply(alarm)
      book.load.follow(plan)
      const origins = arrivals.flatMap(({ receivedAt }, index) => {
        const decided = plan.events[index]
        return decided === undefined || decided.alarmId === null
          ? []
          : [{ receivedAt, priority: decided.priority, eventId: decided.event.id }]
      })
      if (alarms.size > 0) effects.alarmsChanged([...alarms.values()], messages, origins)
    })
  }

  /** Judged when it is stored: a test that was ended before a full disk had room is over. */
  #withStanding(event: PlacedEvent): PlacedEvent {
    const standing = this.parts.standingOf?.(event.deviceId)
    return standing === undefined ? event : { ...event, standing }
  }

  /** Only a refusal by the schema is taken apart; a full or failing disk is the same for every event. */
  async #failed(batch: readonly Waiting[], error: StoreError): Promise<void> {
    if (error.code !== 'refused') {
      for (const { reject } of batch) reject(error)
      return
    }
    for (const waiting of batch) await this.#takeApart(waiting)
  }

  async #takeApart({ arrivals, resolve, reject }: Waiting): Promise<void> {
    for (const arrival of arrivals) {
      try {
        await this.parts.writeQueue.run('alarm', (transaction) => this.#store(transaction, [arrival]))
      } catch (error) {
        const storeError = error as StoreError
        if (storeError.code !== 'refused') {
          reject(storeError)
          return
        }
        this.parts.log.error(
          { code: storeError.code, device: arrival.event.deviceId, kind: arrival.event.kind },
          'an event was refused by the schema and kept as evidence',
        )
        this.parts.keepRefused(arrival, storeError)
      }
      this.#stored.add(arrival)
    }
    resolve()
  }
}

/** Of a device that no house has. */
function madeUpFall(at: Instant): PlacedEvent {
  return {
    id: 'rehearsal',
    deviceId: 'rehearsal',
    residentId: null,
    placement: null,
    kind: 'fall',
    value: true,
    occurredAt: at,
    receivedAt: at,
    raw: null,
  }
}

async function writePlan(
  transaction: Transaction,
  keepers: StepKeepers,
  plan: IntakePlan,
): Promise<readonly WrittenMessage[]> {
  // The alarm first: the event's row refers to it.
  const messages = await writeSteps(transaction, keepers, plan.steps)
  await insertRows(transaction, 'device_events', EVENT_COLUMNS, plan.events.map(eventValues))
  await writeSuppressed(transaction, plan.suppressed)
  return messages
}

function eventValues({ event, alarmId }: DecidedEvent): (string | number | null)[] {
  return [
    event.id,
    event.deviceId,
    event.residentId,
    event.kind,
    JSON.stringify(event.value),
    event.occurredAt,
    event.receivedAt,
    event.raw,
    alarmId,
  ]
}
