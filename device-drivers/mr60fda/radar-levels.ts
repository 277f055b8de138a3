/** Turns what a radar says about the room into changes: which reading is news, and which is known already. */
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { KnownLevels } from '../protocol-driver.ts'

/**
 * How a reading came: `report` (R60, sent on a change), `answer` (R60, to our query), `stream` (FDA2, sent
 * over and over). A report tells a change, the other two a level.
 */
export type ReadingSource = 'report' | 'answer' | 'stream'

export type Reading =
  | { readonly type: 'fall'; readonly active: boolean }
  | { readonly type: 'inactivity'; readonly active: boolean }
  | { readonly type: 'presence'; readonly present: boolean }
  | { readonly type: 'motion'; readonly motion: string }

export interface LevelChange {
  readonly kind: EventKind
  readonly value: EventValue
}

/** A report this soon after an answer with the same news is about the same change: they crossed on the wire. */
const SAME_CHANGE_MS = 2000

export class RadarLevels {
  private readonly fall: ConditionLevel
  private readonly inactivity: ConditionLevel
  private presence: boolean | null
  private motion: string | null

  constructor(known: KnownLevels) {
    this.fall = new ConditionLevel(flag(known.fall))
    this.inactivity = new ConditionLevel(flag(known.inactivity))
    this.presence = flag(known.presence)
    this.motion = typeof known.motion === 'string' ? known.motion : null
  }

  /** The event this reading makes, null when it is no news. */
  take(reading: Reading, source: ReadingSource, now: MonotonicMs): LevelChange | null {
    switch (reading.type) {
      case 'fall':
        return conditionChange('fall', this.fall.take(reading.active, source, now))
      case 'inactivity':
        return conditionChange('inactivity', this.inactivity.take(reading.active, source, now))
      case 'presence': {
        if (reading.present === this.presence) return null
        this.presence = reading.present
        return { kind: 'presence', value: reading.present }
      }
      case 'motion': {
        if (reading.motion === this.motion) return null
        this.motion = reading.motion
        return { kind: 'motion', value: reading.motion }
      }
      default:
        return assertNever(reading)
    }
  }
}

function conditionChange(kind: 'fall' | 'inactivity', edge: 'begins' | 'ends' | null): LevelChange | null {
  if (edge === null) return null
  return edge === 'begins' ? { kind, value: true } : { kind: 'restored', value: kind }
}

function flag(value: EventValue | undefined): boolean | null {
  return typeof value === 'boolean' ? value : null
}

/** A condition that begins and ends: fallen, too long still. */
class ConditionLevel {
  private answered: { readonly active: boolean; readonly at: MonotonicMs } | null = null

  constructor(private known: boolean | null) {}

  take(active: boolean, source: ReadingSource, now: MonotonicMs): 'begins' | 'ends' | null {
    return source === 'report' ? this.takeReport(active, now) : this.takeLevel(active, now)
  }

  /** Each report is news: a second fall while the first still stands is a second fall. */
  private takeReport(active: boolean, now: MonotonicMs): 'begins' | 'ends' | null {
    const told = this.answered
    this.answered = null
    this.known = active
    if (told !== null && told.active === active && now - told.at <= SAME_CHANGE_MS) return null
    return active ? 'begins' : 'ends'
  }

  /** A level is news when it differs; that nothing is the matter is none when nothing was known. */
  private takeLevel(active: boolean, now: MonotonicMs): 'begins' | 'ends' | null {
    const before = this.known
    this.known = active
    if (active === before || (!active && before === null)) return null
    this.answered = { active, at: now }
    return active ? 'begins' : 'ends'
  }
}
