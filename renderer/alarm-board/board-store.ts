/** The board as the client knows it: a snapshot with the numbered changes after it folded in. Pure. */
import type { AlarmCard, Board, BoardMessage, CalmProof, PersonTile } from '../../shared/api/board.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { PatchedMap } from '../patched-map.ts'
import type { Rings } from '../sound/sound-rules.ts'
import { countCards, recount, type BoardCounts } from './board-counts.ts'
import { selectRing } from './board-selectors.ts'
import { orderIncidents, reorderIncidents, type IncidentOrder } from './incident-order.ts'

export interface BoardState {
  readonly run: string
  readonly sequence: number
  readonly station: Board['station']
  readonly people: readonly PersonTile[]
  /** Open alarms by id. */
  readonly alarms: PatchedMap<AlarmCard>
  /** What the list shows: the open alarms that are not set aside, by incident, in order. */
  readonly incidents: IncidentOrder
  readonly counts: BoardCounts
  /** What sounds of the open alarms that ring, by alarm. */
  readonly rings: Rings
  /** The last alarms that closed on this screen, newest last: so that a card does not vanish under a pointer. */
  readonly closed: ReadonlyMap<string, AlarmCard>
  readonly proof: CalmProof
  /** The station's clock minus this machine's, in milliseconds: ages are shown by the station's clock. */
  readonly clockOffsetMs: number
}

/** `gap`: something is missing or the station restarted; the client must ask for a new snapshot. */
export type Applied =
  { readonly ok: true; readonly state: BoardState } | { readonly ok: false; readonly why: 'gap' }

const CLOSED_KEPT = 20
/** A message's way takes a few milliseconds more or less each time; a difference of this much is a clock. */
const CLOCK_SET_MS = 200

/**
 * Folds one message of the feed into the state. `receivedAt` is this machine's clock. A change that is
 * already in the state (sent again after a reconnect) is ignored; one that is too far ahead is a gap.
 */
export function applyMessage(state: BoardState | null, message: BoardMessage, receivedAt: number): Applied {
  const clockOffsetMs = steadyOffset(state, message.at - receivedAt)
  if (message.type === 'snapshot') {
    const { station, people, alarms, proof } = message.board
    return {
      ok: true,
      state: {
        run: message.run,
        sequence: message.sequence,
        station,
        people,
        ...cardsOf(alarms.filter(isOpen)),
        closed: new Map(),
        proof,
        clockOffsetMs,
      },
    }
  }
  if (state === null || message.run !== state.run) return { ok: false, why: 'gap' }
  switch (message.type) {
    case 'tick':
      if (message.sequence > state.sequence) return { ok: false, why: 'gap' }
      return { ok: true, state: clockOffsetMs === state.clockOffsetMs ? state : { ...state, clockOffsetMs } }
    case 'change':
      if (message.sequence <= state.sequence) return { ok: true, state }
      if (message.sequence > state.sequence + 1) return { ok: false, why: 'gap' }
      return {
        ok: true,
        state: {
          ...state,
          ...withCards(state, message.alarms),
          sequence: message.sequence,
          people: message.people ?? state.people,
          proof: message.proof ?? state.proof,
          clockOffsetMs,
        },
      }
    default:
      return assertNever(message)
  }
}

/** Every age on the board hangs on the offset: it stays as it is until a clock was set. */
function steadyOffset(state: BoardState | null, measured: number): number {
  if (state === null || Math.abs(measured - state.clockOffsetMs) > CLOCK_SET_MS) return measured
  return state.clockOffsetMs
}

type Cards = Pick<BoardState, 'alarms' | 'incidents' | 'counts' | 'rings'>

function cardsOf(open: readonly AlarmCard[]): Cards {
  return {
    alarms: PatchedMap.of(open.map((card) => [card.alarmId, card])),
    incidents: orderIncidents(open),
    counts: countCards(open),
    rings: PatchedMap.of(
      open.map(selectRing).flatMap((ring) => (ring === undefined ? [] : [[ring.id, ring] as const])),
    ),
  }
}

/** A board of thousands takes the change of one alarm without looking at the others. */
function withCards(state: BoardState, cards: readonly AlarmCard[]): Cards & Pick<BoardState, 'closed'> {
  const { alarms, incidents, closed, rings } = state
  if (cards.length === 0) return { alarms, incidents, counts: state.counts, rings, closed }
  const open = new Map(cards.map((card) => [card.alarmId, isOpen(card) ? card : undefined]))
  let { counts } = state
  for (const [id, card] of open) counts = recount(counts, alarms.get(id), card)
  return {
    alarms: alarms.with(open),
    incidents: reorderIncidents(incidents, cards),
    counts,
    rings: rings.with([...open].map(([id, card]) => [id, card && selectRing(card)])),
    closed: lastClosed(closed, cards),
  }
}

function lastClosed(before: BoardState['closed'], cards: readonly AlarmCard[]): BoardState['closed'] {
  const closed = new Map(before)
  for (const card of cards) {
    const closing = closed.get(card.alarmId)?.closing
    closed.delete(card.alarmId)
    // Told again when the centre has it, and then without who closed it.
    if (!isOpen(card)) closed.set(card.alarmId, closing === undefined ? card : { closing, ...card })
  }
  const surplus = [...closed.keys()].slice(0, Math.max(0, closed.size - CLOSED_KEPT))
  for (const id of surplus) closed.delete(id)
  return closed
}
