import { describe, expect, it } from 'vitest'
import {
  decideKey,
  NO_FOCUS,
  nextFocus,
  type FacedAlarm,
  type FocusInput,
  type FocusState,
} from '../../../../renderer/alarm-board/focus-rules.ts'

const rings = (id: string, ring = 1): FacedAlarm => ({ id, face: `${String(ring)} raised`, ring })
const taken = (id: string): FacedAlarm => ({ id, face: '1 acknowledged kari', ring: 0 })
const board = (now: number, ...alarms: FacedAlarm[]): FocusInput => ({ type: 'board', alarms, now })
const after = (...inputs: FocusInput[]): FocusState => inputs.reduce(nextFocus, NO_FOCUS)
const key = (now: number, repeat = false) => ({ now, repeat })

describe('a key', () => {
  it('counts only for an alarm that has been visible for 500 ms', () => {
    const state = after(board(0, rings('fall')))
    expect(decideKey(state, key(499))).toEqual({ counts: false, why: 'too-soon' })
    expect(decideKey(state, key(500))).toEqual({ counts: true, alarmId: 'fall' })
  })

  it('is ignored when it repeats by being held down', () => {
    expect(decideKey(after(board(0, rings('fall'))), key(5_000, true))).toEqual({
      counts: false,
      why: 'repeat',
    })
  })

  it('does nothing on a calm board', () => {
    expect(decideKey(NO_FOCUS, key(5_000))).toEqual({ counts: false, why: 'no-alarm' })
  })

  it('meant for the first ring does not answer a second one that came just now', () => {
    const state = after(board(0, rings('fall')), board(5_000, rings('fall', 2)))
    expect(decideKey(state, key(5_100))).toEqual({ counts: false, why: 'too-soon' })
  })

  it('pressed twice by a shaking hand does not take two steps', () => {
    const state = after(board(0, rings('fall')), board(2_000, taken('fall')))
    expect(decideKey(state, key(2_200))).toEqual({ counts: false, why: 'too-soon' })
  })

  it('does not count for what was never seen because the window was hidden', () => {
    const state = after(board(0, rings('fall')), { type: 'seen-again', now: 60_000 })
    expect(decideKey(state, key(60_300))).toEqual({ counts: false, why: 'too-soon' })
    expect(decideKey(state, key(60_500))).toEqual({ counts: true, alarmId: 'fall' })
  })

  it('counts at once for a long-visible alarm that the caregiver chose', () => {
    const state = after(board(0, rings('fall'), rings('door')), { type: 'move', by: 1 })
    expect(decideKey(state, key(600))).toEqual({ counts: true, alarmId: 'door' })
  })
})

describe('a new alarm', () => {
  it('takes the focus from a lesser one when no key went down for 1 s', () => {
    const state = after(board(0, rings('door')), board(3_000, rings('fall'), rings('door')))
    expect(state.focusedId).toBe('fall')
  })

  it('waits while keys go down, and then takes it', () => {
    const busy = after(
      board(0, rings('door')),
      { type: 'key', now: 2_500 },
      board(3_000, rings('fall'), rings('door')),
    )
    expect(busy.focusedId).toBe('door')
    expect(nextFocus(busy, { type: 'tick', now: 3_499 }).focusedId).toBe('door')
    expect(nextFocus(busy, { type: 'tick', now: 3_500 }).focusedId).toBe('fall')
  })

  it('that took the focus by itself gets no key meant for the one before', () => {
    const busy = after(
      board(0, rings('door')),
      { type: 'key', now: 2_500 },
      board(3_000, rings('fall'), rings('door')),
      { type: 'tick', now: 3_600 },
    )
    expect(decideKey(busy, key(3_700))).toEqual({ counts: false, why: 'too-soon' })
    expect(decideKey(busy, key(4_100))).toEqual({ counts: true, alarmId: 'fall' })
  })

  it('never takes the focus from a more urgent one', () => {
    const state = after(board(0, taken('fall')), board(9_000, taken('fall'), rings('battery')))
    expect(state.focusedId).toBe('fall')
  })

  it('gets the focus when the one that had it is closed', () => {
    const state = after(board(0, rings('fall'), rings('door')), board(9_000, rings('door')))
    expect(state.focusedId).toBe('door')
  })
})

describe('an alarm that a colleague takes', () => {
  const away = after(
    board(0, rings('fall'), rings('door'), rings('smoke')),
    board(5_000, rings('door'), rings('smoke'), taken('fall')),
    { type: 'left', at: 0 },
  )

  it('keeps the focus, so that a key meant for it acts on no other', () => {
    expect(decideKey(away, key(5_400))).toEqual({ counts: false, why: 'too-soon' })
    expect(decideKey(away, key(6_000))).toEqual({ counts: true, alarmId: 'fall' })
  })

  it('and has gone out of sight leaves the arrow keys where it stood', () => {
    const down = nextFocus(away, { type: 'move', by: 1 })
    expect(down.focusedId).toBe('door')
    expect(nextFocus(down, { type: 'move', by: 1 }).focusedId).toBe('smoke')
    expect(nextFocus(away, { type: 'move', by: -1 }).focusedId).toBe('door')
  })

  it('and is in sight again takes the arrow keys with it', () => {
    const back = nextFocus(away, { type: 'left', at: null })
    expect(nextFocus(back, { type: 'move', by: -1 }).focusedId).toBe('smoke')
  })
})

describe('the order', () => {
  it('stays under a moving pointer, new alarms at the end, and settles when it rests', () => {
    const moving = after(
      board(0, rings('door'), rings('battery')),
      { type: 'pointer', now: 1_000 },
      board(1_500, rings('fall'), rings('battery')),
    )
    expect(moving.shown).toEqual(['door', 'battery', 'fall'])
    expect(nextFocus(moving, { type: 'tick', now: 1_999 }).shown).toEqual(['door', 'battery', 'fall'])
    expect(nextFocus(moving, { type: 'tick', now: 2_000 }).shown).toEqual(['fall', 'battery'])
  })

  it('is walked by the arrow keys and stops at its ends', () => {
    const state = after(board(0, rings('fall'), rings('door')))
    const down = nextFocus(state, { type: 'move', by: 1 })
    expect(down.focusedId).toBe('door')
    expect(nextFocus(down, { type: 'move', by: 1 }).focusedId).toBe('door')
    expect(nextFocus(state, { type: 'move', by: -1 }).focusedId).toBe('fall')
  })
})
