/** The care centre's numbers for Prometheus. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { SipCounts } from '../../shared/sip/endpoint-types.ts'
import type { StationHeard } from '../intake/station-watch.ts'

export class CentreMetrics {
  readonly #registry = new Registry()
  readonly received = new Counter({
    name: 'tryggvakt_centre_messages_total',
    help: 'Messages answered, by what became of them',
    labelNames: ['result'],
    registers: [this.#registry],
  })
  readonly slowed = new Counter({
    name: 'tryggvakt_centre_slowed_total',
    help: 'Bodies of stations that asked for more than their share, told to come back later',
    registers: [this.#registry],
  })
  readonly unknownCommands = new Counter({
    name: 'tryggvakt_centre_unknown_commands_total',
    help: 'Commands that a station said to have handled and that nobody gave it',
    registers: [this.#registry],
  })
  readonly failures = new Counter({
    name: 'tryggvakt_centre_store_failures_total',
    help: 'Transactions that could not be stored, by the code of SQLite',
    labelNames: ['code'],
    registers: [this.#registry],
  })
  readonly refusedBodies = new Counter({
    name: 'tryggvakt_centre_mqtt_refused_total',
    help: 'Bodies over the broker that were not taken, by why',
    labelNames: ['code'],
    registers: [this.#registry],
  })
  readonly brokerUp = new Gauge({
    name: 'tryggvakt_centre_mqtt_up',
    help: '1 while this node hears the broker; 0 also where none is configured',
    registers: [this.#registry],
  })
  readonly scaipDocuments = new Counter({
    name: 'tryggvakt_centre_scaip_documents_total',
    help: 'Documents over SIP, by what became of them',
    labelNames: ['fate'],
    registers: [this.#registry],
  })
  readonly scaipAnswers = new Counter({
    name: 'tryggvakt_centre_scaip_answers_total',
    help: 'Answers to documents, by what became of them: sent, the status of SIP, or why nobody took them',
    labelNames: ['fate'],
    registers: [this.#registry],
  })
  readonly refusedCalls = new Counter({
    name: 'tryggvakt_centre_refused_total',
    help: 'Calls over HTTP that were refused, by the code of the answer',
    labelNames: ['code'],
    registers: [this.#registry],
  })
  readonly #sip = new Counter({
    name: 'tryggvakt_centre_sip_total',
    help: 'What the SIP addresses took, sent, dropped and refused; garbage is what was no SIP',
    labelNames: ['what'],
    registers: [this.#registry],
  })
  readonly #sipSources: (() => SipCounts)[] = []
  readonly storeSeconds = new Histogram({
    name: 'tryggvakt_centre_store_seconds',
    help: 'From the start of a transaction to its commit',
    buckets: [0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.06, 0.125, 0.25, 0.5, 1, 5],
    registers: [this.#registry],
  })
  readonly #waiting = new Gauge({
    name: 'tryggvakt_centre_waiting_bodies',
    help: 'Bodies that wait to be stored',
    registers: [this.#registry],
  })
  readonly #listeners = new Gauge({
    name: 'tryggvakt_centre_stream_listeners',
    help: 'Open event streams',
    registers: [this.#registry],
  })
  readonly #silent = new Gauge({
    name: 'tryggvakt_centre_station_silent',
    help: '1 when a station has been heard before and then not for so long that it is called silent',
    labelNames: ['station'],
    registers: [this.#registry],
  })
  readonly #lastHeard = new Gauge({
    name: 'tryggvakt_centre_station_last_heard_timestamp_seconds',
    help: 'When a station was last heard',
    labelNames: ['station'],
    registers: [this.#registry],
  })

  readonly #clockOff = new Gauge({
    name: 'tryggvakt_centre_station_clock_off_seconds',
    help: 'How far the clock of a station is ahead (behind: negative), by its last heartbeat; 0 within two minutes',
    labelNames: ['station'],
    registers: [this.#registry],
  })

  /** Asked with every look at the numbers. */
  addSip(counts: () => SipCounts): void {
    this.#sipSources.push(counts)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** Prometheus text, with the gauges as they are now. */
  async text(now: {
    waiting: number
    listeners: number
    /** No others are told of. */
    stations: readonly StationHeard[]
    /** By station, as they said it themselves; null within two minutes. */
    reports: ReadonlyMap<string, { readonly clockOffSeconds: number | null }>
  }): Promise<string> {
    this.#sip.reset()
    for (const counts of this.#sipSources) {
      const figures: Readonly<Record<string, number>> = { ...counts() }
      for (const [what, count] of Object.entries(figures)) this.#sip.inc({ what }, count)
    }
    this.#waiting.set(now.waiting)
    this.#listeners.set(now.listeners)
    for (const gauge of [this.#silent, this.#lastHeard, this.#clockOff]) gauge.reset()
    for (const { id, silent, lastHeardAt } of now.stations) {
      this.#silent.set({ station: id }, silent ? 1 : 0)
      if (lastHeardAt !== null) this.#lastHeard.set({ station: id }, lastHeardAt / 1000)
      const report = now.reports.get(id)
      if (report !== undefined) this.#clockOff.set({ station: id }, report.clockOffSeconds ?? 0)
    }
    return this.#registry.metrics()
  }
}
