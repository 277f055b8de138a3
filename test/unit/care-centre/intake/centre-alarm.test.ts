import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACTION_TYPES } from '../../../../shared/domain/alarm.ts'
import type { AlarmMessage } from '../../../../shared/wire/centre-messages.ts'
import {
  applyMessage,
  carriedOver,
  foldMessages,
  followsOn,
  type ReceivedMessage,
} from '../../../../care-centre/intake/centre-alarm.ts'

function told(
  sequence: number,
  step: string,
  data: Record<string, unknown> = {},
  more: Partial<AlarmMessage> = {},
): ReceivedMessage {
  const instant = Date.UTC(2026, 10, 21, 3, 40, sequence)
  const at = new Date(instant).toISOString()
  const message: AlarmMessage = {
    id: `m-${sequence}`,
    alarmId: 'a-1',
    incidentId: 'i-1',
    sequence,
    type: `alarm.${step}`,
    priority: 'critical',
    category: 'care',
    cause: 'fall',
    residentRef: 'r-204',
    deviceId: 'radar-204-bath',
    placement: 'bathroom',
    occurredAt: at,
    sentAt: at,
    data,
    ...more,
  }
  return { message, receivedAt: instant + 100, lateReason: 'dns' }
}

function stateAfter(...steps: string[]): string | undefined {
  return foldMessages(
    'st-1',
    steps.map((step, at) => told(at + 1, step)),
  )?.state
}

describe('the state of an alarm at the centre', () => {
  test.each([
    [['raised'], 'raised'],
    [['raised', 'acknowledged'], 'acknowledged'],
    [['raised', 'acknowledged', 'on-the-way'], 'on-the-way'],
    [['raised', 'acknowledged', 'on-the-way', 'on-site'], 'on-site'],
    [['raised', 'acknowledged', 'resolved'], 'resolved'],
    [['raised', 'cancelled'], 'cancelled'],
    [['raised', 'acknowledged', 'released'], 'raised'],
    [['raised', 'resolved', 'reopened'], 'raised'],
    [['raised', 'acknowledged', 'handed-over', 'escalated', 'note', 'restored'], 'acknowledged'],
    [['raised', 'on-the-way', 'of-a-newer-station'], 'on-the-way'],
  ])('%j leaves it %s', (steps, state) => {
    expect(stateAfter(...steps)).toBe(state)
  })

  test('who answers a repeat is still on the way', () => {
    expect(stateAfter('raised', 'acknowledged', 'on-the-way', 'repeated', 'acknowledged')).toBe('on-the-way')
  })

  test('an acknowledgement does not open what is closed', () => {
    expect(stateAfter('raised', 'resolved', 'acknowledged')).toBe('resolved')
  })

  test('the count is what the station counted, or one more for each repeat', () => {
    const messages = [told(1, 'raised', { count: 1 }), told(2, 'repeated', { count: 7 }), told(3, 'repeated')]
    expect(foldMessages('st-1', messages)?.count).toBe(8)
    expect(foldMessages('st-1', [told(1, 'raised', { count: -3 })])?.count).toBe(1)
  })

  test('a late message does not take the alarm back', () => {
    const late = foldMessages('st-1', [told(1, 'raised'), told(3, 'on-site'), told(2, 'acknowledged')])
    expect(late).toMatchObject({
      state: 'on-site',
      sequence: 3,
      openedAt: told(1, 'raised').message.occurredAt,
    })
  })

  test('an outcome is known after resolved and gone after reopened', () => {
    const resolved = [told(1, 'raised'), told(2, 'resolved', { outcome: 'helped-unhurt' })]
    expect(foldMessages('st-1', resolved)?.outcome).toBe('helped-unhurt')
    expect(foldMessages('st-1', [...resolved, told(3, 'reopened')])?.outcome).toBeNull()
  })

  test('what a path could not carry is filled in by a message that comes whole', () => {
    const missing = { incidentId: 'a-1', residentRef: null, deviceId: null }
    const partial = told(1, 'raised', {}, missing)
    const whole = told(2, 'acknowledged')
    expect(foldMessages('st-1', [partial])).toMatchObject({ incident: 'a-1', resident: null, device: null })
    expect(foldMessages('st-1', [partial, whole])).toMatchObject({
      incident: 'i-1',
      resident: 'r-204',
      device: 'radar-204-bath',
      placement: 'bathroom',
      state: 'acknowledged',
    })
    expect(foldMessages('st-1', [whole, told(3, 'raised', {}, missing)])).toMatchObject({ resident: 'r-204' })
  })

  test('no message, no alarm', () => {
    expect(foldMessages('st-1', [])).toBeUndefined()
  })
})

/** A life of up to forty steps, some sequences used twice as after a lost database, and the order of arrival. */
const lives = fc
  .array(
    fc.record({
      sequence: fc.integer({ min: 1, max: 20 }),
      step: fc.constantFrom(...ACTION_TYPES, 'of-a-newer-station'),
      count: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) =>
    steps.map(({ sequence, step, count }, at) =>
      told(sequence, step, count === undefined ? {} : { count }, { id: `m-${at}` }),
    ),
  )
const arrivals = lives.chain((life) =>
  fc.tuple(fc.constant(life), fc.shuffledSubarray(life, { minLength: life.length })),
)

test('any order of arrival gives the same alarm', () => {
  fc.assert(
    fc.property(arrivals, ([life, arrived]) => {
      expect(foldMessages('st-1', arrived)).toEqual(foldMessages('st-1', life))
    }),
  )
})

test('a message that follows on may be applied alone: the same as folding all again', () => {
  fc.assert(
    fc.property(lives, lives, (before, steps) => {
      const after = steps.map((step, at) => ({
        ...step,
        message: { ...step.message, id: `n-${at}`, sequence: 21 + at },
      }))
      const alarm = foldMessages('st-1', before)
      if (alarm === undefined) throw new Error('a life has a step')
      expect(followsOn(alarm, after)).toBe(true)
      expect(after.reduce(applyMessage, alarm)).toEqual(foldMessages('st-1', [...before, ...after]))
    }),
  )
  const alarm = foldMessages('st-1', [told(1, 'raised')])
  expect(alarm && followsOn(alarm, [told(2, 'acknowledged'), told(3, 'on-site')])).toBe(true)
  expect(alarm && followsOn(alarm, [told(3, 'on-site'), told(2, 'acknowledged')])).toBe(false)
  expect(alarm && followsOn(alarm, [told(1, 'note')])).toBe(false)
})

describe('the answer clock', () => {
  const instant = (sequence: number) => Date.UTC(2026, 10, 21, 3, 40, sequence) + 100

  test('runs from what rang to the first answer, and anew from a repeat', () => {
    const fall = told(1, 'raised')
    expect(foldMessages('st-1', [fall])).toMatchObject({ ringingSince: instant(1), answeredAt: null })
    const taken = [fall, told(40, 'acknowledged', { by: 'kari' }), told(50, 'on-the-way', { by: 'kari' })]
    expect(foldMessages('st-1', taken)).toMatchObject({ answeredAt: instant(40), holder: 'kari' })
    const again = [...taken, told(55, 'repeated')]
    expect(foldMessages('st-1', again)).toMatchObject({
      receivedAt: instant(1),
      ringingSince: instant(55),
      answeredAt: null,
      holder: 'kari',
    })
  })

  test('handed over under way, the second who says that they go is the one who goes', () => {
    const given = [
      told(1, 'raised'),
      told(2, 'on-the-way', { by: 'kari' }),
      told(3, 'handed-over', { by: 'kari', to: 'ola' }),
    ]
    expect(foldMessages('st-1', [...given, told(4, 'on-the-way', { by: 'ola' })])).toMatchObject({
      state: 'on-the-way',
      holder: 'ola',
      answeredAt: instant(2),
    })
  })

  test('says who has it: whoever it was handed to, and nobody after a release', () => {
    const steps = [
      told(1, 'raised'),
      told(2, 'acknowledged', { by: 'kari' }),
      told(3, 'handed-over', { to: 'ola' }),
    ]
    expect(foldMessages('st-1', steps)?.holder).toBe('ola')
    expect(foldMessages('st-1', [...steps, told(4, 'released')])?.holder).toBeNull()
  })

  test('a take at the centre outlives a fold of all messages, and answers only what rang before it', () => {
    const alarm = foldMessages('st-1', [told(1, 'raised')])
    const later = foldMessages('st-1', [told(1, 'raised'), told(30, 'repeated')])
    if (alarm === undefined || later === undefined) throw new Error('no alarm')
    const taken = { ...alarm, takenBy: 'ase', takenAt: instant(20), answeredAt: instant(20) }
    expect(carriedOver(alarm, taken)).toMatchObject({ takenBy: 'ase', answeredAt: instant(20) })
    expect(carriedOver(later, taken)).toMatchObject({ takenBy: 'ase', answeredAt: null })
  })
})

describe('a first message that is not what it should be', () => {
  const sent = (at: string) => foldMessages('st-1', [told(1, 'raised', {}, { sentAt: at })])

  test('waited at the station: how long, and why by its own word', () => {
    expect(sent('2026-11-21T03:40:16.000Z')).toMatchObject({ lateSeconds: null, lateReason: null })
    expect(sent('2026-11-21T07:40:01.000Z')).toMatchObject({ lateSeconds: 4 * 3600, lateReason: 'dns' })
  })

  test('waits no years: the clock was set right between the fall and its sending', () => {
    const set = { occurredAt: '2020-01-01T00:00:10.000Z', sentAt: '2026-11-21T03:40:10.000Z' }
    const alarm = foldMessages('st-1', [told(1, 'raised', {}, set)])
    expect(alarm?.clockOffSeconds).toBeLessThan(-6 * 365 * 86_400)
    expect(alarm).toMatchObject({ lateSeconds: null, lateReason: null })
  })

  test('comes from a clock that is years off: said, and neither late nor lost', () => {
    const old = { occurredAt: '2001-01-01T00:00:00.000Z', sentAt: '2001-01-01T00:00:01.000Z' }
    const alarm = foldMessages('st-1', [told(1, 'raised', {}, old)])
    expect(alarm?.clockOffSeconds).toBeLessThan(-25 * 365 * 86_400)
    expect(alarm).toMatchObject({ lateSeconds: null, openedAt: old.occurredAt })
    expect(sent('2026-11-21T03:40:01.000Z')?.clockOffSeconds).toBeNull()
  })
})
