/** The open incidents in the order of the list, kept in order from change to change. Pure. */
import type { AlarmCard } from '../../shared/api/board.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import { compareCards } from './board-selectors.ts'

/** The alarms that share a card, the one that stands for it first. Stays the same object while none of them changes. */
export type Incident = readonly [AlarmCard, ...AlarmCard[]]

export interface IncidentOrder {
  /** Most urgent first; see `compareCards`. */
  readonly list: readonly Incident[]
  readonly byKey: ReadonlyMap<string, Incident>
}

/** All at once, for a snapshot. */
export function orderIncidents(cards: Iterable<AlarmCard>): IncidentOrder {
  const members = new Map<string, AlarmCard[]>()
  for (const card of [...cards].filter(isListed).sort(compareCards)) {
    const before = members.get(keyOf(card))
    if (before === undefined) members.set(keyOf(card), [card])
    else before.push(card)
  }
  const byKey = new Map<string, Incident>()
  for (const [key, [lead, ...others]] of members) {
    if (lead !== undefined) byKey.set(key, [lead, ...others])
  }
  return { list: [...byKey.values()], byKey }
}

/** The order after some cards changed or closed: only their incidents are made anew, each put in its place. */
export function reorderIncidents(order: IncidentOrder, changed: readonly AlarmCard[]): IncidentOrder {
  const list = [...order.list]
  const byKey = new Map(order.byKey)
  for (const [key, cards] of cardsByKey(changed)) {
    const before = byKey.get(key)
    const kept = (before ?? []).filter(({ alarmId }) => !cards.has(alarmId))
    const [lead, ...others] = [...kept, ...[...cards.values()].filter(isListed)].sort(compareCards)
    if (before !== undefined) list.splice(placeOf(list, before[0]), 1)
    if (lead === undefined) {
      byKey.delete(key)
      continue
    }
    const after: Incident = [lead, ...others]
    byKey.set(key, after)
    list.splice(placeOf(list, lead), 0, after)
  }
  return { list, byKey }
}

/** The incident on whose card this alarm is; none for one that is closed or set aside. */
export function incidentOf(order: IncidentOrder, card: AlarmCard): Incident | readonly [] {
  return order.byKey.get(keyOf(card)) ?? []
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

/** What is set aside has its own list. */
function isListed(card: AlarmCard): boolean {
  return isOpen(card) && card.shelf === undefined
}

/** Faults of one incident are mended one by one. */
function keyOf(card: AlarmCard): string {
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
