import { describe, expect, test } from 'vitest'
import { ACTION_TYPES, CAUSES } from '../../../../shared/domain/alarm.ts'
import type { ScaipRequest } from '../../../../shared/scaip/document.ts'
import {
  deviceTypeOf,
  heartbeatRequestOf,
  requestOf,
  shortened,
} from '../../../../shared/scaip/message-document.ts'
import { readIdentity } from '../../../../shared/scaip/own-identity.ts'
import { placementOf } from '../../../../shared/scaip/placements.ts'
import { readDocument } from '../../../../shared/scaip/read-document.ts'
import { writeRequest } from '../../../../shared/scaip/write-document.ts'
import type { AlarmMessage, HeartbeatMessage } from '../../../../shared/wire/centre-messages.ts'
import { FALL_MESSAGE } from '../../../fakes/sample-message.ts'

const FALL: AlarmMessage = {
  ...FALL_MESSAGE,
  id: '019aa5d2-7a1b-7c3d-8e4f-5a6b7c8d9e0f',
  alarmId: '019aa5d2-7a1b-7c3d-8e4f-000000000001',
  incidentId: '019aa5d2-7a1b-7c3d-8e4f-000000000002',
  data: { by: 'kari' },
}
const SOURCE = { ref: 'K7Q20000A1B2C3D4', cid: '4790000017', did: 'F1000042', deviceType: 5 }

/** Through the encoder and the decoder. */
function sent(change: Partial<AlarmMessage>, source: Partial<typeof SOURCE> = {}): ScaipRequest {
  const read = readDocument(writeRequest(requestOf({ ...FALL, ...change }, { ...SOURCE, ...source })))
  if (read.kind !== 'mrq') throw new Error(read.kind)
  expect(read.oddities).toEqual([])
  return read.request
}

describe('every row of scaip.md §10 (check 1)', () => {
  test.each([
    ['fall', {}, 5, 5, 9],
    ['help-call', {}, 3, 3, 10],
    ['help-call', {}, 4, 4, 10],
    ['smoke', {}, 3, 23, 9],
    ['gas', {}, 3, 26, 9],
    ['epilepsy', {}, 3, 17, 9],
    ['assistance', {}, 3, 6, 110],
    ['bed', {}, 3, 12, 9],
    ['door', {}, 3, 14, 9],
    ['inactivity', {}, 5, 10, 9],
    ['water', {}, 3, 33, 9],
    ['medicine', {}, 3, 11, 81],
    ['mains', {}, 0, 41, 85],
    ['device-silent', {}, 4, 4, 123],
    ['battery', {}, 3, 3, 16],
    ['tamper', {}, 5, 5, 125],
    ['centre-lost', { category: 'test' }, 0, 32, 102],
  ] as const)('%s %o of a device of type %i is dty %i stc %i', (cause, change, deviceType, dty, stc) => {
    expect(sent({ cause, ...change }, { deviceType })).toMatchObject({ mty: 'ME', dty, stc, did: 'F1000042' })
  })

  test('what is over is RE with the device of the alarm: by itself 0092, by hand 0093', () => {
    expect(sent({ type: 'alarm.restored', sequence: 2 })).toMatchObject({
      mty: 'RE',
      dty: 5,
      stc: 92,
      did: 'F1000042',
    })
    expect(sent({ type: 'alarm.cancelled', cause: 'bed' })).toMatchObject({ mty: 'RE', dty: 12, stc: 93 })
  })

  test('a test does not ring', () => {
    expect(sent({ category: 'test', cause: 'help-call' })).toMatchObject({ mty: 'ME', stc: 102 })
  })

  test.each<HeartbeatMessage['data']>([
    { openAlarms: 3, waiting: 12, status: 'degraded' },
    { openAlarms: 0, waiting: 0, status: 'ok', stopping: true },
    {
      openAlarms: 0,
      waiting: 0,
      status: 'ok',
      stopping: true,
      paths: [
        { kind: 'https', state: 'down' },
        { kind: 'scaip', state: 'up' },
      ],
    },
  ])('a heartbeat %j', (data) => {
    const heartbeat: HeartbeatMessage = { id: 'h-1', type: 'heartbeat', sentAt: FALL.sentAt, data }
    const request = heartbeatRequestOf(heartbeat, SOURCE)
    const read = readDocument(writeRequest(request))
    expect(read).toMatchObject({ request: { mty: 'PI', dty: 2, stc: 102, cid: '4790000017' } })
    expect(readIdentity(request.ite)).toEqual({ kind: 'heartbeat', data })
  })
})

test('a heartbeat with more paths than fit leaves them out', () => {
  const paths = Array.from({ length: 16 }, () => ({ kind: 'https', state: 'failing' }) as const)
  const data = { openAlarms: 0, waiting: 0, status: 'ok', paths } as const
  const heartbeat: HeartbeatMessage = {
    id: 'h-1',
    type: 'heartbeat',
    sentAt: FALL.sentAt,
    data: { ...data, paths },
  }
  expect(heartbeatRequestOf(heartbeat, SOURCE).ite).toBe('tv1 heartbeat 0 0 ok')
})

describe('the steps of a carer (scaip.md §9.9)', () => {
  test.each([
    ['alarm.acknowledged', 5],
    ['alarm.on-the-way', 47],
    ['alarm.on-site', 88],
    ['alarm.resolved', 111],
    ['alarm.of-a-newer-station', 62],
  ])('%s is IN %i', (type, stc) => {
    expect(sent({ type, sequence: 2 })).toMatchObject({ mty: 'IN', stc, dty: 5, did: 'F1000042' })
  })

  test('every step of every cause has a document of the right kind', () => {
    const kinds = new Map<string, string>([
      ['raised', 'ME'],
      ['repeated', 'ME'],
      ['restored', 'RE'],
      ['cancelled', 'RE'],
    ])
    for (const action of ACTION_TYPES) {
      for (const cause of CAUSES) {
        expect(sent({ type: `alarm.${action}`, cause }).mty).toBe(kinds.get(action) ?? 'IN')
      }
    }
  })

  test('an alarm of a newer station rings as well', () => {
    expect(sent({ cause: 'flying-saucer' })).toMatchObject({ mty: 'ME', dty: 5, stc: 9 })
  })
})

describe('what our own centre reads out of it', () => {
  test('ids, order, type, priority and cause', () => {
    expect(readIdentity(sent({ type: 'alarm.on-the-way', sequence: 4 }).ite)).toEqual({
      kind: 'alarm',
      alarmId: FALL.alarmId,
      sequence: 4,
      type: 'alarm.on-the-way',
      messageId: FALL.id,
      priority: 'critical',
      cause: 'fall',
    })
  })

  test('the longest words of every list fit; ids too long for it are left out', () => {
    const longest = { type: 'alarm.priority-changed', cause: 'device-silent', sequence: 9999 } as const
    expect(readIdentity(sent(longest).ite)).toMatchObject({ sequence: 9999, cause: 'device-silent' })
    expect(sent({ id: 'm'.repeat(64), alarmId: 'a'.repeat(64) }).ite).toBeUndefined()
  })

  test.each([
    undefined,
    'Battery at 20 %',
    'tv1',
    'tv1 heartbeat',
    'tv1 heartbeat 1 2 fine',
    'tv1 a-1 0 raised m-1 critical fall',
    'tv1 a-1 1 raised m-1 urgent fall',
    'tv1 a-1 1 raised m-1 critical fall more',
    'tv1 a/1 1 raised m-1 critical fall',
    'tv2 a-1 1 raised m-1 critical fall',
  ])('%s is none of ours', (ite) => {
    expect(readIdentity(ite)).toBeUndefined()
  })

  test('nothing personal goes in', () => {
    const text = writeRequest(requestOf(FALL, SOURCE))
    for (const word of ['r-204', 'radar-204-bath', 'kari']) expect(text).not.toContain(word)
  })

  test.each([
    'bathroom',
    'bedroom',
    'living-room',
    'kitchen',
    'hall',
    'front-door',
    'toilet',
    'Korridor 2 øst',
  ])('the place %s comes back as it was', (placement) => {
    expect(placementOf(sent({ placement }))).toBe(placement)
  })
})

test('the whole request of a fall stays under 1300 bytes with room for the SIP head (scaip.md §2)', () => {
  expect(writeRequest(requestOf({ ...FALL, placement: 'ø'.repeat(64) }, SOURCE)).length).toBeLessThan(600)
})

test('after "too long" only what is needed is sent again', () => {
  const request = {
    ...requestOf(FALL, SOURCE),
    dte: 'Radar',
    lte: 'Bad',
    lge: { geo: '59.91,10.75', gga: '$GPGGA' },
  }
  const { ite: _ite, ...rest } = requestOf(FALL, SOURCE)
  expect(shortened(request)).toEqual({ ...rest, lge: { geo: '59.91,10.75' } })
  expect(shortened(requestOf(FALL, SOURCE))).toEqual(rest)
})

test('a protocol says what its devices are', () => {
  expect(['mr60fda', 'espa-444', 'ble-gatt-pendant', 'something'].map(deviceTypeOf)).toEqual([5, 4, 3, 0])
})
