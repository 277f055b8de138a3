/**
 * The script of a simulated radar: parts separated by commas, each `ACT[:N][@TIME][/TIME]`.
 *
 * - `ACT@2s` happens once, 2 s after the start; `ACT` alone happens at the start.
 * - `ACT/1s` happens every second, for the first time after one second; `ACT@5s/1s` for the first time at 5 s.
 * - TIME is a number with `ms`, `s`, `m` or `h`: `250ms`, `1.5s`, `2m`.
 *
 * Acts: `fall`, `get-up`, `present`, `absent`, `still`, `moving`, `motionless` (motion: none), `inactive` (still
 * for too long), `active`; `heartbeat` (FDA2 has none and sends its presence); `noise:N` (N random bytes, 32),
 * `cut-frame` (the first half of a fall frame), `wrong-checksum` (a fall frame with a wrong one), `unknown` (a
 * well-formed message that nobody knows); `silence` (sends and answers nothing), `recover`; `burst:N` (N falls
 * at once, 100; on the FDA2 each is a fall and a getting up).
 */
import { SimulationScriptError } from '../simulated-device.ts'

export const RADAR_ACTS = [
  'fall',
  'get-up',
  'present',
  'absent',
  'still',
  'moving',
  'motionless',
  'inactive',
  'active',
  'heartbeat',
  'noise',
  'cut-frame',
  'wrong-checksum',
  'unknown',
  'silence',
  'recover',
  'burst',
] as const
export type RadarAct = (typeof RADAR_ACTS)[number]

export interface ScriptPart {
  readonly act: RadarAct
  readonly count: number
  /** Milliseconds after the start. */
  readonly firstAt: number
  /** Milliseconds between repetitions; null for once. */
  readonly every: number | null
}

const DEFAULT_COUNT: Partial<Record<RadarAct, number>> = { noise: 32, burst: 100 }
const MAX_COUNT = 100_000
/** A repetition faster than this would keep the process busy with itself. */
const MIN_EVERY_MS = 1
const MAX_PARTS = 1000
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Throws `SimulationScriptError` that names the part at fault. */
export function parseRadarScript(script: string): readonly ScriptPart[] {
  if (script.trim() === '') return []
  const parts = script.split(',')
  if (parts.length > MAX_PARTS) throw new SimulationScriptError(`script: more than ${MAX_PARTS} parts`)
  return parts.map((part, index) => parseScriptPart(part.trim(), index + 1))
}

export function parseScriptPart(part: string, number: number): ScriptPart {
  const fault = (why: string) => new SimulationScriptError(`script part ${number} "${part}": ${why}`)
  const match = /^([a-z-]+)(?::([^@/]*))?(?:@([^/]*))?(?:\/(.*))?$/.exec(part)
  if (match === null) throw fault('expected ACT[:N][@TIME][/TIME], for example fall@2s or heartbeat/1s')
  const [, name, count, at, every] = match
  const act = RADAR_ACTS.find((known) => known === name)
  if (act === undefined) throw fault(`no such act; known are ${RADAR_ACTS.join(', ')}`)
  const time = (text: string) => {
    const ms = milliseconds(text)
    if (ms === undefined) throw fault(`"${text}" is no time; write it like 250ms, 1.5s or 2m`)
    return ms
  }
  const everyMs = every === undefined ? null : time(every)
  if (everyMs !== null && everyMs < MIN_EVERY_MS) throw fault('the repetition must be at least 1ms')
  return {
    act,
    count: countOf(act, count, fault),
    firstAt: at === undefined ? (everyMs ?? 0) : time(at),
    every: everyMs,
  }
}

function countOf(act: RadarAct, text: string | undefined, fault: (why: string) => Error): number {
  const usual = DEFAULT_COUNT[act]
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
