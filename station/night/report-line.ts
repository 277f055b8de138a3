/** One alarm in the report of a shift: how it stood at the end, who answered it first and how long it waited. Pure. */
import { foldActions } from '../../shared/domain/alarm-fold.ts'
import { isOpen, type Actor, type Alarm } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { AlarmStory } from '../store/shift-report-rows.ts'
import { isAnswer, isLate, ringWaits, waitedMs, type RingWait } from './ring-waits.ts'

export interface StoryLine {
  /** As it stood at the end. */
  readonly alarm: Alarm
  readonly isCarriedIn: boolean
  readonly answeredBy: Actor | null
  readonly answeredAfterMs: number | null
  /** Of each time that it rang in this shift; null where it did not. */
  readonly longestWaitMs: number | null
  /** Somebody answered each time that it rang. */
  readonly isAnswered: boolean
  /** A wait became too long in this shift. */
  readonly isLate: boolean
  readonly notes: readonly { readonly at: Instant; readonly by: Actor; readonly words: string }[]
}

/** Undefined where the alarm was over before the shift and stayed so. */
export function lineOf(
  { alarm: opening, actions, stepsBefore, words }: AlarmStory,
  from: Instant,
  until: Instant,
): StoryLine | undefined {
  const alarm = foldActions(opening, actions)
  if (alarm === undefined) return undefined
  const before = foldActions(opening, actions.slice(0, stepsBefore))
  const ours = actions.slice(stepsBefore)
  if (before !== undefined && !isOpen(before) && !ours.some(({ type }) => type === 'reopened'))
    return undefined
  const answer = actions.find(isAnswer)
  const rings = ringWaits(opening, actions)
  const waits = rings.filter((ring) => ring.sequence > stepsBefore || isLeftTo(ring, stepsBefore, from))
  return {
    alarm,
    isCarriedIn: stepsBefore > 0,
    answeredBy: answer?.actor ?? null,
    answeredAfterMs: answer === undefined ? null : Math.max(0, answer.at - alarm.openedAt),
    longestWaitMs: waits.length === 0 ? null : Math.max(...waits.map((wait) => waitedMs(wait, until))),
    isAnswered: rings.length > 0 && rings.every(({ end }) => end?.isAnswer === true),
    isLate: waits.some((wait) => isLate(wait, until)),
    notes: ours.flatMap(({ at, actor, sequence }) => {
      const said = words.get(sequence)
      return said === undefined ? [] : [{ at, by: actor, words: said }]
    }),
  }
}

/** It rang in the shift before and its time was not over: whose shift it becomes late in is late with it. */
function isLeftTo({ dueAt, end }: RingWait, stepsBefore: number, from: Instant): boolean {
  const stillRang = end === undefined || end.sequence > stepsBefore
  return stillRang && dueAt !== null && dueAt >= from
}
