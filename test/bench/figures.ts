/** Figures as they are printed: quantiles of samples, and a ratio only ever within one run. */
import { readFileSync } from 'node:fs'

/** Nearest-rank quantile, `share` in 0–1; NaN without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export interface Spread {
  readonly samples: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export function spreadOf(samples: readonly number[]): Spread {
  return {
    samples: samples.length,
    p50: quantile(samples, 0.5),
    p99: quantile(samples, 0.99),
    max: quantile(samples, 1),
  }
}

/** `commit            p50 1.23 ms   p99 4.56 ms   max 7.89 ms   (1000)` */
export function spreadLine(name: string, { samples, p50, p99, max }: Spread): string {
  const ms = (value: number): string => `${value.toFixed(2).padStart(8)} ms`
  return `${name.padEnd(44)} p50 ${ms(p50)}   p99 ${ms(p99)}   max ${ms(max)}   (${String(samples)})`
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function heading(text: string): void {
  print(`\n${text}\n${'-'.repeat(text.length)}`)
}

/**
 * Processor time of all cores since the start of the machine, in ticks; `idle`: nobody wanted it; `stolen` went to other
 * guests of its host.
 */
export interface ProcessorTime {
  readonly all: number
  readonly idle: number
  readonly stolen: number
}

/** Linux tells it in hundredths of a second. */
const TICK_MS = 10

/** From the first line of `/proc/stat`; zeros where there is none. */
export function processorTime(): ProcessorTime {
  const ticks = /^cpu +(.*)$/m.exec(readStat())?.[1]?.split(' ').map(Number) ?? []
  const [, , , idle = 0, waiting = 0, , , stolen = 0] = ticks
  return { all: ticks.slice(0, 8).reduce((sum, tick) => sum + tick, 0), idle: idle + waiting, stolen }
}

/** Milliseconds of processor time that the programs of this machine used since `before`, over all its cores. */
export function usedMs(before: ProcessorTime): number {
  const now = processorTime()
  const of = ({ all, idle, stolen }: ProcessorTime): number => all - idle - stolen
  return TICK_MS * (of(now) - of(before))
}

function readStat(): string {
  try {
    return readFileSync('/proc/stat', 'utf8')
  } catch {
    return ''
  }
}

/** How much of the machine other guests of its host took since `before`: what a latency must be read beside. */
export function printStolen(before: ProcessorTime): void {
  const now = processorTime()
  const all = now.all - before.all
  if (all > 0)
    print(
      `processor time that other guests of the host took meanwhile: ${share(now.stolen - before.stolen, all)}`,
    )
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}
