import { steadyMap } from '../list-difference.ts'
import { faceOf } from './alarm-steps.ts'
import type { BoardConnection } from './board-connection.ts'
import { isWaiting, nextFocus, type FocusInput } from './focus-rules.ts'
import { NO_FOCUS, type FacedAlarm, type FocusState } from './focus-state.ts'
import { keyOf, type Incident, type IncidentOrder } from './incident-order.ts'

/** How often a held order or a waiting focus is looked at again. */
const LOOK_AGAIN_MS = 100

/** What the focus follows: the alarms in order, the same list as long as nothing in it changes; null before there is one. */
export interface Followed {
  readonly subscribe: (listener: () => void) => () => void
  readonly look: () => { readonly alarms: readonly FacedAlarm[] | null; readonly isLost: boolean }
}

/** Feeds the focus rules from a list of alarms and from the window; a store for React. */
export class FocusStore {
  readonly #followed: Followed
  readonly #listeners = new Set<() => void>()
  #state: FocusState = NO_FOCUS
  #alarms: readonly FacedAlarm[] | null = null
  #wasLost = false

  constructor(followed: Followed) {
    this.#followed = followed
  }

  readonly getState = (): FocusState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly dispatch = (input: FocusInput): void => {
    const next = nextFocus(this.#state, input)
    if (next === this.#state) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }

  /** Starts following; returns the function that ends it. Instants are readings of the steady clock. */
  start(): () => void {
    this.#follow()
    const unfollow = this.#followed.subscribe(() => {
      this.#follow()
    })
    const timer = setInterval(() => {
      if (isWaiting(this.#state)) this.dispatch({ type: 'tick', now: performance.now() })
    }, LOOK_AGAIN_MS)
    const seenAgain = () => {
      this.dispatch({ type: 'seen-again', now: performance.now() })
    }
    document.addEventListener('visibilitychange', seenAgain)
    return () => {
      unfollow()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', seenAgain)
    }
  }

  #follow(): void {
    const { alarms, isLost } = this.#followed.look()
    const now = performance.now()
    if (!isLost && this.#wasLost) this.dispatch({ type: 'seen-again', now })
    this.#wasLost = isLost
    if (alarms === null || alarms === this.#alarms) return
    this.#alarms = alarms
    this.dispatch({ type: 'board', alarms, now })
  }
}

/** The incidents of the board, each by the face of its card. */
export function followBoard(connection: BoardConnection): Followed {
  const faced = steadyMap(facedAlarm)
  let of: IncidentOrder | null = null
  let alarms: readonly FacedAlarm[] | null = null
  return {
    subscribe: connection.subscribe,
    look: () => {
      const { board, link } = connection.getState()
      if (board !== null && board.incidents !== of) {
        of = board.incidents
        alarms = faced(of.list)
      }
      return { alarms, isLost: link === 'lost' }
    },
  }
}

function facedAlarm(cards: Incident): FacedAlarm {
  const [lead] = cards
  // One more cause on a card is a new face, and its ring a new ring.
  const face =
    cards.length === 1 ? faceOf(lead) : cards.map((card) => `${card.alarmId} ${faceOf(card)}`).join()
  const ring = cards.reduce((sum, { ringing, ringRevision }) => sum + (ringing ? ringRevision : 0), 0)
  return { id: lead.alarmId, incident: keyOf(lead), face, ring }
}
