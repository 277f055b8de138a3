/**
 * Which alarm has the focus, in which order the list stands, and which key counts (issue "The path", ui.md).
 * Pure: time comes as an argument, in milliseconds of one steady clock.
 *
 *  - A key counts only for the alarm that has the focus and has looked as it does for 500 ms.
 *  - A new ring takes the focus only after 1 s without keys, and only from something less urgent.
 *  - The order never changes under a moving pointer: it stays for 1 s after the last movement.
 *  - An alarm that a colleague takes keeps the focus for a moment, so that no key meant for it acts on another, and
 *    then gives it to what rings (focus-goes-on.ts). Where it goes far down the list before that, arrow keys go on from
 *    where it stood, among what still rings.
 *  - It follows the incident: where another alarm comes to stand for the card, the card keeps the focus and its place, and
 *    keys count for what it shows now after 500 ms.
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import { listDifference, mapDifference, type ListDifference } from '../list-difference.ts'
import { PatchedMap } from '../patched-map.ts'
import { firstRinging, isToGoOn, whereFocusGoes } from './focus-goes-on.ts'
import {
  ORDER_HELD_MS,
  QUIET_BEFORE_FOCUS_MS,
  VISIBLE_BEFORE_KEY_MS,
  type Attention,
  type FacedAlarm,
  type FocusState,
  type Seen,
} from './focus-state.ts'

export type FocusInput =
  | { readonly type: 'board'; readonly alarms: readonly FacedAlarm[]; readonly now: number }
  | { readonly type: 'key'; readonly now: number }
  | { readonly type: 'pointer'; readonly now: number }
  | { readonly type: 'choose'; readonly id: string }
  /** So many alarms further down, or up; beyond the ends is the end. */
  | { readonly type: 'move'; readonly by: number }
  /** What has the focus went out of sight by itself, from this place of the list; null: it is in sight again. */
  | { readonly type: 'left'; readonly at: number | null }
  /** What a room tells while an answered alarm has the focus: at each movement of a hand on it as well. */
  | { readonly type: 'attended'; readonly how: Attention; readonly now: number }
  | { readonly type: 'seen-again'; readonly now: number }
  | { readonly type: 'tick'; readonly now: number }

export function nextFocus(state: FocusState, input: FocusInput): FocusState {
  switch (input.type) {
    case 'board':
      return settle(withBoard(state, input.alarms, input.now), input.now)
    case 'key':
      return { ...state, lastKeyAt: input.now }
    case 'pointer':
      return { ...state, pointerAt: input.now }
    case 'choose':
      return state.shown.includes(input.id) ? { ...state, ...chosen(input.id), waitingId: null } : state
    case 'move': {
      const to = placeBeside(state, input.by)
      const id = state.shown[Math.min(state.shown.length - 1, Math.max(0, to))]
      return id === undefined ? state : { ...state, ...chosen(id) }
    }
    case 'left':
      return state.leftAt === input.at ? state : { ...state, leftAt: input.at }
    case 'attended':
      return { ...state, attention: input.how, attendedAt: input.now }
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
  if (!isVisibleLongEnough(state, seen, key.now)) return { counts: false, why: 'too-soon' }
  return { counts: true, alarmId: state.focusedId }
}

/** True while something waits for quiet, so that a caller knows to tick. */
export function isWaiting(state: FocusState): boolean {
  return state.waitingId !== null || isHeld(state) || isToGoOn(state)
}

/** True while what is shown must not move to where the focus went by itself: a pointer is over it. */
export function mustStandStill(state: FocusState): boolean {
  return state.cameByItself && isHeld(state)
}

function isVisibleLongEnough(state: FocusState, seen: Seen, now: number): boolean {
  return now - Math.max(seen.since, state.movedAt) >= VISIBLE_BEFORE_KEY_MS
}

/** True while a moving pointer keeps the order as it is. */
function isHeld(state: FocusState): boolean {
  return state.shown !== state.wanted
}

const NOT_ANSWERED = { isAnswered: false, attention: 'acts', wentOn: null } as const

function chosen(id: string): Partial<FocusState> {
  return { focusedId: id, leftAt: null, cameByItself: false, ...NOT_ANSWERED }
}

function placeBeside({ shown, focusedId, leftAt }: FocusState, by: number): number {
  // The next one has come up into the place that was left.
  if (leftAt !== null) return by > 0 ? leftAt + by - 1 : leftAt + by
  return (focusedId === null ? -1 : shown.indexOf(focusedId)) + by
}

function withBoard(state: FocusState, alarms: readonly FacedAlarm[], now: number): FocusState {
  const difference = listDifference(state.alarms, alarms)
  const { gone, come } = difference
  const { from, to } = newLeads(difference)
  const focusedId = renamed(state.focusedId, to)
  const waitedId = renamed(state.waitingId, to)
  const isSameOrder =
    alarms.length === state.alarms.length && come.every(({ one, at }) => state.alarms[at]?.id === one.id)
  const wanted = isSameOrder ? state.wanted : mapDifference(state.wanted, alarms, difference, ({ id }) => id)
  const stay = new Set(come.map(({ one }) => one.id))
  const faces: [string, Seen | undefined][] = []
  for (const { one } of gone) if (!stay.has(one.id)) faces.push([one.id, undefined])
  let { isAnswered } = state
  let waitingAt = waitedId === null ? -1 : wanted.indexOf(waitedId)
  for (const { one, at } of come) {
    const { id, face, ring } = one
    const before = from.get(id)
    const seen = state.faces.get(before ?? id)
    const isSameFace = before === undefined && seen?.face === face
    if (isSameFace && seen.ring === ring) continue
    if (id === focusedId && seen !== undefined) isAnswered = ring === 0 && (isAnswered || seen.ring > 0)
    faces.push([id, { face, ring, since: isSameFace ? seen.since : now }])
    if (ring > 0 && ring !== seen?.ring && (waitingAt === -1 || at < waitingAt)) waitingAt = at
  }
  return {
    ...state,
    alarms,
    // In its place also where a pointer keeps the order.
    shown: to.size === 0 ? state.shown : state.shown.map((id) => to.get(id) ?? id),
    wanted,
    focusedId,
    movedAt: focusedId === state.focusedId ? state.movedAt : now,
    faces: state.faces.with(faces),
    isAnswered,
    // Who rings again and is answered again is looked after anew.
    attention: isAnswered ? state.attention : 'acts',
    waitingId: wanted[waitingAt] ?? null,
  }
}

/** Of the incidents for which another alarm stands now than before: from which to which, and back. */
function newLeads({ gone, come }: ListDifference<FacedAlarm>) {
  const before = new Map(gone.map(({ one }) => [one.incident, one.id]))
  const from = new Map<string, string>()
  for (const { one } of come) {
    const id = before.get(one.incident)
    if (id !== undefined && id !== one.id) from.set(one.id, id)
  }
  return { from, to: new Map([...from].map(([after, was]) => [was, after])) }
}

function renamed(id: string | null, to: ReadonlyMap<string, string>): string | null {
  return id === null ? null : (to.get(id) ?? id)
}

function settle(state: FocusState, now: number): FocusState {
  const ordered = settleOrder(state, now)
  const leftAt = ordered.shown === state.shown ? state.leftAt : leftIn(ordered.shown, state)
  return leaveAnswered(takeFocus(leftAt === state.leftAt ? ordered : { ...ordered, leftAt }, now), now)
}

/** Where in the new order the place is that was left: where the alarm went that had come up into it. */
function leftIn(shown: readonly string[], { shown: before, leftAt }: FocusState): number | null {
  const there = leftAt === null ? undefined : before[leftAt]
  const at = there === undefined ? -1 : shown.indexOf(there)
  return at === -1 ? null : at
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
  // Of each alarm that is wanted there is a face, and of no other.
  if (focusedId === null || !state.faces.has(focusedId)) {
    const first = firstRinging(state) ?? wanted[0] ?? null
    if (first === focusedId) return state
    return { ...state, ...moved(first, now) }
  }
  if (waitingId === null || now - state.lastKeyAt < QUIET_BEFORE_FOCUS_MS) return state
  if (waitingId === focusedId || wanted.indexOf(waitingId) > wanted.indexOf(focusedId)) {
    return { ...state, waitingId: null }
  }
  return { ...state, ...moved(waitingId, now) }
}

function leaveAnswered(state: FocusState, now: number): FocusState {
  const { focusedId: from } = state
  const seen = from === null ? undefined : state.faces.get(from)
  if (from === null || seen === undefined || !isVisibleLongEnough(state, seen, now)) return state
  const to = whereFocusGoes(state, now)
  return to === null ? state : { ...state, ...moved(to, now), wentOn: { from, to } }
}

function moved(focusedId: string | null, now: number): Partial<FocusState> {
  return { focusedId, leftAt: null, cameByItself: true, waitingId: null, movedAt: now, ...NOT_ANSWERED }
}

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
