import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { AlarmMessage } from '../../../../shared/wire/centre-messages.ts'
import {
  isSameMessage,
  judgeBody,
  judgeMessage,
  partialFingerprintOf,
  MOST_MESSAGES_IN_BODY,
} from '../../../../care-centre/intake/judge-message.ts'
import { FALL_MESSAGE as fall } from '../../../fakes/sample-message.ts'

function fingerprint(message: unknown): string | undefined {
  const judged = judgeMessage(message, 0)
  return judged.kind === 'alarm' ? judged.fingerprint : undefined
}

describe('a body', () => {
  test.each([undefined, null, 3, 'messages', [], {}, { messages: {} }])('%j has no messages', (body) => {
    expect(judgeBody(body)).toBeUndefined()
  })

  test('a bad message is named with its place, the good ones beside it are taken', () => {
    const judged = judgeBody({ messages: [fall, { ...fall, id: 'm-2', sequence: 0 }, 'noise'] })
    expect(judged?.messages).toMatchObject([
      { kind: 'alarm', index: 0 },
      { kind: 'rejected', rejected: { id: 'm-2', index: 1, code: 'does-not-fit' } },
      { kind: 'rejected', rejected: { id: null, index: 2, code: 'not-an-object' } },
    ])
  })

  test('what is said of a bad message names the field and never its value', () => {
    const judged = judgeMessage({ ...fall, residentRef: 'Ingrid Solberg' }, 4)
    expect(JSON.stringify(judged)).toContain('residentRef')
    expect(JSON.stringify(judged)).not.toContain('Ingrid')
  })

  test('handled commands that do not fit are passed over, the others count', () => {
    const handled = [{ id: 'c-1', result: 'done' }, { id: 'c-2', result: 'perhaps' }, 7]
    expect(judgeBody({ messages: [], handled })?.handled).toEqual([{ id: 'c-1', result: 'done' }])
    expect(judgeBody({ messages: [], handled: 'all' })?.handled).toEqual([])
  })

  test.each(['scaip', 'centre', 'station', 7])(
    'a station does not say where its alarm came from: %j',
    (origin) => {
      const said = { ...fall, data: { ...fall.data, origin } }
      const judged = judgeBody({ messages: [said] })
      expect(judged).toEqual(judgeBody({ messages: [fall] }))
      expect(judged?.messages[0]).toMatchObject({
        kind: 'alarm',
        message: { data: { count: 1, by: 'kari' } },
      })
    },
  )

  test('a body of a million small things is answered shortly', () => {
    const judged = judgeBody({ messages: Array.from({ length: 300_000 }, () => 1) })
    expect(judged?.messages).toHaveLength(MOST_MESSAGES_IN_BODY + 1)
    expect(judged?.messages.at(-1)).toMatchObject({ rejected: { code: 'too-many' } })
  })
})

describe('a message', () => {
  test('an unknown alarm type is taken, an unknown kind of message is not', () => {
    expect(judgeMessage({ ...fall, type: 'alarm.sung-to' }, 0).kind).toBe('alarm')
    expect(judgeMessage({ ...fall, type: 'weather.rain' }, 0)).toMatchObject({
      rejected: { id: 'm-1', code: 'unknown-type' },
    })
  })

  test('a heartbeat is one of its own kind', () => {
    const heartbeat = { id: 'h-1', type: 'heartbeat', sentAt: fall.sentAt }
    const data = { openAlarms: 0, waiting: 0, status: 'ok' }
    expect(judgeMessage({ ...heartbeat, data }, 0).kind).toBe('heartbeat')
    expect(judgeMessage({ ...heartbeat, data: {} }, 0)).toMatchObject({ rejected: { code: 'does-not-fit' } })
  })

  test('half a megabyte of brackets is refused, not run into', () => {
    const deep = JSON.parse(`${'['.repeat(250_000)}${']'.repeat(250_000)}`) as unknown
    expect(judgeMessage({ ...fall, data: { deep } }, 0)).toMatchObject({ rejected: { code: 'too-deep' } })
  })

  test('sent again it is the same, whatever the order of its fields and its time of sending', () => {
    const { data, id, ...rest } = fall
    const again = {
      data: { by: data.by, count: data.count },
      ...rest,
      sentAt: '2026-11-21T04:00:00.000Z',
      id,
    }
    expect(fingerprint(again)).toBe(fingerprint(fall))
  })

  test.each([
    ['sequence', 2],
    ['occurredAt', '2026-11-21T03:40:19.000Z'],
    ['placement', null],
    ['data', { count: 2, by: 'kari' }],
  ])('with another %s it is another message', (field, value) => {
    expect(fingerprint({ ...fall, [field]: value })).not.toBe(fingerprint(fall))
  })
})

/** Every key in order, as the fingerprints that are in databases were made. */
function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${inOrder(field)}`).join(',')}}`
}

test('the fingerprint is the SHA-256 over all keys in their order, whatever the station says', () => {
  expect(fingerprint(fall)).toBe('12b85882e711b32e9df6e47e7e6943cd60dadb02b3df9994de53647ee2858767')
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        fc.jsonValue({ maxDepth: 3 }),
      ),
      fc.option(fc.string({ maxLength: 64 })),
      (data, placement) => {
        const message = { ...fall, placement, data }
        const bytes = inOrder({ ...message, sentAt: null })
        expect(fingerprint(message)).toBe(createHash('sha256').update(bytes).digest('hex'))
      },
    ),
  )
})

describe('the same message by two paths', () => {
  const short: AlarmMessage = {
    ...fall,
    type: 'alarm.raised',
    priority: 'critical',
    category: 'care',
    residentRef: null,
  }
  const whole = fingerprint(fall) ?? ''

  test('one that was cut short by its path is the same as the whole one, whichever came first', () => {
    expect(isSameMessage(partialFingerprintOf(short), whole)).toBe(true)
    expect(isSameMessage(whole, partialFingerprintOf(short))).toBe(true)
  })

  test('two whole ones of one id are the same only with the same content', () => {
    expect(isSameMessage(whole, whole)).toBe(true)
    expect(isSameMessage(whole, fingerprint({ ...fall, cause: 'smoke' }) ?? '')).toBe(false)
  })
})
