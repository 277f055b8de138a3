/** One alarm in the report of a shift: how it stood at the end, who answered it first and how fast. Pure. */
import { foldActions } from '../../shared/domain/alarm-fold.ts'
import { ANSWER_WITHIN_MS } from '../../shared/domain/answer-clock.ts'
import type { ActionType, Actor, Alarm } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { AlarmStory } from '../store/shift-report-rows.ts'

const ANSWERS: ReadonlySet<ActionType> = new Set<ActionType>([
  'acknowledged',
  'on-the-way',
  'on-site',
  'resolved',
])

export interface StoryLine {
  /** As it stood at the end. */
  readonly alarm: Alarm
  readonly isCarriedIn: boolean
  readonly answeredBy: Actor | null
  readonly answeredAfterMs: number | null
  readonly isLate: boolean
  readonly notes: readonly { readonly at: Instant; readonly by: Actor; readonly words: string }[]
}

/** The story as far as `until`; undefined where it had not begun by then. */
export function lineOf(story: AlarmStory, from: Instant, until: Instant): StoryLine | undefined {
  const actions = story.actions.filter(({ at, sequence }) => at <= until || sequence === 1)
  const alarm = foldActions(story.alarm, actions)
  if (alarm === undefined || alarm.openedAt > until) return undefined
  const answer = actions.find(({ type, actor }) => ANSWERS.has(type) && isSomebody(actor))
  const answeredAfterMs = answer === undefined ? null : Math.max(0, answer.at - alarm.openedAt)
  const withinMs = ANSWER_WITHIN_MS[alarm.priority]
  const isOver = actions.some(({ type }) => type === 'cancelled')
  // What the resident took back, or what was over by itself, waited for nobody.
  const waitedMs = answeredAfterMs ?? (isOver ? 0 : until - alarm.openedAt)
  return {
    alarm,
    isCarriedIn: alarm.openedAt < from,
    answeredBy: answer?.actor ?? null,
    answeredAfterMs,
    isLate: withinMs !== null && waitedMs > withinMs,
    notes: actions.flatMap(({ at, actor, sequence }) => {
      const words = story.words.get(sequence)
      return words === undefined || at < from ? [] : [{ at, by: actor, words }]
    }),
  }
}

/** Of alarms that came during the shift; what was carried in belongs to the one before. */
export function figuresOf(lines: readonly StoryLine[]) {
  const came = lines.filter(({ isCarriedIn }) => !isCarriedIn)
  const times = came.flatMap(({ answeredAfterMs }) => answeredAfterMs ?? []).sort((a, b) => a - b)
  return {
    came: came.length,
    answered: times.length,
    late: came.filter(({ isLate }) => isLate).length,
    medianAnswerMs: median(times),
  }
}

function median(sorted: readonly number[]): number | null {
  const high = sorted[Math.floor(sorted.length / 2)]
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  return high === undefined || low === undefined ? null : Math.round((low + high) / 2)
}

function isSomebody({ kind }: Actor): boolean {
  return kind === 'person' || kind === 'centre'
}
