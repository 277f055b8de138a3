import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlarmCard, BoardMessage } from '../../../../shared/api/board.ts'
import { applyMessage, type BoardState } from '../../../../renderer/alarm-board/board-store.ts'
import { selectBeside, selectLastCriticalRing } from '../../../../renderer/alarm-board/incident-order.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

const NOW = 2_000_000

function snapshot(alarms: readonly AlarmCard[], sequence = 7): BoardMessage {
  return { type: 'snapshot', run: 'run-1', sequence, at: NOW, board: sampleBoard(NOW, alarms) }
}
function change(sequence: number, ...alarms: AlarmCard[]): BoardMessage {
  return { type: 'change', run: 'run-1', sequence, at: NOW, alarms }
}
function applied(state: BoardState | null, ...messages: BoardMessage[]): BoardState {
  let result = state
  for (const message of messages) {
    const next = applyMessage(result, message, NOW - 250)
    if (!next.ok) throw new Error(next.why)
    result = next.state
  }
  if (result === null) throw new Error('no message')
  return result
}

const listed = ({ incidents }: BoardState) => incidents.list.map(([lead]) => lead.alarmId)

describe('the board', () => {
  it('starts from a snapshot and takes the station clock from it', () => {
    const state = applied(null, snapshot([fallCard()]))
    expect([...state.alarms.keys()]).toEqual(['a-1'])
    expect(state.clockOffsetMs).toBe(250)
  })

  it('keeps its clock through the jitter of the line, and follows one that was set', () => {
    const state = applied(null, snapshot([]))
    const late = applyMessage(state, { ...change(8), at: NOW - 40 }, NOW - 250)
    const set = applyMessage(state, { ...change(8), at: NOW + 60_000 }, NOW - 250)
    expect([late, set].map((it) => it.ok && it.state.clockOffsetMs)).toEqual([250, 60_250])
  })

  it('takes the next change, and ignores one it already has', () => {
    const state = applied(null, snapshot([]), change(8, fallCard()))
    expect(state.alarms.size).toBe(1)
    const again = applied(state, change(8, fallCard({ alarmId: 'a-2' })))
    expect(again.alarms.size).toBe(1)
  })

  it.each([
    ['a change too far ahead', change(9)],
    ['a tick that knows of more', { type: 'tick', run: 'run-1', sequence: 8, at: NOW }],
    ['another run of the station', { type: 'tick', run: 'run-2', sequence: 7, at: NOW }],
  ] as const)('asks again after %s', (_, message) => {
    expect(applyMessage(applied(null, snapshot([])), message, NOW)).toEqual({ ok: false, why: 'gap' })
  })

  it('asks for a snapshot when a change comes first', () => {
    expect(applyMessage(null, change(1), NOW)).toEqual({ ok: false, why: 'gap' })
  })

  it('moves a closed alarm out of the open ones and keeps the last twenty', () => {
    const open = Array.from({ length: 25 }, (_, index) => fallCard({ alarmId: `a-${String(index)}` }))
    const state = applied(
      null,
      snapshot(open),
      change(8, ...open.map((card) => ({ ...card, state: 'resolved' as const }))),
    )
    expect(state.alarms.size).toBe(0)
    expect(state.closed.size).toBe(20)
    expect(state.closed.has('a-24')).toBe(true)
  })

  it('keeps who closed an alarm when it is told again without that, as the centre has it', () => {
    const closing = { by: { id: 'ola', name: 'Ola Hansen', hasLeft: false }, reason: 'closed' } as const
    const resolved = fallCard({ state: 'resolved', ringing: false, revision: 2 })
    const state = applied(
      null,
      snapshot([fallCard()]),
      change(8, { ...resolved, closing }),
      change(9, { ...resolved, delivery: { state: 'delivered', waitingSince: null } }),
    )
    expect(state.closed.get('a-1')?.closing).toEqual(closing)
  })

  it('opens an alarm again that was closed by mistake', () => {
    const closed = applied(
      null,
      snapshot([fallCard()]),
      change(8, fallCard({ state: 'resolved', revision: 2 })),
    )
    const state = applied(closed, change(9, fallCard({ revision: 3 })))
    expect([state.alarms.size, state.closed.size]).toEqual([1, 0])
  })
})

describe('the list', () => {
  it('stands by priority, then unanswered first, then the oldest', () => {
    const cards = [
      fallCard({ alarmId: 'battery', priority: 'low', openedAt: 1 }),
      fallCard({ alarmId: 'taken fall', ringing: false, openedAt: 2 }),
      fallCard({ alarmId: 'new fall', openedAt: 9 }),
      fallCard({ alarmId: 'old fall', openedAt: 4 }),
      fallCard({ alarmId: 'door', priority: 'high', openedAt: 3 }),
    ]
    const state = applied(null, snapshot(cards))
    expect(listed(state)).toEqual(['old fall', 'new fall', 'taken fall', 'door', 'battery'])
    expect(new Set(state.rings.keys())).toEqual(new Set(['battery', 'new fall', 'old fall', 'door']))
    expect(state.counts).toMatchObject({ open: 5, ringing: 4, ringingCritical: 2 })
  })

  it('shows two causes of one incident as one card, and stands for them by the more urgent', () => {
    const lying = fallCard({ alarmId: 'lying', cause: 'inactivity', priority: 'high', incidentId: 'one' })
    const fall = fallCard({ alarmId: 'fall', incidentId: 'one', openedAt: 9 })
    const other = fallCard({ alarmId: 'other', incidentId: 'two', openedAt: 10 })
    const state = applied(null, snapshot([lying, fall, other]))
    const { incidents } = state
    expect(listed(state)).toEqual(['fall', 'other'])
    expect(selectBeside(incidents, fall)).toEqual([lying])
    expect(selectBeside(incidents, other)).toEqual([])
  })

  it('keeps faults of one incident apart, and what is set aside off the list', () => {
    const fault = {
      category: 'technical',
      cause: 'device-silent',
      priority: 'medium',
      incidentId: 'one',
    } as const
    const shelf = {
      until: 9_000_000,
      why: 'known-cause',
      by: { id: 'kari', name: 'Kari', hasLeft: false },
    } as const
    const cards = [
      fallCard({ alarmId: 'a', ...fault }),
      fallCard({ alarmId: 'b', ...fault }),
      fallCard({ alarmId: 'c', ...fault, ringing: false, shelf }),
    ]
    expect(listed(applied(null, snapshot(cards)))).toEqual(['a', 'b'])
  })
})

describe('the board after many changes', () => {
  const cards = fc
    .record({
      // An alarm keeps its incident and its category for as long as it is open.
      ids: fc.constantFrom(
        { alarmId: 'a', incidentId: 'one' },
        { alarmId: 'b', incidentId: 'one' },
        { alarmId: 'c', incidentId: 'one' },
        { alarmId: 'd', incidentId: 'two' },
        { alarmId: 'e', incidentId: 'two', category: 'technical' as const },
        { alarmId: 'f', incidentId: 'two', category: 'technical' as const },
      ),
      priority: fc.constantFrom('critical' as const, 'high' as const, 'low' as const),
      state: fc.constantFrom('raised' as const, 'resolved' as const),
      ringing: fc.boolean(),
      lastRangAt: fc.nat(9),
      isShelved: fc.boolean(),
    })
    .map(({ isShelved, ids, ...card }) => {
      const by = { id: 'kari', name: 'Kari', hasLeft: false }
      return fallCard({
        ...card,
        ...ids,
        ...(isShelved ? { shelf: { until: 9_000_000, why: 'known-cause' as const, by } } : {}),
      })
    })

  it('is the one that a client gets who comes then', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cards, { maxLength: 4 }), { maxLength: 60 }), (changes) => {
        const messages = changes.map((some, index) => change(8 + index, ...some))
        const followed = applied(null, snapshot([]), ...messages)
        const fresh = applied(null, snapshot([...followed.alarms.values()]))
        expect(followed.counts).toEqual(fresh.counts)
        expect(new Map(followed.rings)).toEqual(new Map(fresh.rings))
        expect(followed.incidents.list).toEqual(fresh.incidents.list)
        const lastRings = [...followed.alarms.values()]
          .filter((card) => card.ringing && card.priority === 'critical')
          .map(({ lastRangAt }) => lastRangAt)
        expect(selectLastCriticalRing(followed.incidents)).toBe(Math.max(0, ...lastRings))
      }),
    )
  })
})
