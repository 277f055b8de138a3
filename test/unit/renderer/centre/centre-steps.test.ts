import { describe, expect, it } from 'vitest'
import { centreCard } from '../../../../renderer/centre/centre-card.ts'
import { centreCommandOf, roomCommandOf } from '../../../../renderer/centre/centre-keys.ts'
import { centreSteps, nextCentreStep } from '../../../../renderer/centre/centre-steps.ts'
import { peopleIn } from '../../../../renderer/centre/people-in-story.ts'
import type { AlarmView } from '../../../../shared/api/centre/alarms.ts'
import { alarmView } from '../../../fakes/fake-centre-client.ts'

const NOW = Date.parse('2026-11-22T02:40:18.000Z')
const PHONE = '+47 73 00 00 17'
const me = { id: 'eva', isLead: false, called: new Set<string>() }
const meAfterCall = { ...me, called: new Set(['s-1 a-1']) }
const eva = { id: 'eva', name: 'Eva Lund' }
const per = { id: 'per', name: 'Per Holm' }
const answeredAt = new Date(NOW).toISOString()
const alarm = (change: Partial<AlarmView> = {}) => centreCard(alarmView(NOW, change))

describe('what Enter does', () => {
  it('takes what nobody has answered, then calls the building, then gives it to somebody there', () => {
    expect(nextCentreStep(alarm(), PHONE, me)).toBe('take')
    const taken = alarm({ takenBy: eva, answeredAt, state: 'acknowledged', holder: 'eva' })
    expect(nextCentreStep(taken, PHONE, me)).toBe('call')
    expect(nextCentreStep(taken, PHONE, meAfterCall)).toBe('assign')
    expect(nextCentreStep(taken, null, me)).toBe('assign')
  })

  it('leaves alone what a colleague has, and what the shift is on its way with', () => {
    expect(nextCentreStep(alarm({ takenBy: per, answeredAt }), PHONE, me)).toBeNull()
    expect(nextCentreStep(alarm({ answeredAt, state: 'acknowledged', holder: 'kari' }), PHONE, me)).toBeNull()
    const onTheWay = alarm({ takenBy: eva, answeredAt, state: 'on-the-way', holder: 'kari' })
    expect(nextCentreStep(onTheWay, PHONE, me)).toBeNull()
  })

  it('resolves in the end what no station of ours has', () => {
    const own = { origin: 'scaip', takenBy: eva, answeredAt } as const
    expect(nextCentreStep(alarm(own), PHONE, me)).toBe('call')
    expect(nextCentreStep(alarm(own), PHONE, meAfterCall)).toBe('resolve')
    expect(nextCentreStep(alarm(own), null, me)).toBe('resolve')
  })

  it('does nothing to what is closed', () => {
    expect(nextCentreStep(alarm({ state: 'resolved', answeredAt }), PHONE, me)).toBeNull()
    expect(centreSteps(alarm({ state: 'cancelled', answeredAt }), PHONE, me)).toEqual([])
  })
})

describe('what its owner allows', () => {
  it('of a station’s alarm: its shift can be asked; only who has it resolves and releases it', () => {
    expect(centreSteps(alarm(), PHONE, me)).toEqual(['take', 'call', 'assign', 'request', 'note'])
    expect(centreSteps(alarm({ takenBy: eva, answeredAt }), null, me)).toEqual([
      'assign',
      'request',
      'resolve',
      'note',
      'release',
    ])
    const pers = alarm({ takenBy: per, answeredAt })
    expect(centreSteps(pers, null, me)).toEqual(['assign', 'request', 'note'])
    expect(centreSteps(pers, null, { ...me, isLead: true })).toContain('release')
  })

  it('of a device without a station, and of a silent station: there is no shift to ask', () => {
    expect(centreSteps(alarm({ origin: 'scaip' }), null, me)).toEqual(['take', 'note'])
    expect(centreSteps(alarm({ origin: 'centre', takenBy: eva, answeredAt }), null, me)).toEqual([
      'resolve',
      'note',
      'release',
    ])
  })
})

describe('keys', () => {
  const pressed = (key: string, change = {}) => ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...change,
  })

  it('mean on this page what they mean on the board', () => {
    expect(centreCommandOf(pressed('ArrowDown'))).toEqual({ kind: 'move', by: 1 })
    expect(centreCommandOf(pressed('Enter'))).toEqual({ kind: 'next-step' })
    expect(centreCommandOf(pressed('r'))).toEqual({ kind: 'step', step: 'resolve' })
    expect(centreCommandOf(pressed('N'))).toEqual({ kind: 'step', step: 'note' })
    expect(centreCommandOf(pressed('m'))).toEqual({ kind: 'mute' })
    expect(centreCommandOf(pressed('/'))).toEqual({ kind: 'room', room: 'history' })
  })

  it('of the board that this page has nothing for do nothing, and none with a control key', () => {
    for (const key of ['p', 'v', 'd', 'u', 't', 'z']) expect(centreCommandOf(pressed(key)), key).toBeNull()
    expect(centreCommandOf(pressed('r', { ctrlKey: true }))).toBeNull()
    expect(centreCommandOf(pressed('Shift'))).toBeNull()
  })

  it('do nothing to an alarm from another room, and Escape leads back', () => {
    expect(roomCommandOf(pressed('Enter'))).toBeNull()
    expect(roomCommandOf(pressed('r'))).toBeNull()
    expect(roomCommandOf(pressed('Escape'))).toEqual({ kind: 'room', room: 'alarms' })
    expect(roomCommandOf(pressed('m'))).toEqual({ kind: 'mute' })
  })
})

it('whom an alarm can be given to: the people its messages name, not the operators', () => {
  const at = new Date(NOW).toISOString()
  const entry = (sequence: number, data: Record<string, unknown>) => ({
    id: `m-${String(sequence)}`,
    sequence,
    type: 'alarm.note',
    priority: 'critical' as const,
    occurredAt: at,
    sentAt: at,
    receivedAt: at,
    data,
  })
  const story = {
    ...alarmView(NOW),
    timeline: [entry(1, { by: 'kari' }), entry(2, { by: 'eva' }), entry(3, { by: 'kari', to: 'ola' })],
    timelineComplete: true,
    commands: [],
    takes: [{ type: 'taken' as const, by: eva, at }],
  }
  expect(peopleIn(story)).toEqual(['ola', 'kari'])
})
