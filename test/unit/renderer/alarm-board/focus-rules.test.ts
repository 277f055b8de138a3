import { describe, expect, it } from 'vitest'
import {
  decideKey,
  isWaiting,
  nextFocus,
  type FocusInput,
} from '../../../../renderer/alarm-board/focus-rules.ts'
import {
  NO_FOCUS,
  type Attention,
  type FacedAlarm,
  type FocusState,
} from '../../../../renderer/alarm-board/focus-state.ts'

const rings = (id: string, ring = 1): FacedAlarm => ({
  id,
  incident: `of ${id}`,
  face: `${String(ring)} raised`,
  ring,
})
const taken = (id: string): FacedAlarm => ({ id, incident: `of ${id}`, face: '1 acknowledged kari', ring: 0 })
const board = (now: number, ...alarms: FacedAlarm[]): FocusInput => ({ type: 'board', alarms, now })
const after = (...inputs: FocusInput[]): FocusState => inputs.reduce(nextFocus, NO_FOCUS)
const then = (state: FocusState, ...inputs: FocusInput[]): FocusState => inputs.reduce(nextFocus, state)
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
  const LEFT: readonly FocusInput[] = [
    board(0, rings('fall'), rings('door'), rings('smoke')),
    board(5_000, rings('door'), rings('smoke'), taken('fall')),
    { type: 'left', at: 0 },
  ]
  const away = after(...LEFT)

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

  it('and has gone out of sight: the place where it stood goes down where new ones come above it', () => {
    const more = after(
      ...LEFT,
      { type: 'key', now: 8_900 },
      board(9_000, rings('fire'), rings('door'), rings('smoke'), taken('fall')),
    )
    expect(more.focusedId).toBe('fall')
    expect(nextFocus(more, { type: 'move', by: 1 }).focusedId).toBe('door')
    expect(nextFocus(more, { type: 'move', by: -1 }).focusedId).toBe('fire')
  })

  it('and has gone out of sight: where nothing is known of its place any more, arrow keys go on from the alarm', () => {
    const fewer = nextFocus(away, board(9_000, rings('smoke'), taken('fall')))
    expect(nextFocus(fewer, { type: 'move', by: -1 }).focusedId).toBe('smoke')
    expect(fewer.leftAt).toBeNull()
  })
})

describe('the focus on an alarm that a colleague takes while another rings', () => {
  const attended = (how: Attention, now: number): FocusInput => ({ type: 'attended', how, now })
  const tick = (now: number): FocusInput => ({ type: 'tick', now })
  const untold = after(board(0, rings('fall'), rings('door')), board(5_000, taken('fall'), rings('door')))
  const answered = nextFocus(untold, attended('none', 5_000))

  it('stays for 1 s, then goes to the one that rings, though it stands further down, and a key at once acts on nothing', () => {
    expect(isWaiting(answered)).toBe(true)
    expect(nextFocus(answered, tick(5_999)).focusedId).toBe('fall')
    const next = nextFocus(answered, tick(6_000))
    expect([next.focusedId, next.cameByItself, isWaiting(next)]).toEqual(['door', true, false])
    expect(next.wentOn).toEqual({ from: 'fall', to: 'door' })
    expect(decideKey(next, key(6_499))).toEqual({ counts: false, why: 'too-soon' })
    expect(decideKey(next, key(6_500))).toEqual({ counts: true, alarmId: 'door' })
  })

  it('goes to the most important of those that ring', () => {
    const more = nextFocus(answered, board(5_100, taken('fire'), taken('fall'), rings('door'), rings('bed')))
    expect(nextFocus(more, tick(7_000)).focusedId).toBe('door')
  })

  it.each<[string, FocusInput]>([
    ['a key', { type: 'key', now: 5_400 }],
    ['a pointer over the list', { type: 'pointer', now: 5_400 }],
    ['a hand on the alarm', attended('none', 5_400)],
  ])('waits for 1 s after %s, and a key in between acts on nothing', (_what, input) => {
    expect(decideKey(answered, key(5_400))).toEqual({ counts: false, why: 'too-soon' })
    const pressed = nextFocus(answered, input)
    expect(nextFocus(pressed, tick(6_399)).focusedId).toBe('fall')
    expect(nextFocus(pressed, tick(6_400)).focusedId).toBe('door')
  })

  it('stays while somebody acts there, however long, and goes 1 s after', () => {
    const acts = nextFocus(answered, attended('acts', 5_100))
    expect([isWaiting(acts), nextFocus(acts, tick(600_000)).focusedId]).toEqual([false, 'fall'])
    const done = nextFocus(acts, attended('none', 600_000))
    expect(nextFocus(done, tick(600_999)).focusedId).toBe('fall')
    expect(nextFocus(done, tick(601_000)).focusedId).toBe('door')
  })

  it('stays for who reads until 20 s after their last movement', () => {
    const reads = nextFocus(answered, attended('reads', 9_000))
    expect(isWaiting(reads)).toBe(true)
    expect(nextFocus(reads, tick(28_999)).focusedId).toBe('fall')
    expect(nextFocus(reads, tick(29_000)).focusedId).toBe('door')
    const keyed = nextFocus(reads, { type: 'key', now: 20_000 })
    expect(nextFocus(keyed, tick(39_999)).focusedId).toBe('fall')
  })

  it.each<[string, FocusInput]>([
    ['chosen', { type: 'choose', id: 'fall' }],
    ['come to by an arrow key', { type: 'move', by: -1 }],
  ])('stays where it was %s', (_how, input) => {
    const there = nextFocus(answered, input)
    expect([isWaiting(there), nextFocus(there, tick(60_000)).focusedId]).toEqual([false, 'fall'])
  })

  it('stays while nothing else rings, and goes to the first that does, also a lesser one', () => {
    const calm = nextFocus(answered, board(5_100, taken('fall'), taken('door')))
    expect([nextFocus(calm, tick(60_000)).focusedId, isWaiting(calm)]).toEqual(['fall', false])
    const bed = nextFocus(calm, board(60_000, taken('fall'), taken('door'), rings('bed')))
    expect([bed.focusedId, bed.wentOn]).toEqual(['bed', { from: 'fall', to: 'bed' }])
  })

  it('stays where the alarm rings again, and looks anew who attends to it when that is answered', () => {
    const again = nextFocus(answered, board(5_100, rings('fall', 2), rings('door')))
    expect(nextFocus(again, tick(60_000)).focusedId).toBe('fall')
    const taken2 = nextFocus(again, board(61_000, taken('fall'), rings('door')))
    expect(nextFocus(taken2, tick(120_000)).focusedId).toBe('fall')
    expect(nextFocus(nextFocus(taken2, attended('none', 61_000)), tick(62_000)).focusedId).toBe('door')
  })

  it('waits anew where the window was hidden meanwhile', () => {
    const back = nextFocus(answered, { type: 'seen-again', now: 60_000 })
    expect(nextFocus(back, tick(60_499)).focusedId).toBe('fall')
    expect(nextFocus(back, tick(60_500)).focusedId).toBe('door')
  })

  it('goes by itself at no time where a room tells nothing of who attends', () => {
    expect(nextFocus(untold, tick(60_000)).focusedId).toBe('fall')
  })

  it('that closes altogether goes to the one that rings, before one that was answered', () => {
    const closed = nextFocus(
      nextFocus(answered, board(5_100, taken('fall'), taken('fire'), rings('door'))),
      board(5_200, taken('fire'), rings('door')),
    )
    expect([closed.focusedId, closed.wentOn]).toEqual(['door', null])
    expect(decideKey(closed, key(5_600))).toEqual({ counts: false, why: 'too-soon' })
  })
})

describe('the focus on an incident for which another alarm comes to stand', () => {
  const attended = (how: Attention, now: number): FocusInput => ({ type: 'attended', how, now })
  const tick = (now: number): FocusInput => ({ type: 'tick', now })
  /** A fall that was answered, and the call that came under it. */
  const fall: FacedAlarm = { ...taken('fall'), incident: 'ingrid' }
  const call: FacedAlarm = { id: 'call', incident: 'ingrid', face: 'call 1 raised, fall', ring: 1 }
  const both: FacedAlarm = { ...fall, face: 'fall, call 1 acknowledged kari' }
  const xenia = rings('xenia')

  it('stays there while another resident’s alarm rings, and a second key is for nobody else', () => {
    const called = after(
      board(0, { ...rings('fall'), incident: 'ingrid' }),
      board(5_000, fall),
      attended('acts', 5_000),
      board(20_000, call),
      board(25_000, call, xenia),
    )
    expect(called.focusedId).toBe('call')
    const answered = then(called, { type: 'key', now: 30_000 }, board(30_100, xenia, both))
    expect([answered.focusedId, answered.isAnswered, answered.waitingId]).toEqual(['fall', true, null])
    expect(decideKey(answered, key(30_500))).toEqual({ counts: false, why: 'too-soon' })
    expect(decideKey(answered, key(30_600))).toEqual({ counts: true, alarmId: 'fall' })
    const hers = then(answered, attended('acts', 30_200), tick(60_000))
    expect([hers.focusedId, hers.wentOn]).toEqual(['fall', null])
  })

  it('stays there while somebody is on the way to another resident', () => {
    const answered = after(
      board(0, taken('olav'), fall),
      { type: 'choose', id: 'fall' },
      board(20_000, call, taken('olav')),
      { type: 'key', now: 30_000 },
      board(30_100, taken('olav'), both),
      tick(60_000),
    )
    expect(answered.focusedId).toBe('fall')
    expect(decideKey(answered, key(30_599))).toEqual({ counts: false, why: 'too-soon' })
  })

  it('stays where somebody chose it, though another one rings above', () => {
    const called = after(
      board(0, xenia, fall),
      { type: 'choose', id: 'fall' },
      board(20_000, xenia, call),
      tick(60_000),
    )
    expect([called.focusedId, called.cameByItself]).toEqual(['call', false])
    expect(decideKey(called, key(20_499))).toEqual({ counts: false, why: 'too-soon' })
    expect(decideKey(called, key(20_500))).toEqual({ counts: true, alarmId: 'call' })
  })

  it('stays there when the alarm that stood for it closes by itself', () => {
    const left = after(
      board(0, xenia, call),
      { type: 'choose', id: 'call' },
      board(20_000, xenia, fall),
      tick(60_000),
    )
    expect(left.focusedId).toBe('fall')
  })

  it('goes on by the same rules: nobody attends to it, and it was answered by a colleague', () => {
    const answered = after(
      board(0, call, xenia),
      board(5_000, xenia, { ...both, face: 'fall, call 1 acknowledged ola' }),
      attended('none', 5_000),
    )
    expect(nextFocus(answered, tick(5_999)).focusedId).toBe('fall')
    const next = nextFocus(answered, tick(6_000))
    expect([next.focusedId, next.wentOn]).toEqual(['xenia', { from: 'fall', to: 'xenia' }])
  })

  it('keeps its place under a moving pointer', () => {
    const moving = after(
      board(0, xenia, fall, taken('olav')),
      { type: 'choose', id: 'fall' },
      { type: 'pointer', now: 1_000 },
      board(1_500, call, xenia, taken('olav')),
    )
    expect([moving.focusedId, moving.shown]).toEqual(['call', ['xenia', 'call', 'olav']])
    expect(nextFocus(moving, tick(2_000)).shown).toEqual(['call', 'xenia', 'olav'])
  })

  it('does not take a ring that waits for quiet from the one for which another alarm comes to stand', () => {
    const waits = after(
      board(0, rings('door')),
      { type: 'key', now: 4_900 },
      board(5_000, call, rings('door')),
      board(5_100, { ...call, id: 'fall', face: 'fall 1 raised, call' }, rings('door')),
    )
    expect([waits.focusedId, waits.waitingId]).toEqual(['door', 'fall'])
    expect(nextFocus(waits, tick(5_900)).focusedId).toBe('fall')
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
