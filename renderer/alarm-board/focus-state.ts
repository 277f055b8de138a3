/** What the focus rules know (focus-rules.ts), in milliseconds of one steady clock. */
import { PatchedMap } from '../patched-map.ts'

export const VISIBLE_BEFORE_KEY_MS = 500
export const QUIET_BEFORE_FOCUS_MS = 1_000
export const ORDER_HELD_MS = 1_000
/** So long after their last movement somebody still reads; what rings does not wait longer for who has left. */
export const READS_FOR_MS = 20_000

export interface FocusState {
  /** The order as shown; may hold alarms that have closed while a pointer moves. */
  readonly shown: readonly string[]
  readonly wanted: readonly string[]
  /** The alarms behind `wanted`; one that did not change is the same object. */
  readonly alarms: readonly FacedAlarm[]
  readonly focusedId: string | null
  /** Where in the list the alarm with the focus stood before it went out of sight; null while it has not. */
  readonly leftAt: number | null
  /** What has the focus was answered while it had it, and nobody has chosen it since. */
  readonly isAnswered: boolean
  /** What somebody does with it since; `acts` for a room that tells nothing of it. */
  readonly attention: Attention
  /** When a hand was last on it. */
  readonly attendedAt: number
  /** How the focus went on by itself to where it is; null where it came otherwise. */
  readonly wentOn: WentOn | null
  /** Nobody chose what has the focus: it came by itself, or took the place of one that is gone. */
  readonly cameByItself: boolean
  /** Since when each alarm has looked as it does. */
  readonly faces: PatchedMap<Seen>
  /** When the focus last moved by itself; a key within 500 ms was meant for what was there before. */
  readonly movedAt: number
  /** The most urgent new ring that waits for the keys to be quiet. */
  readonly waitingId: string | null
  readonly lastKeyAt: number
  readonly pointerAt: number
}

/**
 * What somebody does with the alarm that has the focus: `acts` (it is their own, a window is open, something is written or
 * pressed), `reads` (scrolled, unfolded, or the keys are on its buttons), or none of it.
 */
export type Attention = 'acts' | 'reads' | 'none'

/** From an alarm that somebody else answered to one that rings. */
export interface WentOn {
  readonly from: string
  readonly to: string
}

export interface Seen {
  readonly face: string
  readonly since: number
  readonly ring: number
}

export interface FacedAlarm {
  readonly id: string
  /** What stays the same where another alarm comes to stand for the card. */
  readonly incident: string
  readonly face: string
  /** Revision of the last ring while it rings, 0 when it is answered. */
  readonly ring: number
}

export const NO_FOCUS: FocusState = {
  shown: [],
  wanted: [],
  alarms: [],
  focusedId: null,
  leftAt: null,
  isAnswered: false,
  attention: 'acts',
  attendedAt: -Infinity,
  wentOn: null,
  cameByItself: false,
  faces: PatchedMap.of<Seen>([]),
  movedAt: -Infinity,
  waitingId: null,
  lastKeyAt: -Infinity,
  pointerAt: -Infinity,
}
