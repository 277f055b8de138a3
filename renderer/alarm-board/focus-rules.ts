/**
 * Which alarm has the focus, in which order the list stands, and which key counts (issue "The path", ui.md).
 * Pure: time comes as an argument, in milliseconds of one steady clock.
 *
 *  - A key counts only for the alarm that has the focus and has looked as it does for 500 ms.
 *  - A new ring takes the focus only after 1 s without keys, and only from something less urgent.
 *  - The order never changes under a moving pointer: it stays for 1 s after the last movement.
 *  - An alarm that a colleague takes keeps the focus, so that no key meant for it acts on another; where it goes far
 *    down the list, arrow keys go on from where it stood, among what still rings.
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import { listDifference } from '../list-difference.ts'
import { PatchedMap } from '../patched-map.ts'

export const VISIBLE_BEFORE_KEY_MS = 500
export const QUIET_BEFORE_FOCUS_MS = 1_000
export const ORDER_HELD_MS = 1_000

export interface FocusState {
  /** The order as shown; may hold alarms that have closed while a pointer moves. */
  readonly shown: readonly string[]
  readonly wanted: readonly string[]
  /** The alarms behind `wanted`; one that did not change is the same object. */
  readonly alarms: readonly FacedAlarm[]
  readonly focusedId: string | null
  /** Where in the list the alarm with the focus stood before it went out of sight; null while it has not. */
  readonly leftAt: number | null
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

interface Seen {
  readonly face: string
  readonly since: number
  readonly ring: number
}

export interface FacedAlarm {
  readonly id: string
  readonly face: string
  /** Revision of the last ring while it rings, 0 when it is answered. */
  readonly ring: number
}

export type FocusInput =
  | { readonly type: 'board'; readonly alarms: readonly FacedAlarm[]; readonly now: number }
  | { readonly type: 'key'; readonly now: number }
  | { readonly type: 'pointer'; readonly now: number }
  | { readonly type: 'choose'; readonly id: string }
  /** So many alarms further down, or up; beyond the ends is the end. */
  | { readonly type: 'move'; readonly by: number }
  /** What has the focus went out of sight by itself, from this place of the list; null: it is in sight again. */
  | { readonly type: 'left'; readonly at: number | null }
  | { readonly type: 'seen-again'; readonly now: number }
  | { readonly type: 'tick'; readonly now: number }

export const NO_FOCUS: FocusState = {
  shown: [],
  wanted: [],
  alarms: [],
  focusedId: null,
  leftAt: null,
  cameByItself: false,
  faces: PatchedMap.of<Seen>([]),
  movedAt: -Infinity,
  waitingId: null,
  lastKeyAt: -Infinity,
  pointerAt: -Infinity,
}

export function nextFocus(state: FocusState, input: FocusInput): FocusState {
  switch (input.type) {
    case 'board':
      return settle(withBoard(state, input.alarms, input.now), input.now)
    case 'key':
      return { ...state, lastKeyAt: input.now }
    case 'pointer':
      return { ...state, pointerAt: input.now }
    case 'choose':
      return state.shown.includes(input.id)
        ? { ...state, focusedId: input.id, leftAt: null, cameByItself: false, waitingId: null }
        : state
    case 'move': {
      const to = placeBeside(state, input.by)
      const id = state.shown[Math.min(state.shown.length - 1, Math.max(0, to))]
      return id === undefined ? state : { ...state, focusedId: id, leftAt: null, cameByItself: false }
    }
    case 'left':
      return { ...state, leftAt: input.at }
    case 'seen-again': {
      // The window was hidden or covered: nothing on it counts as seen before now.
      const faces = PatchedMap.of(
        [...state.faces].map(([id, seen]) => [id, { ...seen, since: input.now }] as const),
      )
      return { ...state, faces }
    }
    case 'tick':
      return settle(state, input.now)
    default:
      return assertNever(input)
  }
}

export type KeyVerdict =
  | { readonly counts: true; readonly alarmId: string }
  | { readonly counts: false; readonly why: 'repeat' | 'no-alarm' | 'too-soon' }

/** Whether a key (or a press on a step's button) that went down at `now` counts, and for which alarm. */
export function decideKey(
  state: FocusState,
  key: { readonly repeat: boolean; readonly now: number },
): KeyVerdict {
  if (key.repeat) return { counts: false, why: 'repeat' }
  const seen = state.focusedId === null ? undefined : state.faces.get(state.focusedId)
  if (state.focusedId === null || seen === undefined) return { counts: false, why: 'no-alarm' }
  const since = Math.max(seen.since, state.movedAt)
  if (key.now - since < VISIBLE_BEFORE_KEY_MS) return { counts: false, why: 'too-soon' }
  return { counts: true, alarmId: state.focusedId }
}

/** True while something waits for quiet, so that a caller knows to tick. */
export function isWaiting(state: FocusState): boolean {
  return state.waitingId !== null || isHeld(state)
}

/** True while what is shown must not move to where the focus went by itself: a pointer is over it. */
export function mustStandStill(state: FocusState): boolean {
  return state.cameByItself && isHeld(state)
}

/** True while a moving pointer keeps the order as it is. */
function isHeld(state: FocusState): boolean {
  return state.shown !== state.wanted
}

function placeBeside({ shown, focusedId, leftAt }: FocusState, by: number): number {
  // The next one has come up into the place that was left.
  if (leftAt !== null) return by > 0 ? leftAt + by - 1 : leftAt + by
  return (focusedId === null ? -1 : shown.indexOf(focusedId)) + by
}

function withBoard(state: FocusState, alarms: readonly FacedAlarm[], now: number): FocusState {
  const { gone, come } = listDifference(state.alarms, alarms)
  const isSameOrder =
    alarms.length === state.alarms.length && come.every(({ one, at }) => state.alarms[at]?.id === one.id)
  const wanted = isSameOrder ? state.wanted : alarms.map(({ id }) => id)
  const stay = new Set(come.map(({ one }) => one.id))
  const faces: [string, Seen | undefined][] = []
  for (const { one } of gone) if (!stay.has(one.id)) faces.push([one.id, undefined])
  let waitingAt = state.waitingId === null ? -1 : wanted.indexOf(state.waitingId)
  for (const { one, at } of come) {
    const { id, face, ring } = one
    const seen = state.faces.get(id)
    if (seen?.face === face && seen.ring === ring) continue
    faces.push([id, { face, ring, since: seen?.face === face ? seen.since : now }])
    if (ring > 0 && ring !== seen?.ring && (waitingAt === -1 || at < waitingAt)) waitingAt = at
  }
  return { ...state, alarms, wanted, faces: state.faces.with(faces), waitingId: wanted[waitingAt] ?? null }
}

function settle(state: FocusState, now: number): FocusState {
  return takeFocus(settleOrder(state, now), now)
}

function settleOrder(state: FocusState, now: number): FocusState {
  if (!isHeld(state)) return state
  if (now - state.pointerAt >= ORDER_HELD_MS || sameOrder(state.shown, state.wanted)) {
    return { ...state, shown: state.wanted }
  }
  const there = new Set(state.shown)
  const added = state.wanted.filter((id) => !there.has(id))
  return added.length === 0 ? state : { ...state, shown: [...state.shown, ...added] }
}

function takeFocus(state: FocusState, now: number): FocusState {
  const { focusedId, waitingId, wanted } = state
  if (focusedId === null || !wanted.includes(focusedId)) {
    const first = waitingId ?? wanted[0] ?? null
    if (first === focusedId) return state
    return { ...state, focusedId: first, leftAt: null, cameByItself: true, waitingId: null, movedAt: now }
  }
  if (waitingId === null || now - state.lastKeyAt < QUIET_BEFORE_FOCUS_MS) return state
  if (waitingId === focusedId || wanted.indexOf(waitingId) > wanted.indexOf(focusedId)) {
    return { ...state, waitingId: null }
  }
  return { ...state, focusedId: waitingId, leftAt: null, cameByItself: true, waitingId: null, movedAt: now }
}

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
