import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACTION_TYPES } from '../../../../shared/domain/alarm.ts'
import type { AlarmMessage } from '../../../../shared/wire/centre-messages.ts'
import { applyMessage, foldMessages, followsOn } from '../../../../care-centre/intake/centre-alarm.ts'

function told(sequence: number, step: string, data: Record<string, unknown> = {}): AlarmMessage {
  const at = new Date(Date.UTC(2026, 10, 21, 3, 40, sequence)).toISOString()
  return {
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
  }
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
    expect(late).toMatchObject({ state: 'on-site', sequence: 3, openedAt: told(1, 'raised').occurredAt })
  })

  test('an outcome is known after resolved and gone after reopened', () => {
    const resolved = [told(1, 'raised'), told(2, 'resolved', { outcome: 'helped-unhurt' })]
    expect(foldMessages('st-1', resolved)?.outcome).toBe('helped-unhurt')
    expect(foldMessages('st-1', [...resolved, told(3, 'reopened')])?.outcome).toBeNull()
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
    steps.map(({ sequence, step, count }, at) => ({
      ...told(sequence, step, count === undefined ? {} : { count }),
      id: `m-${at}`,
    })),
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
      const after = steps.map((step, at) => ({ ...step, id: `n-${at}`, sequence: 21 + at }))
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
