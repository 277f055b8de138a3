import { faceOf } from './alarm-steps.ts'
import type { BoardConnection } from './board-connection.ts'
import {
  isWaiting,
  NO_FOCUS,
  nextFocus,
  type FacedAlarm,
  type FocusInput,
  type FocusState,
} from './focus-rules.ts'
import type { Incident, IncidentOrder } from './incident-order.ts'

/** How often a held order or a waiting focus is looked at again. */
const LOOK_AGAIN_MS = 100

/** Feeds the focus rules from the board and from the window; a store for React. */
export class FocusStore {
  readonly #connection: BoardConnection
  readonly #listeners = new Set<() => void>()
  #state: FocusState = NO_FOCUS
  #incidents: IncidentOrder | null = null
  #wasLost = false

  constructor(connection: BoardConnection) {
    this.#connection = connection
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
    this.#followBoard()
    const unfollow = this.#connection.subscribe(() => {
      this.#followBoard()
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

  #followBoard(): void {
    const { board, link } = this.#connection.getState()
    const now = performance.now()
    if (link === 'ok' && this.#wasLost) this.dispatch({ type: 'seen-again', now })
    this.#wasLost = link === 'lost'
    if (board === null || board.incidents === this.#incidents) return
    this.#incidents = board.incidents
    this.dispatch({ type: 'board', alarms: board.incidents.list.map(facedAlarm), now })
  }
}

/** One for each incident object, which stays while nothing in it changes. */
const FACED = new WeakMap<Incident, FacedAlarm>()

function facedAlarm(cards: Incident): FacedAlarm {
  const known = FACED.get(cards)
  if (known !== undefined) return known
  const [lead] = cards
  // One more cause on a card is a new face, and its ring a new ring.
  const face =
    cards.length === 1 ? faceOf(lead) : cards.map((card) => `${card.alarmId} ${faceOf(card)}`).join()
  const ring = cards.reduce((sum, { ringing, ringRevision }) => sum + (ringing ? ringRevision : 0), 0)
  const faced = { id: lead.alarmId, face, ring }
  FACED.set(cards, faced)
  return faced
}
