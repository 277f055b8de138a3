import { expect, test } from 'vitest'
import { decideStep, raiseAlarm } from '../../../../shared/domain/alarm-lifecycle.ts'
import { AlarmMessageSchema } from '../../../../shared/wire/centre-messages.ts'
import { messageOf } from '../../../../station/sync/alarm-message.ts'

const OPENING = {
  id: 'a-1',
  incidentId: 'i-1',
  residentId: 'r-204',
  deviceId: 'radar-204-bath',
  placement: 'bathroom',
  cause: 'fall',
  category: 'care',
  priority: 'critical',
} as const

const raised = raiseAlarm(OPENING, { kind: 'rule', id: 'fall' }, { eventId: 'e-1', ruleId: 'fall' }, 1000)

test('a raised alarm fits the wire and names the instant the device gave', () => {
  if (!raised.ok) throw new Error(raised.code)
  const message = {
    ...messageOf('m-1', raised.alarm, raised.action, 900),
    sentAt: '2026-11-21T03:40:18.123Z',
  }
  expect(AlarmMessageSchema.parse(message)).toMatchObject({
    type: 'alarm.raised',
    sequence: 1,
    residentRef: 'r-204',
    occurredAt: '1970-01-01T00:00:00.900Z',
  })
})

test('words stay in the building: a note crosses without its text, an outcome without its words', () => {
  if (!raised.ok) throw new Error(raised.code)
  const kari = { kind: 'person', id: 'kari' } as const
  const note = decideStep(raised.alarm, { type: 'note', actor: kari, words: 'Ingrid blør' }, 2000)
  if (!note.ok) throw new Error(note.code)
  const closing = decideStep(
    note.alarm,
    {
      type: 'resolved',
      actor: kari,
      seenRevision: 2,
      outcome: { kind: 'other', words: 'kjørt til Ullevål' },
    },
    3000,
  )
  if (!closing.ok) throw new Error(closing.code)
  const sent = JSON.stringify([
    messageOf('m-2', note.alarm, note.action, 2000),
    messageOf('m-3', closing.alarm, closing.action, 3000),
  ])
  expect(sent).not.toContain('Ingrid')
  expect(sent).not.toContain('Ullevål')
  expect(sent).toContain('"outcome":"other"')
  expect(sent).toContain('"by":"kari"')
})

test('a false alarm crosses with its cause beside the outcome', () => {
  if (!raised.ok) throw new Error(raised.code)
  const closing = decideStep(
    raised.alarm,
    {
      type: 'resolved',
      actor: { kind: 'person', id: 'kari' },
      seenRevision: 1,
      outcome: { kind: 'false-alarm', falseCause: 'sat-or-lay-down', words: null },
    },
    3000,
  )
  if (!closing.ok) throw new Error(closing.code)
  expect(messageOf('m-2', closing.alarm, closing.action, 3000)).toMatchObject({
    type: 'alarm.resolved',
    data: { by: 'kari', outcome: 'false-alarm', falseCause: 'sat-or-lay-down' },
  })
})
