/** One of the two lanes of the outbox: where it stands on the ladder, and what it sends now. */
import { Doorbell } from './doorbell.ts'
import { FIRST_ROUND, type Round } from './ladder.ts'
import { MOST_MESSAGES } from './send-order.ts'

export interface Turn {
  readonly sent: number
  /** As many as fit: more may wait. */
  readonly isWhole: boolean
}

export const NOTHING_SENT: Promise<Turn> = Promise.resolve({ sent: 0, isWhole: false })

export interface Lane {
  readonly bell: Doorbell
  round: Round
  batchLimit: number
  /** What it reads and sends now; resolved where it sleeps. */
  turn: Promise<Turn>
  /** A critical alarm came while a batch was under way: what follows its failure is no long pause. */
  isHurried: boolean
}

export function newLane(): Lane {
  return {
    bell: new Doorbell(),
    round: FIRST_ROUND,
    batchLimit: MOST_MESSAGES,
    turn: NOTHING_SENT,
    isHurried: false,
  }
}
