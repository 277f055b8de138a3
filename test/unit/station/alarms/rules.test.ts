import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  ALARM_RULES,
  concernsAlarms,
  RULE_SET_VERSION,
  ruleEndedBy,
  ruleFor,
  TEST_CAUSES,
} from '../../../../station/alarms/rules.ts'
import { TIME_RULES } from '../../../../station/alarms/time-rules/rule-set.ts'

/** One line for each version that alarms may name; a line that stands is never changed. */
const DIGESTS: Readonly<Record<number, string>> = {
  1: '77ad5d9eb589b9867e7b534020f3a870feda1eba0a6296a36f262a92fe52f0f6',
  2: '2262e4ac54df4e058f137a00e251607af4c917729b577b5073dd0fd1f9e51722',
  3: 'c11f32729a3d660429875ec4f46219a1d23688ea4a41010454fa4c93b9c2c5a1',
  4: '08b26655ee4cc45e8197daf06e393ea238c225b3678f06acfd266f6e1a3f7887',
  5: '4cd755a307f596042677d621d3ccf5a7cb701370fe5416c1ca3f7fd788e61004',
}

describe('which event raises what', () => {
  test.each([
    ['gas', true, 'critical', 'care'],
    ['smoke', true, 'critical', 'care'],
    ['water', true, 'high', 'care'],
    ['bed', 'absence-violation', 'high', 'care'],
    ['bed', 'start-violation', 'high', 'care'],
    ['bed', 'end-violation', 'high', 'care'],
    ['door', 'left-open', 'high', 'care'],
    ['door', 'exit', 'high', 'care'],
    ['fault', 'problem', 'medium', 'technical'],
    ['fault', 'unsafe', 'high', 'technical'],
  ] as const)('%s %s is %s', (kind, value, priority, category) => {
    expect(ruleFor(kind, value)).toMatchObject({ priority, category })
    expect(concernsAlarms(kind, value)).toBe(true)
  })

  test('each rule stands once, so that "why?" names one', () => {
    const ids = ALARM_RULES.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
    const setOffBy = ALARM_RULES.map(({ kind, value }) => JSON.stringify([kind, value ?? null]))
    expect(setOffBy).toEqual([...new Set(setOffBy)])
  })

  test('rules that change are of another version, which every alarm names', () => {
    const rules = JSON.stringify([ALARM_RULES, TIME_RULES, TEST_CAUSES])
    expect(createHash('sha256').update(rules).digest('hex')).toBe(DIGESTS[RULE_SET_VERSION])
  })

  test('that a bed is empty or a door open is for the rules over time, and raises nothing by itself', () => {
    for (const kind of ['bed', 'door'] as const) {
      for (const value of [true, false]) expect(concernsAlarms(kind, value)).toBe(false)
    }
  })

  test('a level that is not there raises nothing', () => {
    expect(ruleFor('water', false)).toBeUndefined()
  })

  test('gas and water stand until somebody has looked, a fault that is over does not', () => {
    expect(['gas', 'water', 'smoke', 'fault'].map((kind) => ruleEndedBy(kind)?.endsWithCondition)).toEqual([
      false,
      false,
      false,
      true,
    ])
  })
})
