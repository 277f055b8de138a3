/**
 * The ladder an unanswered alarm climbs, as data (design: priorities). Level 0 is where it rings first; each level
 * holds for a time, then the next one is called. The last level is called again after that time, so that a ladder
 * never ends in nothing; only what waits for the hand-over list has a last level that does not hold.
 */
import type { LadderCategory } from '../../shared/api/house.ts'
import type { CallGroup } from '../../shared/domain/call-group.ts'
import type { Alarm } from '../../shared/domain/alarm.ts'
import { ANSWER_WITHIN_MS } from '../../shared/domain/answer-clock.ts'
import { isSoonEnough } from '../../shared/domain/ladder-bounds.ts'
import { PRIORITIES, type Priority } from '../../shared/domain/priority.ts'

export interface Rung {
  /** 0, 1, 2 … from the first one up. */
  readonly level: number
  readonly calls: CallGroup
  /** How long somebody of this level has to answer, in milliseconds; null: nobody is called after it. */
  readonly holdsMs: number | null
}

/** A test climbs none. */
export type Ladder = Readonly<Record<Priority, Readonly<Record<LadderCategory, readonly Rung[]>>>>

export interface LadderPartName {
  readonly priority: Priority
  readonly category: LadderCategory
}

export interface WholeLadder {
  readonly ladder: Ladder
  readonly replaced: readonly LadderPartName[]
}

/** Taken is not helped: so long may a critical alarm be acknowledged with nobody on the way (design). */
export const HELP_WITHIN_MS = 5 * 60_000

/** So long an alarm that was handed over waits for a word of whoever has it now; null: for the next shift. */
export function helpWithinMs(priority: Priority): number | null {
  const answerMs = ANSWER_WITHIN_MS[priority]
  return answerMs === null ? null : Math.max(HELP_WITHIN_MS, answerMs)
}

/** No level may hold longer than a day, none shorter than a person can read it. */
export const SHORTEST_HOLD_MS = 1_000
export const LONGEST_HOLD_MS = 24 * 60 * 60_000

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** Whoever comes next must hear of what the last shift left unanswered. */
const SHIFT = 8 * 60 * MINUTE

type Step = readonly [CallGroup, number | null]

function rungs(...steps: readonly Step[]): readonly Rung[] {
  return steps.map(([calls, holdsMs], level) => ({ level, calls, holdsMs }))
}

function forBoth(...steps: readonly Step[]): Ladder[Priority] {
  return { care: rungs(...steps), technical: rungs(...steps) }
}

/** The times are those of the design's table; after the last level it is called again for as long as it holds. */
export const DEFAULT_LADDER: Ladder = {
  critical: forBoth(
    ['on-duty', 60 * SECOND],
    ['on-call', 60 * SECOND],
    ['everyone', 60 * SECOND],
    ['centre', 2 * MINUTE],
  ),
  high: forBoth(['on-duty', 3 * MINUTE], ['on-call', 3 * MINUTE], ['everyone', 5 * MINUTE]),
  medium: {
    care: rungs(['on-duty', 15 * MINUTE], ['caregivers', SHIFT]),
    technical: rungs(['on-duty', 15 * MINUTE], ['technicians', SHIFT]),
  },
  low: forBoth(['on-duty', SHIFT], ['handover', null]),
}

/** The rungs that this alarm climbs; none for a test. */
export function rungsFor(ladder: Ladder, { priority, category }: Pick<Alarm, 'priority' | 'category'>) {
  return category === 'test' ? [] : ladder[priority][category]
}

/** Where an alarm of this level stands; a ladder that was shortened meanwhile has it on its last rung. */
export function rungAt(rungsOfAlarm: readonly Rung[], level: number): Rung | undefined {
  return rungsOfAlarm.findLast((rung) => rung.level <= level)
}

/**
 * What is stored may have been changed by hand: a ladder that is not whole, or would leave a critical, high or
 * medium alarm lying, is replaced by the one of the design, each priority and category by itself. `replaced` are those.
 */
export function wholeLadder(
  stored: readonly (Rung & { readonly priority: Priority; readonly category: LadderCategory })[],
): WholeLadder {
  const replaced: LadderPartName[] = []
  const of = (priority: Priority, category: LadderCategory): readonly Rung[] => {
    const found = stored
      .filter((rung) => rung.priority === priority && rung.category === category)
      .sort((a, b) => a.level - b.level)
      .map(({ level, calls, holdsMs }) => ({ level, calls, holdsMs }))
    if (isWhole(found, priority) && isSoon(found, priority)) return found
    replaced.push({ priority, category })
    return DEFAULT_LADDER[priority][category]
  }
  const ladder = Object.fromEntries(
    PRIORITIES.map((priority) => [
      priority,
      { care: of(priority, 'care'), technical: of(priority, 'technical') },
    ]),
  ) as unknown as Ladder
  return { ladder, replaced }
}

/** Whether nobody is left lying by these rungs (ladder-bounds). */
export function isSoon(found: readonly Rung[], priority: Priority): boolean {
  return isSoonEnough(
    priority,
    found.map(({ calls, holdsMs }) => ({ calls, holdsSeconds: holdsMs === null ? null : holdsMs / 1000 })),
  )
}

/**
 * Whether these rungs may be the ladder of this priority: each level in its turn, and none that calls nobody after it
 * but the last one of what waits for the hand-over list.
 */
export function isWhole(found: readonly Rung[], priority: Priority): boolean {
  if (found.length === 0) return false
  return found.every(({ level, holdsMs, calls }, index) => {
    // Every alarm rings where people are on duty before it calls anybody; the hand-over list calls nobody.
    if (level !== index || (index === 0 && calls !== 'on-duty')) return false
    if (calls === 'handover' && priority !== 'low') return false
    if (holdsMs === null) return priority === 'low' && index === found.length - 1
    return holdsMs >= SHORTEST_HOLD_MS && holdsMs <= LONGEST_HOLD_MS
  })
}
