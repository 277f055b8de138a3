import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainAlarmMessage } from '../../../../care-centre/intake/plain-message.ts'
import { AlarmMessageSchema } from '../../../../shared/wire/centre-messages.ts'
import { FALL_MESSAGE } from '../../../fakes/sample-message.ts'

const fall = { ...FALL_MESSAGE, deviceId: null }

const NAMES = Object.keys(fall)

/** Words that fit somewhere, and those that just do not. */
const WORDS = [
  ...Object.values(fall),
  ...['', 'low', 'test', 'alarm.sung-to', 'alarm.', 'Fall', 'two words', 'x'.repeat(64), 'x'.repeat(65)],
  ...['2026-02-29T00:00:00Z', '2028-02-29T00:00:00Z', '2026-11-21T03:40:18+01:00', '2026-11-21T24:00:00Z'],
  ...[0, -1, 1.5, 2 ** 53, Number.NaN, true, null, undefined, [], {}, { deep: {} }, { list: [1] }],
]

test('a message as a station tells it is read without the schema', () => {
  expect(plainAlarmMessage(fall)).toEqual(AlarmMessageSchema.parse(fall))
})

test('what is read without the schema is what the schema gives, whatever is said', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...WORDS), { maxKeys: 3 }),
      fc.option(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), { nil: fall.data }),
      (other, data) => {
        const value = { ...fall, data, ...other }
        const plain = plainAlarmMessage(value)
        if (plain !== undefined) expect(plain).toEqual(AlarmMessageSchema.parse(value))
      },
    ),
    { numRuns: 2000 },
  )
})

test.each(NAMES)('without its %s it is left to the schema', (name) => {
  const less = Object.fromEntries(Object.entries(fall).filter(([field]) => field !== name))
  expect(plainAlarmMessage(less)).toBeUndefined()
})

test.each([
  ['a field nobody knows', { ...fall, more: { deep: [] } }],
  ['data that holds more', { ...fall, data: { paths: ['https'] } }],
  ['data that is a list', { ...fall, data: [] }],
  ['a name that the schema leaves out', { ...fall, data: JSON.parse('{"__proto__": 1}') as unknown }],
])('%s is left to the schema', (_, value) => {
  expect(plainAlarmMessage(value)).toBeUndefined()
})
