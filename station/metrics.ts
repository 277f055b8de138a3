/** `GET /metrics` of the contract: how fast alarms get through, by priority, and what waits. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { PortStatus } from '../shared/api/board.ts'
import { PRIORITIES, type Priority } from '../shared/domain/priority.ts'
import type { StationMetrics } from './services.ts'

/** Seconds. Fine around the goals of the design (3, 10, 12, 30, 75, 100 ms), up to an outage of 10 s. */
const BUCKETS = [
  0.0005, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.006, 0.008, 0.01, 0.012, 0.016, 0.02, 0.025, 0.03, 0.04, 0.05,
  0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10,
]

/** Read when somebody asks for the numbers. */
export interface MetricsSources {
  readonly openAlarms: () => number | Promise<number>
  readonly outboxWaiting: () => number | Promise<number>
  readonly ports: () => readonly PortStatus[]
  readonly clients: () => number
  /** In the order of the ladder. */
  readonly paths: () => readonly PathFigures[]
  /** Commands of the centre by what became of them. */
  readonly commands: () => Readonly<Record<string, number>>
}

/** A way to the centre, as far as it is counted. */
export interface PathFigures {
  readonly name: string
  readonly isUp: boolean
  /** Tries of this run that failed. */
  readonly faults: number
  /** Answers of this run to what nobody asked. */
  readonly strays: number
  /** Messages of this run that the centre rejected, and bodies that it refused whole. */
  readonly refusals: number
}

export interface MetricsPage {
  readonly contentType: string
  text(): Promise<string>
}

export function createMetrics(sources: MetricsSources): StationMetrics & MetricsPage {
  const registry = new Registry()
  const registers = [registry]
  const histogram = (name: string, help: string, priorities: readonly string[]): Histogram<'priority'> => {
    const made = new Histogram({ name, help, labelNames: ['priority'], buckets: BUCKETS, registers })
    // A series that is there from the start reads as 0 instead of as missing.
    for (const priority of priorities) made.zero({ priority })
    return made
  }
  const withNone = [...PRIORITIES, 'none']
  const intake = histogram('tryggvakt_intake_seconds', 'Last byte of a frame to commit.', withNone)
  const board = histogram('tryggvakt_board_seconds', 'Last byte of a frame to sent to a client.', withNone)
  const centre = histogram(
    'tryggvakt_centre_seconds',
    "Last byte of a frame to the care centre's acknowledgement.",
    PRIORITIES,
  )
  addGauges(sources, registers)
  addPortCounters(sources.ports, registers)
  addCentreFigures(sources, registers)
  return {
    observeIntake: (seconds: number, priority: Priority | 'none') => intake.observe({ priority }, seconds),
    observeBoard: (seconds: number, priority: Priority | 'none') => board.observe({ priority }, seconds),
    observeCentre: (seconds: number, priority: Priority) => centre.observe({ priority }, seconds),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

function addGauges(sources: MetricsSources, registers: Registry[]): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read())
      },
    })
  gauge('tryggvakt_open_alarms', 'Alarms neither resolved nor cancelled.', sources.openAlarms)
  gauge('tryggvakt_outbox_waiting', 'Messages the care centre has not acknowledged.', sources.outboxWaiting)
  gauge('tryggvakt_board_clients', 'Clients that follow the board.', sources.clients)
  gauge('tryggvakt_memory_bytes', 'Resident memory of the station process.', () => process.memoryUsage.rss())
}

function addCentreFigures({ paths, commands }: MetricsSources, registers: Registry[]): void {
  new Gauge({
    name: 'tryggvakt_path_up',
    help: '1 while the last try over this way to the care centre was answered.',
    labelNames: ['path'],
    registers,
    collect() {
      this.reset()
      for (const { name, isUp } of paths()) this.set({ path: name }, isUp ? 1 : 0)
    },
  })
  new Counter({
    name: 'tryggvakt_path_failures_total',
    help: 'Tries over this way to the care centre that failed.',
    labelNames: ['path'],
    registers,
    collect() {
      this.reset()
      for (const { name, faults } of paths()) this.inc({ path: name }, faults)
    },
  })
  new Counter({
    name: 'tryggvakt_path_stray_answers_total',
    help: 'Answers over this way to what nobody asked: of another station, forged, or of nobody.',
    labelNames: ['path'],
    registers,
    collect() {
      this.reset()
      for (const { name, strays } of paths()) this.inc({ path: name }, strays)
    },
  })
  new Counter({
    name: 'tryggvakt_path_refused_total',
    help: 'Messages that the care centre rejected over this way, and bodies that it refused whole.',
    labelNames: ['path'],
    registers,
    collect() {
      this.reset()
      for (const { name, refusals } of paths()) this.inc({ path: name }, refusals)
    },
  })
  new Counter({
    name: 'tryggvakt_centre_commands_total',
    help: 'Commands of the care centre by what became of them.',
    labelNames: ['result'],
    registers,
    collect() {
      this.reset()
      for (const [result, count] of Object.entries(commands())) this.inc({ result }, count)
    },
  })
}

/** The ports keep the counts themselves; they only ever rise while the station runs. */
function addPortCounters(ports: () => readonly PortStatus[], registers: Registry[]): void {
  const counter = <L extends string>(
    name: string,
    help: string,
    labelNames: L[],
    read: (port: PortStatus) => readonly { readonly labels: Record<L, string>; readonly value: number }[],
  ): Counter<L> =>
    new Counter<L>({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset()
        for (const port of ports()) for (const { labels, value } of read(port)) this.inc(labels, value)
      },
    })
  counter('tryggvakt_port_good_bytes_total', 'Bytes of valid frames.', ['port'], (port) => [
    { labels: { port: port.path }, value: port.bytesGood },
  ])
  counter('tryggvakt_port_good_frames_total', 'Valid frames.', ['port'], (port) => [
    { labels: { port: port.path }, value: port.framesGood },
  ])
  counter(
    'tryggvakt_port_discarded_bytes_total',
    'Bytes that belong to no valid frame.',
    ['port'],
    (port) => [{ labels: { port: port.path }, value: port.bytesDiscarded }],
  )
  counter('tryggvakt_port_discards_total', 'Discards by reason.', ['port', 'reason'], (port) =>
    Object.entries(port.discardReasons).map(([reason, value]) => ({
      labels: { port: port.path, reason },
      value,
    })),
  )
  counter('tryggvakt_port_reconnects_total', 'Times the port came back.', ['port'], (port) => [
    { labels: { port: port.path }, value: port.reconnects },
  ])
}
