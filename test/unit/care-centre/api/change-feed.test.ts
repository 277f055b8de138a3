import { expect, test } from 'vitest'
import { ChangeFeed, MOST_BUFFERED_BYTES, MOST_LISTENERS } from '../../../../care-centre/api/change-feed.ts'

const newFeed = () => new ChangeFeed(({ data }) => data)
const ALL = { reaches: () => true, isOperator: true }

function listener() {
  const heard: string[] = []
  const sink = {
    writableLength: 0,
    ended: false,
    write: (text: string) => heard.push(text),
    end: () => {
      sink.ended = true
    },
  }
  return { heard, sink }
}

test('a station hears its own changes, who may read all hears all', () => {
  const feed = newFeed()
  const own = listener()
  const all = listener()
  feed.subscribe({ reaches: (station) => station === 'st-1', isOperator: false }, own.sink)
  feed.subscribe(ALL, all.sink)
  feed.publish({ type: 'alarm', station: 'st-1', data: { id: 'a-1' } })
  feed.publish({ type: 'alarm', station: 'st-2', data: { id: 'a-2' } })
  expect(own.heard.join('')).toContain('"a-1"')
  expect(own.heard.join('')).not.toContain('"a-2"')
  expect(all.heard.at(-1)).toBe('id: 2\nevent: alarm\ndata: {"id":"a-2"}\n\n')
})

test('the words of a change are made once for all who hear it, and for nobody not at all', () => {
  const seen: string[] = []
  const feed = new ChangeFeed(({ station }) => {
    seen.push(station)
    return station
  })
  feed.publish({ type: 'alarm', station: 'st-1', data: {} })
  const first = listener()
  const second = listener()
  for (const { sink } of [first, second]) {
    feed.subscribe({ reaches: (station) => station === 'st-2', isOperator: false }, sink)
  }
  feed.publish({ type: 'alarm', station: 'st-2', data: {} })
  feed.publish({ type: 'alarm', station: 'st-3', data: {} })
  expect(seen).toEqual(['st-2'])
  expect([first.heard.length, second.heard.length]).toEqual([2, 2])
  expect(second.heard.at(-1)).toBe('id: 2\nevent: alarm\ndata: "st-2"\n\n')
})

test('a listener that does not read is cut off and the others go on', () => {
  const feed = newFeed()
  const stuck = listener()
  const awake = listener()
  feed.subscribe(ALL, stuck.sink)
  feed.subscribe(ALL, awake.sink)
  stuck.sink.writableLength = MOST_BUFFERED_BYTES
  feed.publish({ type: 'alarm', station: 'st-1', data: {} })
  expect(stuck.sink.ended).toBe(true)
  expect(awake.heard).toHaveLength(2)
  expect(feed.size).toBe(1)
})

test('a calm stream is kept open, and ends when its listener leaves', () => {
  const feed = newFeed()
  const one = listener()
  const leave = feed.subscribe(ALL, one.sink)
  feed.beat(0)
  expect(one.heard.at(-1)).toBe('event: beat\ndata: {"at":"1970-01-01T00:00:00.000Z"}\n\n')
  leave?.()
  feed.beat(1000)
  expect(one.heard).toHaveLength(2)
})

test('there is room for so many listeners and no more', () => {
  const feed = newFeed()
  for (let at = 0; at < MOST_LISTENERS; at += 1) feed.subscribe(ALL, listener().sink)
  expect(feed.subscribe(ALL, listener().sink)).toBeUndefined()
  feed.closeAll()
  expect(feed.size).toBe(0)
})

test('the stream of a session ends with it: at once, and when its time is over', () => {
  const feed = newFeed()
  const [gone, late, other] = [listener(), listener(), listener()]
  feed.subscribe({ ...ALL, session: { id: 's-1', endsAt: 5000 } }, gone.sink)
  feed.subscribe({ ...ALL, session: { id: 's-2', endsAt: 3000 } }, late.sink)
  feed.subscribe({ ...ALL, session: { id: 's-3', endsAt: 9000 } }, other.sink)
  feed.publish({ type: 'session', station: '', data: { session: 's-1', reason: 'revoked' } })
  expect(gone.heard.at(-1)).toBe('event: ended\ndata: {"reason":"revoked"}\n\n')
  expect(gone.sink.ended).toBe(true)
  feed.beat(3000)
  expect(late.heard.at(-1)).toContain('"over"')
  expect([late.sink.ended, other.sink.ended]).toEqual([true, false])
})

test('what the centre itself found is told to operators and to no station', () => {
  const feed = newFeed()
  const [station, operator] = [listener(), listener()]
  feed.subscribe({ reaches: () => true, isOperator: false }, station.sink)
  feed.subscribe(ALL, operator.sink)
  feed.publish({ type: 'alarm', station: 'st-1', data: { id: 'quiet', origin: 'centre' } })
  expect(station.heard.join('')).not.toContain('quiet')
  expect(operator.heard.join('')).toContain('quiet')
})

test('who comes again after a gap is let in, and hears what comes', () => {
  const feed = newFeed()
  const before = listener()
  feed.subscribe(ALL, before.sink)
  feed.endAll()
  expect(before.sink.ended).toBe(true)
  const after = listener()
  expect(feed.subscribe(ALL, after.sink)).toBeDefined()
  feed.publish({ type: 'alarm', station: 'st-1', data: { id: 'a-1' } })
  expect(after.heard.join('')).toContain('"a-1"')
})

test('nobody is let in any more once it is closed', () => {
  const feed = newFeed()
  const one = listener()
  feed.subscribe(ALL, one.sink)
  feed.closeAll()
  expect(one.sink.ended).toBe(true)
  expect(feed.subscribe(ALL, listener().sink)).toBeUndefined()
})
