import { expect, test } from 'vitest'
import { stationMessageOf } from '../../../../care-centre/scaip/station-message.ts'
import { requestOf } from '../../../../shared/scaip/message-document.ts'
import { readIdentity } from '../../../../shared/scaip/own-identity.ts'
import { readDocument } from '../../../../shared/scaip/read-document.ts'
import { writeRequest } from '../../../../shared/scaip/write-document.ts'
import { AlarmMessageSchema, type AlarmMessage } from '../../../../shared/wire/centre-messages.ts'
import { FALL_MESSAGE } from '../../../fakes/sample-message.ts'

const MADE_AT = Date.UTC(2026, 10, 21, 3, 40, 18, 123)
const RECEIVED_AT = MADE_AT + 6 * 3_600_000

/** A version 7 id that was made then (RFC 9562). */
const ID = `${MADE_AT.toString(16)
  .padStart(12, '0')
  .replace(/^(.{8})/, '$1-')}-7c3d-8e4f-5a6b7c8d9e0f`

const MESSAGE: AlarmMessage = {
  ...FALL_MESSAGE,
  id: ID,
  alarmId: '019aa5d2-7a1b-7c3d-8e4f-000000000001',
  incidentId: '019aa5d2-7a1b-7c3d-8e4f-000000000002',
  sequence: 2,
  type: 'alarm.acknowledged',
  data: { by: 'kari' },
}

function received(change: Partial<AlarmMessage>): AlarmMessage {
  const document = requestOf({ ...MESSAGE, ...change }, { ref: 'A1', cid: '4790000017', did: 'R204B' })
  const read = readDocument(writeRequest(document))
  const own = read.kind === 'mrq' ? readIdentity(read.request.ite) : undefined
  if (read.kind !== 'mrq' || own?.kind !== 'alarm') throw new Error('no message of ours')
  return AlarmMessageSchema.parse(stationMessageOf(own, read.request, RECEIVED_AT))
}

test('the message comes out as it went in, without what must not cross', () => {
  expect(received({})).toEqual({
    ...MESSAGE,
    incidentId: MESSAGE.alarmId,
    residentRef: null,
    deviceId: null,
    sentAt: new Date(RECEIVED_AT).toISOString(),
    data: { path: 'scaip', cid: '4790000017', did: 'R204B' },
  })
})

test('its time is that of its id: what waited a night says so', () => {
  expect(received({}).occurredAt).toBe('2026-11-21T03:40:18.123Z')
})

test('an id that tells no time, or one far in the future, is of now', () => {
  const now = new Date(RECEIVED_AT).toISOString()
  expect(received({ id: 'm-1' }).occurredAt).toBe(now)
  expect(received({ id: ID.replace(/^.{8}/, 'ffffffff') }).occurredAt).toBe(now)
})

test.each([
  ['fall', 'alarm.raised', 'care', 'care'],
  ['battery', 'alarm.raised', 'technical', 'technical'],
  ['fall', 'alarm.raised', 'test', 'test'],
  ['of-a-newer-station', 'alarm.raised', 'care', 'care'],
] as const)('%s %s of category %s is %s', (cause, type, category, expected) => {
  expect(received({ cause, type, category }).category).toBe(expected)
})
