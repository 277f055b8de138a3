/** Which steps a caregiver may take on an alarm, and which one comes next. Pure. */
import type { AlarmCard } from '../../shared/api/board.ts'
import { ALWAYS_RINGS } from '../../shared/domain/alarm.ts'
import { NOT_DELIVERED_AFTER_MS } from './calm.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Instant } from '../../shared/domain/time.ts'

export type StepName =
  | 'acknowledge'
  | 'on-the-way'
  | 'on-site'
  | 'resolve'
  | 'note'
  | 'hand-over'
  | 'release'
  | 'call'
  | 'shelve'
  | 'unshelve'

/**
 * Steps the lifecycle allows, in the order of the buttons. `personId`: who stands at this screen; `beside`: the other
 * alarms on the same card.
 */
export function selectSteps(
  card: AlarmCard,
  personId: string | null,
  beside: readonly AlarmCard[] = [],
): readonly StepName[] {
  const steps: StepName[] = []
  const { state } = card
  if (state === 'resolved' || state === 'cancelled') return steps
  const isOwnCall = personId !== null && card.carer?.id === personId
  if ((card.ringing || beside.some(isUnanswered)) && !isOwnCall) steps.push('acknowledge')
  if (card.category !== 'technical' && !isOwnCall) {
    if (state === 'raised' || state === 'acknowledged' || isForMeToSay(card, personId))
      steps.push('on-the-way')
    if (state !== 'on-site' || isAwaited(card)) steps.push('on-site')
  }
  steps.push('resolve', 'note')
  if (state !== 'raised') steps.push('hand-over')
  const mine = personId !== null && card.owner?.id === personId
  if (mine && (state === 'acknowledged' || state === 'on-the-way')) steps.push('release')
  // Also of nobody's alarm, a corridor or a colleague: who is on call and the centre have numbers.
  steps.push('call')
  if (card.shelf !== undefined) steps.push('unshelve')
  else if (mayBeShelved(card)) steps.push('shelve')
  return steps
}

/** Whoever was there has gone: it is for the next one to say that they are. */
function isAwaited({ escalation }: AlarmCard): boolean {
  return escalation?.waitsForOwner === true
}

/** Somebody else was on the way and gave it to me: that I go is mine to say. */
function isForMeToSay({ isGiven, owner }: AlarmCard, personId: string | null): boolean {
  return isGiven === true && personId !== null && owner?.id === personId
}

/** What must ring is never set aside (design: priorities). */
function mayBeShelved({ cause, priority }: AlarmCard): boolean {
  return !ALWAYS_RINGS.has(cause) && priority !== 'critical'
}

/**
 * What Enter does: it answers whatever rings on the card first. An alarm that somebody else has is never taken over by a
 * single key: null.
 */
export function selectNextStep(
  card: AlarmCard,
  personId: string | null,
  beside: readonly AlarmCard[] = [],
): StepName | null {
  if (personId !== null && card.carer?.id === personId) return null
  if (isUnanswered(card) || beside.some(isUnanswered)) return 'acknowledge'
  if (card.owner !== null && personId !== null && card.owner.id !== personId) return null
  switch (card.state) {
    case 'raised':
      return 'acknowledge'
    case 'acknowledged':
      return card.category === 'technical' ? 'resolve' : 'on-the-way'
    case 'on-the-way':
      return isForMeToSay(card, personId) ? 'on-the-way' : 'on-site'
    case 'on-site':
      return isAwaited(card) ? 'on-site' : 'resolve'
    case 'resolved':
    case 'cancelled':
      return null
    default:
      return assertNever(card.state)
  }
}

/** The alarm of a card that an answer is for: its own, else the most urgent one beside that rings. */
export function selectUnanswered(card: AlarmCard, beside: readonly AlarmCard[]): AlarmCard {
  return isUnanswered(card) ? card : (beside.find(isUnanswered) ?? card)
}

function isUnanswered({ ringing, state }: AlarmCard): boolean {
  return ringing && state !== 'resolved' && state !== 'cancelled'
}

/**
 * How the card looks to the person who answers it. When this changes, the 500 ms start again: a key meant for
 * what was there before (a first ring, an alarm nobody had) must not act on what is there now.
 */
export function faceOf(card: AlarmCard): string {
  return `${String(card.ringRevision)} ${card.state} ${card.owner?.id ?? ''}`
}

export type DeliveryWords =
  | { readonly kind: 'none' }
  | { readonly kind: 'delivered' }
  | { readonly kind: 'waiting'; readonly since: Instant }
  | { readonly kind: 'not-delivered'; readonly since: Instant | null; readonly rejected: boolean }

/** What the card says about the care centre; red words are kept for alarms it has not confirmed (glossary). */
export function selectDelivery(card: AlarmCard, now: Instant): DeliveryWords {
  const { state, waitingSince } = card.delivery
  switch (state) {
    case 'none':
      return { kind: 'none' }
    case 'delivered':
      return { kind: 'delivered' }
    case 'rejected':
      return { kind: 'not-delivered', since: waitingSince, rejected: true }
    case 'waiting': {
      const since = waitingSince ?? card.lastRangAt
      if (now - since <= NOT_DELIVERED_AFTER_MS) return { kind: 'waiting', since }
      return { kind: 'not-delivered', since, rejected: false }
    }
    default:
      return assertNever(state)
  }
}
