import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boardOf, countAlarms, withAlarms, withStation } from '../../../../renderer/centre/centre-board.ts'
import { centreCard, compareCentreCards, facedCard } from '../../../../renderer/centre/centre-card.ts'
import { selectStations } from '../../../../renderer/centre/select-stations.ts'
import type { AlarmView } from '../../../../shared/api/centre/alarms.ts'
import { PRIORITIES } from '../../../../shared/domain/priority.ts'
import { alarmView, stationLine } from '../../../fakes/fake-centre-client.ts'

const NOW = Date.parse('2026-11-22T02:40:18.000Z')
const secondsAgo = (seconds: number) => new Date(NOW - seconds * 1000).toISOString()
const alarm = (id: string, seconds: number, change: Partial<AlarmView> = {}) =>
  alarmView(NOW, { id, receivedAt: secondsAgo(seconds), ...change })
const ids = (board: ReturnType<typeof boardOf>) => board.list.map(({ view }) => view.id)

describe('the list of an operator', () => {
  it('has the most urgent first, of those what nobody has answered, then the oldest', () => {
    const board = boardOf(
      [
        alarm('door', 400, { priority: 'high' }),
        alarm('new-fall', 10),
        alarm('taken-fall', 90, { answeredAt: secondsAgo(50) }),
        alarm('old-fall', 50),
        alarm('battery', 9_000, { priority: 'low' }),
      ],
      [],
    )
    expect(ids(board)).toEqual(['old-fall', 'new-fall', 'taken-fall', 'door', 'battery'])
    expect(countAlarms(board.list)).toMatchObject({
      open: 5,
      unanswered: 4,
      byPriority: { critical: 3, high: 1 },
    })
  })

  it('does not let a station whose clock is years off push its alarms to the top', () => {
    const board = boardOf(
      [
        alarm('years-off', 10, { openedAt: '2019-01-01T00:00:00.000Z', clockOffSeconds: -240_000_000 }),
        alarm('right', 50),
      ],
      [],
    )
    expect(ids(board)).toEqual(['right', 'years-off'])
  })

  it('keeps two stations’ alarms of the same id apart', () => {
    const board = boardOf([alarm('a-1', 10), alarm('a-1', 20, { station: 's-2' })], [])
    expect(board.list).toHaveLength(2)
    const closed = withAlarms(board, [alarm('a-1', 20, { station: 's-2', state: 'resolved', sequence: 2 })])
    expect(closed.list.map(({ view }) => view.station)).toEqual(['s-1'])
    expect(closed.closed.get('s-2 a-1')?.view.state).toBe('resolved')
  })

  it('is not put back by what is older than what it knows', () => {
    const board = boardOf([alarm('a-1', 10, { sequence: 3, state: 'on-the-way' })], [])
    expect(withAlarms(board, [alarm('a-1', 10, { sequence: 2 })]).list[0]?.view.state).toBe('on-the-way')
  })

  it('is the same whether its alarms came one by one, together, or with the list', () => {
    const view = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      seconds: fc.integer({ min: 0, max: 300 }),
      priority: fc.constantFrom(...PRIORITIES),
      state: fc.constantFrom('raised' as const, 'acknowledged' as const, 'resolved' as const),
      isAnswered: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(view, { maxLength: 30 }), (changes) => {
        const views = changes.map(({ id, seconds, priority, state, isAnswered }, index) =>
          alarm(id, seconds, {
            priority,
            state,
            answeredAt: isAnswered ? secondsAgo(0) : null,
            sequence: index + 1,
          }),
        )
        const together = withAlarms(boardOf([], []), views)
        const oneByOne = views.reduce((board, one) => withAlarms(board, [one]), boardOf([], []))
        const newest = new Map(views.map((one) => [one.id, one]))
        const whole = boardOf([...newest.values()], [])
        expect(together.list).toEqual(oneByOne.list)
        expect(together.list).toEqual(whole.list)
        expect([...together.alarms.keys()].sort()).toEqual([...whole.alarms.keys()].sort())
        expect([...together.rings.keys()].sort()).toEqual([...whole.rings.keys()].sort())
        expect([...together.list].sort(compareCentreCards)).toEqual(together.list)
      }),
    )
  })

  it('takes a change among 5,000 open alarms without making the others anew', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => alarm(`f-${String(index)}`, index))
    const board = boardOf(many, [])
    const next = withAlarms(board, [alarm('f-17', 17, { sequence: 2, answeredAt: secondsAgo(0) })])
    expect([...next.alarms.changedSince(board.alarms)]).toEqual(['s-1 f-17'])
    expect(next.list).toHaveLength(5_000)
    expect(next.list.filter((card) => !board.list.includes(card))).toHaveLength(1)
  })
})

describe('what sounds at the centre', () => {
  it('is every unanswered alarm with an answer clock, and the centre’s own', () => {
    const board = boardOf(
      [
        alarm('fall', 10),
        alarm('battery', 10, { priority: 'low', category: 'technical' }),
        alarm('silent', 10, { priority: 'medium', origin: 'centre', cause: 'station-silent' }),
        alarm('answered', 10, { answeredAt: secondsAgo(1) }),
      ],
      [],
    )
    expect([...board.rings.keys()].sort()).toEqual(['s-1 fall', 's-1 silent'])
  })

  it('is a new ring when the alarm is repeated, and another face', () => {
    const first = alarm('a', 100, { answeredAt: secondsAgo(80) })
    const again = alarm('a', 100, { count: 2, sequence: 2, ringingSince: secondsAgo(5) })
    const board = withAlarms(boardOf([first], []), [again])
    expect(board.rings.get('s-1 a')?.ringRevision).toBe(NOW - 5_000)
    expect(facedCard(centreCard(again)).face).not.toBe(facedCard(centreCard(first)).face)
  })
})

describe('the stations', () => {
  it('that need a look come first, then by name; what is written narrows them', () => {
    const lines = [
      stationLine(NOW, { id: 's-1', name: 'Åsen' }),
      stationLine(NOW, { id: 's-2', name: 'Bergli', state: 'never' }),
      stationLine(NOW, { id: 's-3', name: 'Granly', state: 'silent' }),
      stationLine(NOW, { id: 's-4', name: 'Aune' }),
      stationLine(NOW, { id: 's-5', name: 'Tunet', state: 'stopped' }),
    ]
    expect(selectStations(lines, '').map(({ name }) => name)).toEqual([
      'Granly',
      'Tunet',
      'Bergli',
      'Aune',
      'Åsen',
    ])
    expect(selectStations(lines, ' ås').map(({ name }) => name)).toEqual(['Åsen'])
    expect(selectStations(lines, 'S-5').map(({ name }) => name)).toEqual(['Tunet'])
  })

  it('follow what the centre says of each', () => {
    const board = boardOf([], [stationLine(NOW)])
    expect(withStation(board, stationLine(NOW, { state: 'silent' })).stations.get('s-1')?.state).toBe(
      'silent',
    )
  })
})
