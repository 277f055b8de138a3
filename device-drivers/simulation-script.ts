/**
 * What the scripts of all simulated devices have in common: parts separated by commas, each
 * `ACT[:ARGUMENT][@TIME][/TIME]`.
 *
 * - `ACT@2s` happens once, 2 s after the start; `ACT` alone happens at the start.
 * - `ACT/1s` happens every second, for the first time after one second; `ACT@5s/1s` for the first time at 5 s.
 * - TIME is a number with `ms`, `s`, `m` or `h`: `250ms`, `1.5s`, `2m`.
 *
 * Which acts there are and what their argument means is each device's own.
 */
import type { MonotonicMs } from '../shared/domain/time.ts'
import { SimulationScriptError } from './simulated-device.ts'

export interface ScriptPart<Act extends string, Argument> {
  readonly act: Act
  readonly argument: Argument
  /** Milliseconds after the start. */
  readonly firstAt: number
  /** Milliseconds between repetitions; null for once. */
  readonly every: number | null
}

export type ScriptFault = (why: string) => SimulationScriptError

export interface ScriptGrammar<Act extends string, Argument> {
  readonly acts: readonly Act[]
  /** Parts that show the form: `fall@2s or heartbeat/1s`. */
  readonly example: string
  /** Reads what stands behind the act's colon, undefined where there is none; throws what `fault` makes. */
  readonly argumentOf: (act: Act, text: string | undefined, fault: ScriptFault) => Argument
}

/** A repetition faster than this would keep the process busy with itself. */
const MIN_EVERY_MS = 1
const MAX_PARTS = 1000
const MAX_COUNT = 100_000
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Throws `SimulationScriptError` that names the part at fault. */
export function parseScript<Act extends string, Argument>(
  script: string,
  grammar: ScriptGrammar<Act, Argument>,
): readonly ScriptPart<Act, Argument>[] {
  if (script.trim() === '') return []
  const parts = script.split(',')
  if (parts.length > MAX_PARTS) throw new SimulationScriptError(`script: more than ${MAX_PARTS} parts`)
  return parts.map((part, index) => parsePart(part.trim(), index + 1, grammar))
}

/** One act of the moment, without a time. */
export function parseAct<Act extends string, Argument>(
  part: string,
  grammar: ScriptGrammar<Act, Argument>,
): ScriptPart<Act, Argument> {
  const parsed = parsePart(part, 1, grammar)
  if (parsed.firstAt > 0 || parsed.every !== null) {
    throw new SimulationScriptError(`act "${part}": an act of the moment has no time`)
  }
  return parsed
}

function parsePart<Act extends string, Argument>(
  part: string,
  number: number,
  { acts, example, argumentOf }: ScriptGrammar<Act, Argument>,
): ScriptPart<Act, Argument> {
  const fault: ScriptFault = (why) => new SimulationScriptError(`script part ${number} "${part}": ${why}`)
  const match = /^([a-z-]+)(?::([^@/]*))?(?:@([^/]*))?(?:\/(.*))?$/.exec(part)
  if (match === null) throw fault(`expected ACT[:N][@TIME][/TIME], for example ${example}`)
  const [, name, argument, at, every] = match
  const act = acts.find((known) => known === name)
  if (act === undefined) throw fault(`no such act; known are ${acts.join(', ')}`)
  const time = (text: string) => {
    const ms = milliseconds(text)
    if (ms === undefined) throw fault(`"${text}" is no time; write it like 250ms, 1.5s or 2m`)
    return ms
  }
  const everyMs = every === undefined ? null : time(every)
  if (everyMs !== null && everyMs < MIN_EVERY_MS) throw fault('the repetition must be at least 1ms')
  return {
    act,
    argument: argumentOf(act, argument, fault),
    firstAt: at === undefined ? (everyMs ?? 0) : time(at),
    every: everyMs,
  }
}

/** The number behind an act's colon; `usual` is undefined for an act that takes none. */
export function countArgument(
  act: string,
  text: string | undefined,
  usual: number | undefined,
  fault: ScriptFault,
): number {
  if (text === undefined) return usual ?? 1
  if (usual === undefined) throw fault(`${act} takes no number`)
  const count = /^\d+$/.test(text) ? Number(text) : 0
  if (count < 1 || count > MAX_COUNT) throw fault(`"${text}" is no number from 1 to ${MAX_COUNT}`)
  return count
}

function milliseconds(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text)
  return match === null ? undefined : Math.round(Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? 0))
}

/** The parts of a script on their way: which is due, and when the next one is. */
export class ScriptRun<Part extends { readonly firstAt: number; readonly every: number | null }> {
  private planned: { readonly part: Part; dueAt: MonotonicMs }[] = []

  constructor(private readonly script: readonly Part[]) {}

  /** The script's times count from here. */
  start(now: MonotonicMs): void {
    this.planned = this.script.map((part) => ({ part, dueAt: now + part.firstAt }))
  }

  /** The part that was due first, undefined when none is; call until there is none. */
  takeDue(now: MonotonicMs): Part | undefined {
    let next: (typeof this.planned)[number] | undefined
    for (const planned of this.planned) {
      if (planned.dueAt <= now && (next === undefined || planned.dueAt < next.dueAt)) next = planned
    }
    if (next === undefined) return undefined
    if (next.part.every === null) this.planned = this.planned.filter((planned) => planned !== next)
    else next.dueAt += next.part.every
    return next.part
  }

  /** `Infinity` when nothing is planned any more. */
  nextDueAt(): MonotonicMs {
    return Math.min(Infinity, ...this.planned.map(({ dueAt }) => dueAt))
  }
}

/** Bytes of a xorshift generator, the same for the same seed. */
export function seededBytes(seed: number): () => number {
  let state = seed >>> 0 === 0 ? 0x9e3779b9 : seed >>> 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state & 0xff
  }
}
