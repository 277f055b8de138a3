import { expect, test } from 'vitest'
import { ChangeFeed, MOST_BUFFERED_BYTES, MOST_LISTENERS } from '../../../../care-centre/api/change-feed.ts'

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
  const feed = new ChangeFeed()
  const own = listener()
  const all = listener()
  feed.subscribe(new Set(['st-1']), own.sink)
  feed.subscribe(undefined, all.sink)
  feed.publish({ type: 'alarm', station: 'st-1', data: { id: 'a-1' } })
  feed.publish({ type: 'alarm', station: 'st-2', data: { id: 'a-2' } })
  expect(own.heard.join('')).toContain('"a-1"')
  expect(own.heard.join('')).not.toContain('"a-2"')
  expect(all.heard.at(-1)).toBe('id: 2\nevent: alarm\ndata: {"id":"a-2"}\n\n')
})

test('a listener that does not read is cut off and the others go on', () => {
  const feed = new ChangeFeed()
  const stuck = listener()
  const awake = listener()
  feed.subscribe(undefined, stuck.sink)
  feed.subscribe(undefined, awake.sink)
  stuck.sink.writableLength = MOST_BUFFERED_BYTES
  feed.publish({ type: 'alarm', station: 'st-1', data: {} })
  expect(stuck.sink.ended).toBe(true)
  expect(awake.heard).toHaveLength(2)
  expect(feed.size).toBe(1)
})

test('a calm stream is kept open, and ends when its listener leaves', () => {
  const feed = new ChangeFeed()
  const one = listener()
  const leave = feed.subscribe(undefined, one.sink)
  feed.beat()
  expect(one.heard.at(-1)).toMatch(/^: .*\n\n$/)
  leave?.()
  feed.beat()
  expect(one.heard).toHaveLength(2)
})

test('there is room for so many listeners and no more', () => {
  const feed = new ChangeFeed()
  for (let at = 0; at < MOST_LISTENERS; at += 1) feed.subscribe(undefined, listener().sink)
  expect(feed.subscribe(undefined, listener().sink)).toBeUndefined()
  feed.closeAll()
  expect(feed.size).toBe(0)
})
