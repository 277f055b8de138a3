import { describe, expect, test } from 'vitest'
import { messagesOf, type OpenAlarm } from '../../../../care-centre/scaip/device-messages.ts'
import type { ScaipRequest } from '../../../../shared/scaip/document.ts'
import { AlarmMessageSchema, type AlarmMessage } from '../../../../shared/wire/centre-messages.ts'

const NOW = Date.UTC(2026, 10, 21, 3, 40)
const FALL: ScaipRequest = {
  ref: 'K7Q20000A1B2C3D4',
  mty: 'ME',
  cid: '4790000017',
  dty: 5,
  did: 'F1000042',
  stc: 9,
  lco: 11,
}

function told(change: Partial<ScaipRequest>, open: readonly OpenAlarm[] = []): AlarmMessage[] {
  let ids = 0
  const messages = messagesOf({ ...FALL, ...change }, { open, now: NOW, newId: () => `new-${(ids += 1)}` })
  for (const message of messages) AlarmMessageSchema.parse(message)
  return messages
}

function open(change: Partial<OpenAlarm> = {}): OpenAlarm {
  const base = {
    id: 'a-1',
    incident: 'i-1',
    category: 'care',
    priority: 'critical',
    count: 1,
    sequence: 3,
  } as const
  return { ...base, cause: 'fall', ...change }
}

describe('a device of another maker', () => {
  test('a fall raises an alarm that lives at the centre, with the person by their controller', () => {
    expect(told({ crd: ['gsm:+4790000017'], lte: 'Bad, 1. etasje', cha: 1 })).toEqual([
      {
        id: 'new-3',
        alarmId: 'new-2',
        incidentId: 'new-1',
        sequence: 1,
        type: 'alarm.raised',
        priority: 'critical',
        category: 'care',
        cause: 'fall',
        residentRef: '4790000017',
        deviceId: 'F1000042',
        placement: 'bathroom',
        occurredAt: '2026-11-21T03:40:00.000Z',
        sentAt: '2026-11-21T03:40:00.000Z',
        data: {
          origin: 'scaip',
          mty: 'ME',
          dty: '0005',
          deviceType: 'fall detector',
          stc: '0009',
          status: 'alarm, automatic',
          lco: '011',
          text: 'Bad, 1. etasje',
          callback: ['gsm:+4790000017'],
          wantsCall: true,
          count: 1,
        },
      },
    ])
  })

  test('a second fall rings on the alarm that stands open, and counts', () => {
    expect(told({}, [open()])).toMatchObject([
      { alarmId: 'a-1', incidentId: 'i-1', sequence: 4, type: 'alarm.repeated', data: { count: 2 } },
    ])
  })

  test('another cause of the same device is an alarm of its own in the same incident', () => {
    expect(told({ stc: 16 }, [open()])).toMatchObject([
      {
        alarmId: 'new-1',
        incidentId: 'i-1',
        sequence: 1,
        type: 'alarm.raised',
        cause: 'battery',
        priority: 'low',
      },
    ])
  })

  test('unknown codes ring with their numbers', () => {
    expect(told({ dty: 777, stc: 888 })).toMatchObject([
      {
        type: 'alarm.raised',
        cause: 'help-call',
        data: { dty: '0777', deviceType: null, stc: '0888', status: null },
      },
    ])
  })

  test('a reset ends what ends by itself, and never a fall or a call', () => {
    const all = [open(), open({ id: 'a-2', cause: 'bed' }), open({ id: 'a-3', cause: 'help-call' })]
    expect(told({ mty: 'RE', stc: 92 }, all).map(({ alarmId, type }) => `${alarmId} ${type}`)).toEqual([
      'a-1 alarm.restored',
      'a-2 alarm.cancelled',
      'a-3 alarm.restored',
    ])
  })

  test('the battery that is good again ends the battery alarm alone', () => {
    const all = [open(), open({ id: 'a-2', cause: 'battery', category: 'technical', priority: 'low' })]
    expect(told({ stc: 15 }, all)).toMatchObject([
      { alarmId: 'a-2', type: 'alarm.cancelled', category: 'technical' },
    ])
  })

  test('steps of a carer at the place', () => {
    expect(told({ mty: 'IN', stc: 88 }, [open()])).toMatchObject([{ alarmId: 'a-1', type: 'alarm.on-site' }])
  })

  test('other information is a note on the newest open alarm', () => {
    expect(told({ mty: 'IN', stc: 62, ite: 'Vann i dusjen' }, [open(), open({ id: 'a-2' })])).toMatchObject([
      { alarmId: 'a-2', type: 'alarm.note', data: { text: 'Vann i dusjen' } },
    ])
  })

  test.each([{ mty: 'PI' }, { mty: 'RE' }, { mty: 'IN', stc: 62 }, { stc: 102 }, { stc: 15 }] as const)(
    '%j without an open alarm is no alarm',
    (change) => {
      expect(told(change)).toEqual([])
    },
  )

  test('a device name that no id can hold is left as far as it can; without one the controller calls', () => {
    expect(told({ did: '00:80:E1/2A' })).toMatchObject([{ deviceId: '0080E12A' }])
    const { did: _did, ...unnamed } = FALL
    expect(messagesOf(unnamed, { open: [], now: NOW, newId: () => 'x' })).toMatchObject([{ deviceId: null }])
  })
})
