/** The open incidents in the order of the list, kept in order from change to change. Pure. */
import type { AlarmCard } from '../../shared/api/board.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { PatchedMap } from '../patched-map.ts'
import { compareCards, isSetAside } from './board-selectors.ts'

/** The alarms that share a card, the one that stands for it first. Stays the same object while none of them changes. */
export type Incident = readonly [AlarmCard, ...AlarmCard[]]

export interface IncidentOrder {
  /** Most urgent first; see `compareCards`. */
  readonly list: readonly Incident[]
  readonly byKey: PatchedMap<Incident>
}

/** All at once, for a snapshot. */
export function orderIncidents(cards: Iterable<AlarmCard>): IncidentOrder {
  const members = new Map<string, AlarmCard[]>()
  for (const card of [...cards].filter(isListed).sort(compareCards)) {
    const before = members.get(keyOf(card))
    if (before === undefined) members.set(keyOf(card), [card])
    else before.push(card)
  }
  const byKey = [...members].flatMap(([key, [lead, ...others]]): [string, Incident][] =>
    lead === undefined ? [] : [[key, [lead, ...others]]],
  )
  return { list: byKey.map(([, incident]) => incident), byKey: PatchedMap.of(byKey) }
}

/** The order after some cards changed or closed: only their incidents are made anew, each put in its place. */
export function reorderIncidents(order: IncidentOrder, changed: readonly AlarmCard[]): IncidentOrder {
  const list = [...order.list]
  const made: [string, Incident | undefined][] = []
  for (const [key, cards] of cardsByKey(changed)) {
    const before = order.byKey.get(key)
    const kept = (before ?? []).filter(({ alarmId }) => !cards.has(alarmId))
    const [lead, ...others] = [...kept, ...[...cards.values()].filter(isListed)].sort(compareCards)
    if (before !== undefined) list.splice(placeOf(list, before[0]), 1)
    const after: Incident | undefined = lead === undefined ? undefined : [lead, ...others]
    made.push([key, after])
    if (after !== undefined) list.splice(placeOf(list, after[0]), 0, after)
  }
  return { list, byKey: order.byKey.with(made) }
}

/** The incident on whose card this alarm is; none for one that is closed or set aside. */
export function incidentOf(order: IncidentOrder, card: AlarmCard): Incident | readonly [] {
  return order.byKey.get(keyOf(card)) ?? []
}

/** The same object for almost all: a card without others is not drawn again for it. */
const NONE: readonly AlarmCard[] = []

/** The other alarms on the card of this one, the most urgent first. */
export function selectBeside(order: IncidentOrder, card: AlarmCard): readonly AlarmCard[] {
  if (card.category !== 'care' || isSetAside(card)) return NONE
  const others = incidentOf(order, card).filter(({ alarmId }) => alarmId !== card.alarmId)
  return others.length === 0 ? NONE : others
}

/** When one of the critical alarms that ring rang or called the next level last; 0 where none rings. */
export function selectLastCriticalRing({ list }: IncidentOrder): Instant {
  let last = 0
  for (const incident of list) {
    // They stand first.
    if (incident[0].priority !== 'critical') return last
    for (const { priority, ringing, lastRangAt, escalation } of incident) {
      if (ringing && priority === 'critical') last = Math.max(last, lastRangAt, escalation?.calledAt ?? 0)
    }
  }
  return last
}

/** The newest card of each alarm, by incident. */
function cardsByKey(changed: readonly AlarmCard[]): ReadonlyMap<string, ReadonlyMap<string, AlarmCard>> {
  const keys = new Map<string, Map<string, AlarmCard>>()
  for (const card of changed) {
    const cards = keys.get(keyOf(card)) ?? new Map<string, AlarmCard>()
    keys.set(keyOf(card), cards.set(card.alarmId, card))
  }
  return keys
}

function isListed(card: AlarmCard): boolean {
  return isOpen(card) && !isSetAside(card)
}

/** What the alarms of one card share. Faults of one incident are mended one by one. */
export function keyOf(card: AlarmCard): string {
  return card.category === 'care' ? card.incidentId : card.alarmId
}

/** Where the incident with this lead stands or would stand: the first that does not come before it. */
function placeOf(list: readonly Incident[], lead: AlarmCard): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const there = list[middle]
    if (there !== undefined && compareCards(there[0], lead) < 0) low = middle + 1
    else high = middle
  }
  return low
}
