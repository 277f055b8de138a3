import { afterEach, describe, expect, test, vi } from 'vitest'
import type { BoardMessage } from '../../../../shared/api/board.ts'
import type { FeedRequest } from '../../../../station/api/board-feed.ts'
import { apiStation, CALM, cardOf, type ApiStation } from '../../../fakes/api-station.ts'

const open: AbortController[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const controller of open.splice(0)) controller.abort()
})

interface Client {
  next(): Promise<BoardMessage>
  leave(): Promise<void>
}

function client(station: ApiStation, request: Partial<FeedRequest> = {}): Client {
  const controller = new AbortController()
  open.push(controller)
  const messages = station.feed.messages({
    since: undefined,
    readBoard: () =>
      Promise.resolve({
        station: { id: 's-1', name: 'S', locale: 'nb', training: false },
        people: [],
        alarms: [...station.alarms.values()].map(cardOf),
        proof: CALM,
      }),
    signal: controller.signal,
    isCongested: () => false,
    ...request,
  })
  return {
    next: async () => {
      const result = await messages.next()
      if (result.done === true) throw new Error('the feed ended')
      return result.value
    },
    leave: async () => {
      controller.abort()
      await messages.return()
    },
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function publishFalls(station: ApiStation, count: number): Promise<void> {
  for (let fall = 1; fall <= count; fall += 1) {
    station.feed.publishCards([station.fall(`fall-${fall}`)], [])
    await turn()
  }
}

describe('a client of the board', () => {
  test('gets a snapshot first and then each change with the next number', async () => {
    const station = apiStation()
    const desk = client(station)
    expect(await desk.next()).toMatchObject({ type: 'snapshot', run: 'run-1', sequence: 0 })
    station.feed.publishCards([station.fall('a')], [])
    expect(await desk.next()).toMatchObject({ type: 'change', sequence: 1, alarms: [{ alarmId: 'a' }] })
    station.feed.publishProof(CALM)
    expect(await desk.next()).toMatchObject({ type: 'change', sequence: 2, alarms: [], proof: CALM })
  })

  test('hears a tick with the current number within a second when all is quiet', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const desk = client(apiStation())
    await desk.next()
    const heard = desk.next()
    await vi.advanceTimersByTimeAsync(999)
    expect(await heard).toMatchObject({ type: 'tick', sequence: 0 })
  })

  test('that comes back gets only what it missed', async () => {
    const station = apiStation()
    await publishFalls(station, 5)
    const desk = client(station, { since: { run: 'run-1', sequence: 3 } })
    expect(await desk.next()).toMatchObject({ type: 'change', sequence: 4 })
    expect(await desk.next()).toMatchObject({ type: 'change', sequence: 5 })
  })

  test('that missed nothing is told so at once', async () => {
    const station = apiStation()
    await publishFalls(station, 2)
    const desk = client(station, { since: { run: 'run-1', sequence: 2 } })
    expect(await desk.next()).toMatchObject({ type: 'tick', sequence: 2 })
  })

  test.each([
    ['of another run', { run: 'run-0', sequence: 3 }],
    ['from the future', { run: 'run-1', sequence: 99 }],
    ['older than what is kept', { run: 'run-1', sequence: 1 }],
  ])('with a number %s gets a snapshot', async (_name, since) => {
    const station = apiStation()
    await publishFalls(station, 1002)
    const desk = client(station, { since })
    expect(await desk.next()).toMatchObject({ type: 'snapshot', sequence: 1002 })
  })

  test('that is too slow gets one snapshot instead of everything it missed', async () => {
    const station = apiStation()
    let congested = false
    const slow = client(station, { isCongested: () => congested })
    const quick = client(station)
    await slow.next()
    await quick.next()
    congested = true
    const waiting = slow.next()
    for (let change = 1; change <= 300; change += 1) {
      station.feed.publishCards(
        [station.fall(`fall-${change}`)],
        [{ eventId: 'e-1', receivedAt: 0, priority: 'critical' }],
      )
      await turn()
      expect(await quick.next()).toMatchObject({ type: 'change', sequence: change })
    }
    congested = false
    const message = await waiting
    expect(message).toMatchObject({ type: 'snapshot', sequence: 300 })
    expect(message.type === 'snapshot' && message.board.alarms).toHaveLength(300)
  })

  test('that leaves is forgotten', async () => {
    const station = apiStation()
    const desk = client(station)
    await desk.next()
    expect(station.feed.clients).toBe(1)
    await desk.leave()
    expect(station.feed.clients).toBe(0)
  })

  test('that leaves while waiting for news is forgotten, too', async () => {
    const station = apiStation()
    const desk = client(station)
    await desk.next()
    const waiting = desk.next()
    await desk.leave()
    await expect(waiting).rejects.toThrow('the feed ended')
    expect(station.feed.clients).toBe(0)
  })
})

describe('what is published in one turn', () => {
  test('is one change, with the last card of each alarm', async () => {
    const station = apiStation()
    const desk = client(station)
    await desk.next()
    const first = station.fall('a')
    station.feed.publishCards([first], [])
    station.feed.publishCards([station.fall('b')], [])
    station.feed.publishCards([{ ...first, count: 2, revision: 2 }], [])
    const change = await desk.next()
    expect(change.type === 'change' && change.alarms.map((card) => [card.alarmId, card.count])).toEqual([
      ['b', 1],
      ['a', 2],
    ])
  })

  test('is measured for every client once it has been handed over', async () => {
    const station = apiStation()
    const clients = [client(station), client(station)]
    for (const desk of clients) await desk.next()
    station.state.mono = 100
    station.feed.publishCards([station.fall('a')], [{ eventId: 'e-1', receivedAt: 90, priority: 'critical' }])
    for (const desk of clients) await desk.next()
    expect(station.observed).toEqual([])
    station.state.mono = 105
    station.feed.publishProof(CALM)
    for (const desk of clients) await desk.next()
    expect(station.observed).toEqual([
      { seconds: 0.015, priority: 'critical' },
      { seconds: 0.015, priority: 'critical' },
    ])
  })
})
