/** What the operator page knows: the open alarms in order and the stations. Pure. */
import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import { PRIORITIES, type Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { PatchedMap } from '../patched-map.ts'
import { NO_RINGS, type Rings, type Sounding } from '../sound/sound-rules.ts'
import {
  centreCard,
  compareCentreCards,
  overdueSounding,
  soundingOf,
  type CentreCard,
} from './centre-card.ts'

export interface CentreBoard {
  /** Open alarms by key. */
  readonly alarms: PatchedMap<CentreCard>
  /** The same, in the order of the list. */
  readonly list: readonly CentreCard[]
  /** Those of them that sound here. */
  readonly rings: Rings
  /** The last ones that closed on this page, newest last: so that none vanishes under a pointer. */
  readonly closed: ReadonlyMap<string, CentreCard>
  readonly stations: ReadonlyMap<string, StationLine>
}

const CLOSED_KEPT = 20

export function boardOf(alarms: readonly AlarmView[], stations: readonly StationLine[]): CentreBoard {
  const list = alarms.filter(isOpen).map(centreCard).sort(compareCentreCards)
  return {
    alarms: PatchedMap.of(list.map((card) => [card.key, card])),
    list,
    rings: NO_RINGS.with(list.map((card) => [card.key, soundingOf(card)])),
    closed: new Map(),
    stations: new Map(stations.map((station) => [station.id, station])),
  }
}

/**
 * The board after alarms came, changed or closed, in the order in which they were told. One that is older than what
 * is known changes nothing.
 */
export function withAlarms(board: CentreBoard, views: readonly AlarmView[]): CentreBoard {
  if (views.length === 0) return board
  const changed = new Map<string, CentreCard | undefined>()
  const closed = new Map(board.closed)
  const list = [...board.list]
  for (const view of views) {
    const card = centreCard(view)
    const { key } = card
    const before = changed.has(key) ? changed.get(key) : board.alarms.get(key)
    if (before !== undefined && before.view.sequence > view.sequence) continue
    if (before !== undefined) list.splice(placeOf(list, before), 1)
    closed.delete(key)
    if (isOpen(view)) list.splice(placeOf(list, card), 0, card)
    else closed.set(key, card)
    changed.set(key, isOpen(view) ? card : undefined)
  }
  const surplus = [...closed.keys()].slice(0, Math.max(0, closed.size - CLOSED_KEPT))
  for (const key of surplus) closed.delete(key)
  const rings = [...changed].map(
    ([key, card]) => [key, card === undefined ? undefined : soundingOf(card, board.rings.get(key))] as const,
  )
  return { ...board, alarms: board.alarms.with(changed), list, rings: board.rings.with(rings), closed }
}

/** The board at this instant of the centre's clock: what nobody has answered in time sounds anew. */
export function withOverdue(board: CentreBoard, now: Instant): CentreBoard {
  const anew: [string, Sounding][] = []
  for (const sounding of board.rings.values()) {
    const overdue = overdueSounding(sounding, now)
    if (overdue !== null) anew.push([overdue.id, overdue])
  }
  return anew.length === 0 ? board : { ...board, rings: board.rings.with(anew) }
}

export function withStation(board: CentreBoard, station: StationLine): CentreBoard {
  return { ...board, stations: new Map(board.stations).set(station.id, station) }
}

/** Where the card stands or would stand in the order. */
function placeOf(list: readonly CentreCard[], card: CentreCard): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const there = list[middle]
    if (there !== undefined && there.key !== card.key && compareCentreCards(there, card) < 0) low = middle + 1
    else high = middle
  }
  return low
}

export interface CentreCounts {
  readonly open: number
  /** Nobody has answered them, here or at the station. */
  readonly unanswered: number
  readonly byPriority: Readonly<Record<Priority, number>>
}

export function countAlarms(list: readonly CentreCard[]): CentreCounts {
  const byPriority: Record<Priority, number> = { critical: 0, high: 0, medium: 0, low: 0 }
  let unanswered = 0
  for (const { view, isRinging } of list) {
    byPriority[view.priority] += 1
    if (isRinging) unanswered += 1
  }
  return { open: list.length, unanswered, byPriority }
}

/** Priorities that have open alarms, the most urgent first. */
export function prioritiesPresent({ byPriority }: CentreCounts): readonly Priority[] {
  return PRIORITIES.filter((priority) => byPriority[priority] > 0)
}

/** Of the stations that have ever been set up: how many speak now, and which have fallen silent unasked. */
export function countStations(stations: ReadonlyMap<string, StationLine>) {
  const lines = [...stations.values()]
  return {
    total: lines.length,
    online: lines.filter(({ state }) => state === 'online').length,
    silent: lines.filter(({ state }) => state === 'silent'),
    stopped: lines.filter(({ state }) => state === 'stopped'),
    never: lines.filter(({ state }) => state === 'never'),
  }
}
