/**
 * How often a device reports when nothing happens, learnt from the gaps between its telegrams, since its
 * silence is measured against that (enocean-esp3.md, section 7).
 *
 * The interval is the second largest gap of a day: the largest may be a lost telegram, and the small ones are
 * somebody going in and out. What was learnt before counts as the day before, so that a restart in a lively
 * hour does not shorten it.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { DeviceMemory, SupervisionFacts } from '../protocol-driver.ts'
import type { Reporting } from './profiles/profile.ts'
import { findProfile } from './profiles/profiles.ts'

const DAY_MS = 24 * 3_600_000
/** Document: "often 15–30 min". */
const USUAL_SECONDS = 30 * 60
const SMOKE_SECONDS = 20 * 60
/** A device may miss one report and be late with the next. */
const PATIENCE = 2.5
/** Telegrams closer than this are a change, a test or a learn button, and no regular report. */
const LEAST_SECONDS = 60
/** Three telegrams or more before anything is believed. */
const LEAST_GAPS = 3
/** A difference smaller than this is not worth a write. */
const WORTH_TELLING = 0.1
const MEMORY_KEY = 'reportingSeconds'

/** Longest silence allowed, in seconds; null where silence proves nothing. */
export function enoceanSupervisionSeconds({ eep, memory }: SupervisionFacts): number | null {
  const profile = eep === null ? undefined : findProfile(eep)
  switch (profile?.reporting) {
    case 'smoke':
      return SMOKE_SECONDS * PATIENCE
    case 'regular':
    case 'irregular':
      return Math.ceil((learntSeconds(memory) ?? USUAL_SECONDS) * PATIENCE)
    case 'harvesting':
    case undefined:
      return null
  }
}

function learntSeconds(memory: DeviceMemory): number | undefined {
  const seconds = Number(memory[MEMORY_KEY])
  return Number.isFinite(seconds) && seconds >= 1 ? seconds : undefined
}

interface Day {
  readonly gaps: number
  /** Of the gaps, in seconds. */
  readonly largest: number
  readonly second: number
}
const NEW_DAY: Day = { gaps: 0, largest: 0, second: 0 }

export class ReportingInterval {
  private lastAt: MonotonicMs | null = null
  private dayFrom: MonotonicMs = 0
  private believed = false
  private today = NEW_DAY
  private before: number
  private told: number | undefined

  constructor(reporting: Reporting, memory: DeviceMemory) {
    this.told = learntSeconds(memory)
    // A device that reports on changes is heard often while it is being mounted; that is not its interval.
    this.before = this.told ?? (reporting === 'irregular' ? USUAL_SECONDS : 0)
  }

  /** A telegram came; what to remember when the interval is learnt anew. */
  heard(now: MonotonicMs): DeviceMemory | undefined {
    if (this.lastAt === null) {
      this.dayFrom = now
    } else {
      this.takeGap((now - this.lastAt) / 1000)
      // A day with next to no telegrams says nothing; it goes on until it does.
      if (now - this.dayFrom >= DAY_MS && this.today.gaps >= LEAST_GAPS) {
        this.before = this.today.second
        this.today = NEW_DAY
        this.dayFrom = now
      }
    }
    this.lastAt = now
    return this.news()
  }

  private takeGap(seconds: number): void {
    if (seconds < LEAST_SECONDS) return
    const { gaps, largest, second } = this.today
    this.today = {
      gaps: gaps + 1,
      largest: Math.max(largest, seconds),
      second: seconds > largest ? largest : Math.max(second, seconds),
    }
    this.believed ||= this.today.gaps >= LEAST_GAPS
  }

  private news(): DeviceMemory | undefined {
    if (!this.believed) return undefined
    const seconds = Math.round(Math.max(this.today.second, this.before))
    const isNews = this.told === undefined || Math.abs(seconds - this.told) > this.told * WORTH_TELLING
    if (!isNews) return undefined
    this.told = seconds
    return { [MEMORY_KEY]: String(seconds) }
  }
}
