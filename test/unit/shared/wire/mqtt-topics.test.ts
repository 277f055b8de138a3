import { expect, test } from 'vitest'
import { stationOfTopic, TopicPrefixSchema, topicOf } from '../../../../shared/wire/mqtt-topics.ts'

test('a topic names its station, under a prefix of one word or several', () => {
  for (const prefix of ['tryggvakt', 'kommune/omsorg']) {
    const topic = topicOf(prefix, 'solbakken', 'messages')
    expect(stationOfTopic(prefix, topic, 'messages')).toBe('solbakken')
    expect(stationOfTopic(prefix, topic, 'replies')).toBeUndefined()
  }
})

test.each([
  'tryggvakt/messages',
  'tryggvakt//messages',
  'tryggvakt/a/b/messages',
  'x/tryggvakt/a/messages',
  'tryggvakt/å/messages',
])('%s is no topic of a station', (topic) => {
  expect(stationOfTopic('tryggvakt', topic, 'messages')).toBeUndefined()
})

test.each(['', '/', 'a/', '/a', 'a//b', '+', 'a/#', '$share/x'])('%j is no prefix', (prefix) => {
  expect(TopicPrefixSchema.safeParse(prefix).success).toBe(false)
})
