/** Who took the processor between two looks: programs and their children, this process, and nobody. */
import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** Ticks of `/proc/PID/stat` in a second, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

/** Of the words after the name in `/proc/PID/stat`: its parent, and four times: own, the system's for it, twice its ended children's. */
const PARENT = 1
const TIMES = [11, 12, 13, 14]

/** Seconds of processor time since its start, its own and the system's for it; with what its ended children took. */
export function processorSeconds(pid: number): number {
  const words = statOf(pid)
  return TIMES.reduce((sum, at) => sum + Number(words[at] ?? 0), 0) / TICKS_PER_SECOND
}

/** The same with all children that run: a database has a process for each session. */
export function processorSecondsWithChildren(pid: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const own = children.map(Number).filter((child) => Number(statOf(child)[PARENT]) === pid)
  return own.reduce((sum, child) => sum + processorSeconds(child), processorSeconds(pid))
}

/** Empty for one that is gone. The name in brackets may hold spaces. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** Seconds in which a core had nothing to do, of all cores together; with `disk` those in which it waited for a disk. */
function idleSeconds(): number {
  const words = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]?.split(' ').map(Number) ?? []
  return ((words[3] ?? 0) + (words[4] ?? 0)) / TICKS_PER_SECOND
}

/** Readings of seconds so far, by the name they are printed with. */
export type ProcessorReadings = Readonly<Record<string, () => number>>

/** Started before the work; `line` after it. */
export class ProcessorMeter {
  readonly #readings: ProcessorReadings
  readonly #before: Readonly<Record<string, number>>
  readonly #idle = idleSeconds()
  readonly #startedAt = performance.now()

  constructor(readings: ProcessorReadings) {
    this.#readings = readings
    this.#before = taken(readings)
  }

  /** `processor for a fall: node 0.080 ms, PostgreSQL 0.082 ms; 41 % of 2 cores idle` */
  line(falls: number): string {
    const seconds = (performance.now() - this.#startedAt) / 1000
    const cores = cpus().length
    const idle = (100 * (idleSeconds() - this.#idle)) / (seconds * cores)
    const parts = Object.entries(taken(this.#readings)).map(([name, now]) => {
      const each = (1000 * (now - (this.#before[name] ?? 0))) / falls
      return `${name} ${each.toFixed(3)} ms`
    })
    return `  processor for a fall: ${parts.join(', ')}; ${idle.toFixed(0)} % of ${String(cores)} cores idle`
  }
}

function taken(readings: ProcessorReadings): Record<string, number> {
  return Object.fromEntries(Object.entries(readings).map(([name, read]) => [name, read()]))
}

/** Of this process, on all its threads. */
export function ownProcessorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}
