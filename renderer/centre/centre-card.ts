/** An alarm as the list needs it: its instants as numbers, and what they say of it. Pure. */
import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import { countedLimitMs, type AwaitedAnswer } from '../../shared/domain/answer-clock.ts'
import { priorityRank } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { FacedAlarm } from '../alarm-board/focus-state.ts'
import type { Sounding } from '../sound/sound-rules.ts'

export interface CentreCard {
  /** Ids of alarms are a station's own: with the station's id there is only one. */
  readonly key: string
  readonly view: AlarmView
  /** Nobody has answered its last ring, here or at the station. */
  readonly isRinging: boolean
  /** When it began; by the centre's clock where the station's is minutes off. */
  readonly since: Instant
  /** When the centre received what rang last. */
  readonly ringingSince: Instant
  readonly answeredAt: Instant | null
}

export function keyOf({ station, id }: Pick<AlarmView, 'station' | 'id'>): string {
  return `${station} ${id}`
}

export function centreCard(view: AlarmView): CentreCard {
  const receivedAt = Date.parse(view.receivedAt)
  return {
    key: keyOf(view),
    view,
    isRinging: isOpen(view) && view.answeredAt === null,
    since: view.clockOffSeconds === null ? Math.min(Date.parse(view.openedAt), receivedAt) : receivedAt,
    ringingSince: Date.parse(view.ringingSince),
    answeredAt: view.answeredAt === null ? null : Date.parse(view.answeredAt),
  }
}

/** What its answer clock reads. */
export function awaited({ view, ringingSince, answeredAt }: CentreCard): AwaitedAnswer {
  return { priority: view.priority, ringingSince, answeredAt }
}

/** By priority, what nobody has answered first, then the oldest. */
export function compareCentreCards(a: CentreCard, b: CentreCard): number {
  const ranks = priorityRank(a.view.priority) - priorityRank(b.view.priority)
  if (ranks !== 0) return ranks
  if (a.isRinging !== b.isRinging) return a.isRinging ? -1 : 1
  if (a.since !== b.since) return a.since - b.since
  return a.key < b.key ? -1 : 1
}

/** How it looks to whoever answers it: a key meant for another face does not count. */
export function facedCard({ key, view, ringingSince, isRinging }: CentreCard): FacedAlarm {
  const face = [ringingSince, view.state, view.takenBy?.id ?? '', view.holder ?? ''].join(' ')
  return { id: key, incident: key, face, ring: isRinging ? ringingSince : 0 }
}

/**
 * How it rings here; undefined where it does not. Of the stations' alarms those that have an answer clock, the rest is
 * for their own shift; of the centre's own, all. A ring that was there `before` stays what it has become.
 */
export function soundingOf(card: CentreCard, before?: Sounding): Sounding | undefined {
  const sounding = freshSoundingOf(card)
  const isSame = before?.ringRevision === sounding?.ringRevision && before?.priority === sounding?.priority
  return isSame ? before : sounding
}

function freshSoundingOf({ key, isRinging, ringingSince, view }: CentreCard): Sounding | undefined {
  const { origin, priority } = view
  const sounds = isRinging && (origin !== 'station' || priority === 'critical' || priority === 'high')
  return sounds ? { id: key, ringRevision: ringingSince, priority } : undefined
}

/** The ring that nobody has answered in time: it sounds anew, once. Null where it is not that, or was before. */
export function overdueSounding(sounding: Sounding, now: Instant): Sounding | null {
  const limitMs = countedLimitMs(sounding.priority)
  if (limitMs === null || isOverdue(sounding)) return null
  const calledAt = sounding.ringRevision + limitMs
  return now > calledAt ? { ...sounding, calledAt } : null
}

/** It has sounded anew because nobody answered in time. */
export function isOverdue({ calledAt }: Sounding): boolean {
  return calledAt !== undefined && calledAt !== null
}
