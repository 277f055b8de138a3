import { describe, expect, test } from 'vitest'
import { ALARM_RULES, concernsAlarms, ruleEndedBy, ruleFor } from '../../../../station/alarms/rules.ts'

describe('which event raises what', () => {
  test.each([
    ['gas', true, 'critical', 'care'],
    ['smoke', true, 'critical', 'care'],
    ['water', true, 'high', 'care'],
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
