/** What may be wrong with the station itself: its way to the centre, its database, its disk, its clock. Pure. */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { ClockJumps } from './clock-watch.ts'
import type { Condition, SupervisedCause } from './condition.ts'

/**
 * A path that failed once may be a restart over there. With a heartbeat a minute and five seconds for an answer
 * a loss is noticed within 80 s; the goal is 90 s (alarm-standards.md, section 2).
 */
const CENTRE_LOST_AFTER_MS = 15_000
/** A full disk or a busy file that passes at once is no outage. */
export const OUTAGE_AFTER_MS = 5_000
/** How long after an outage its alarm stays: while nothing could be stored it could not be raised. */
export const OUTAGE_SHOWN_MS = 60_000
/** A boot without a battery-backed clock is corrected within minutes. */
const UNSYNCHRONISED_AFTER_MS = 15 * 60_000

function ofStation(cause: SupervisedCause): Omit<Condition, 'standing' | 'code'> {
  return {
    cause,
    subject: null,
    deviceId: null,
    residentId: null,
    placement: null,
    priority: 'medium',
    afterMs: 0,
    clearAfterMs: 0,
    endsByItself: true,
  }
}

/** One way to the centre. */
export interface PathFacts {
  /** What a person knows it by: kind and host. */
  readonly name: string
  readonly link: 'never' | 'ok' | 'lost'
  readonly failingSince: MonotonicMs | null
  /** Why the last try failed. */
  readonly failure: string | null
}

/**
 * The centre is lost when no way to it is left: one card for all of them, and it rings. While another way holds, the
 * one that fails is a fault by its name.
 */
export function centreConditions(paths: readonly PathFacts[]): readonly Condition[] {
  const [first] = paths
  if (first === undefined) return []
  const failing = paths.flatMap(({ failingSince }) => failingSince ?? [])
  const isLost = failing.length === paths.length
  const whole: Condition = {
    ...ofCentre(first.failure),
    standing: isLost ? 'yes' : paths.some(({ link }) => link === 'ok') ? 'no' : 'unknown',
    ...(isLost ? { since: Math.max(...failing) } : {}),
  }
  return paths.length === 1 ? [whole] : [whole, ...paths.map((path) => pathCondition(path, isLost))]
}

function pathCondition({ name, link, failingSince, failure }: PathFacts, isLost: boolean): Condition {
  const condition = { ...ofCentre(failure), subject: name }
  if (failingSince === null) return { ...condition, standing: link === 'ok' ? 'no' : 'unknown' }
  // What is lost as a whole is one card; those of its parts that were raised before stay.
  return { ...condition, standing: isLost ? 'unknown' : 'yes', since: failingSince }
}

function ofCentre(failure: string | null): Omit<Condition, 'standing'> {
  return { ...ofStation('centre-lost'), afterMs: CENTRE_LOST_AFTER_MS, code: failure ?? 'unreachable' }
}

export interface DatabaseFacts {
  readonly state: 'ok' | 'full' | 'failing'
  /** What the last outage was, from when until when; null where there was none in this run. */
  readonly outage: {
    readonly code: 'full' | 'failing'
    readonly from: MonotonicMs
    readonly until: MonotonicMs
  } | null
  /** The check of the whole file found something. */
  readonly isDamaged: boolean
}

/** `high`: while alarms can't be stored nobody's alarm works. */
export function databaseCondition(facts: DatabaseFacts, now: MonotonicMs): Condition {
  const { state, outage, isDamaged } = facts
  const condition = { ...ofStation('database'), priority: 'high' } as const
  if (isDamaged) return { ...condition, standing: 'yes', code: 'damaged' }
  if (state !== 'ok') return { ...condition, standing: 'yes', code: state, afterMs: OUTAGE_AFTER_MS }
  if (outage === null) return { ...condition, standing: 'no', code: 'failing' }
  const { code, from, until } = outage
  const lasted = until - from
  const isShown = lasted >= OUTAGE_AFTER_MS && now - until < OUTAGE_SHOWN_MS
  return { ...condition, standing: isShown ? 'yes' : 'no', code, figure: Math.round(lasted / 1000) }
}

/** Room on the disk of the data folder in bytes; null where it can't be told. */
export interface DiskFacts {
  readonly free: number
  readonly size: number
}

/** About a night of events at ten a second with their chains, or a tenth of a disk smaller than that. */
const LOW_BYTES = 256 * 1024 * 1024

export function diskCondition(facts: DiskFacts | null): Condition {
  const condition = { ...ofStation('disk'), code: 'low' }
  if (facts === null) return { ...condition, standing: 'unknown' }
  const low = Math.min(LOW_BYTES, facts.size / 10)
  const figure = Math.floor(facts.free / (1024 * 1024))
  if (facts.free < low) return { ...condition, standing: 'yes', figure }
  // Half as much again before it is over, so that it does not come and go with every log file.
  return { ...condition, standing: facts.free < 1.5 * low ? 'unknown' : 'no' }
}

export interface ClockFacts {
  /** Seconds by which the wall clock jumped in this run, forwards or back. */
  readonly jumps: ClockJumps
  /** What the operating system says, where it says anything. */
  readonly synchronised: boolean | null
}

/** The subject of a jump that is a warning alone: it never stands in the place of one that is a fault. */
export const SMALL_JUMP = 'small-jump'

/** A jump stays until a person has seen it: the times of what was stored before it may be wrong. */
export function clockConditions({ jumps, synchronised }: ClockFacts): readonly Condition[] {
  const condition = ofStation('clock')
  const jumped = (seconds: number | null): Condition => ({
    ...condition,
    code: 'jumped',
    standing: seconds === null ? 'no' : 'yes',
    ...(seconds === null ? {} : { figure: seconds }),
    endsByItself: false,
  })
  return [
    jumped(jumps.fault),
    { ...jumped(jumps.warning), subject: SMALL_JUMP, priority: 'low' },
    {
      ...condition,
      subject: 'synchronisation',
      code: 'not-synchronised',
      afterMs: UNSYNCHRONISED_AFTER_MS,
      standing: synchronised === null ? 'unknown' : synchronised ? 'no' : 'yes',
    },
  ]
}
