/** Several devices of one home, and what becomes of what one of them said when it is moved or taken out of use. */
import { describe, expect, test } from 'vitest'
import type { HomeEvent } from '../../../../../station/alarms/time-rules/facts.ts'
import {
  leave,
  NEW_HOME,
  passTo,
  takeEvent,
  type Home,
  type HomeState,
} from '../../../../../station/alarms/time-rules/home-watch.ts'
import { at, dueBy, homeWith, says } from './home-that-is-watched.ts'

const present = (time: string, radar: string, isIn = true): HomeEvent =>
  says(at(time), radar, 'presence', isIn, 'bathroom')

function after(home: Home, events: readonly HomeEvent[]): HomeState {
  return events.reduce((state, event) => takeEvent(state, home, event).state, NEW_HOME)
}

const duesFrom = (state: HomeState, home: Home) =>
  passTo(state, home, at('06:00')).fires.map(({ dueAt }) => dueAt)

describe('two radars of one bathroom', () => {
  const home = homeWith('too-long-in-bathroom')

  test('the first is taken out: what the second has said since counts', () => {
    const both = after(home, [present('01:00', 'door-side'), present('01:05', 'shower-side')])
    const { state, over } = leave(both, home, 'door-side', at('01:20'))
    expect(over).toEqual([])
    expect(duesFrom(state, home)).toEqual([at('01:35')])
  })

  test('the second is taken out: the first goes on', () => {
    const both = after(home, [present('01:00', 'door-side'), present('01:05', 'shower-side')])
    expect(duesFrom(leave(both, home, 'shower-side', at('01:20')).state, home)).toEqual([at('01:30')])
  })

  test('taken out after it rang: no second ring before she has been there as long again', () => {
    const both = after(home, [present('01:00', 'door-side'), present('01:05', 'shower-side')])
    const rang = passTo(both, home, at('01:40'))
    expect(rang.fires).toHaveLength(1)
    expect(duesFrom(leave(rang.state, home, 'door-side', at('01:40')).state, home)).toEqual([at('02:10')])
  })

  test('she has gone from the one to the other: she has been in there since the first saw her', () => {
    const events = [
      present('01:00', 'door-side'),
      present('01:05', 'shower-side'),
      present('01:10', 'door-side', false),
    ]
    expect(dueBy(home, events, at('06:00'))).toEqual(['01:30'])
  })

  test('it is over when the last of them says so, and not before', () => {
    const both = after(home, [present('01:00', 'door-side'), present('01:05', 'shower-side')])
    const { state } = passTo(both, home, at('01:40'))
    const first = takeEvent(state, home, present('01:41', 'door-side', false))
    expect(first.over).toEqual([])
    expect(takeEvent(first.state, home, present('01:42', 'shower-side', false)).over).toHaveLength(1)
  })
})

describe('what rang goes on when its sensor is moved, until its true end', () => {
  const rung = (home: Home, event: HomeEvent): HomeState => {
    const { state, fires } = passTo(after(home, [event]), home, at('04:00'))
    expect(fires).toHaveLength(1)
    const left = leave(state, home, event.deviceId, at('04:00'))
    expect(left.over).toEqual([])
    expect(left.state.fired.size).toBe(1)
    // Nothing is due anew by the word of a device that is not theirs.
    expect(passTo(left.state, home, at('12:00', '2026-11-23')).fires).toEqual([])
    return left.state
  }

  test('the bed: somebody lies in it, as another sensor says', () => {
    const home = homeWith('out-of-bed')
    const state = rung(home, says(at('03:00'), 'mat', 'bed', false))
    expect(takeEvent(state, home, says(at('04:10'), 'new-mat', 'bed', true)).over).toHaveLength(1)
  })

  test('the outer door: somebody is noticed inside', () => {
    const home = homeWith('nobody-back')
    const state = rung(home, says(at('03:00'), 'front', 'door', true, 'front-door'))
    expect(takeEvent(state, home, says(at('04:10'), 'pir', 'motion', true, 'hall')).over).toHaveLength(1)
  })

  test('the bathroom: noticed elsewhere, or a new radar there says that nobody is in it', () => {
    const home = homeWith('too-long-in-bathroom')
    const state = rung(home, present('03:00', 'radar'))
    expect(takeEvent(state, home, says(at('04:10'), 'pir', 'motion', true, 'hall')).over).toHaveLength(1)
    expect(takeEvent(state, home, present('04:10', 'new-radar', false)).over).toHaveLength(1)
  })

  test('the open door: nothing but the same sensor can say that it is closed', () => {
    const home = homeWith('door-open-at-night')
    const state = rung(home, says(at('03:00'), 'terrace', 'door', true, 'living-room'))
    const other = says(at('04:10'), 'front', 'door', false, 'front-door')
    expect(takeEvent(state, home, other).over).toEqual([])
  })
})
