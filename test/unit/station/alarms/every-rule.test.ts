/**
 * Every rule about what a device says, and what people, restarts and tests do to its alarm: what is said again after it
 * rings again, nothing is silent for ever and nothing rings twice for one word.
 */
import { describe, expect, test } from 'vitest'
import { SILENT_WHEN_AWAY } from '../../../../shared/domain/absence.ts'
import { ALWAYS_RINGS } from '../../../../shared/domain/alarm.ts'
import { ALARM_RULES, TEST_CAUSES, type AlarmRule } from '../../../../station/alarms/rules.ts'
import { Night, type NightDevice } from '../../../support/night.ts'

const MINUTE = 60
/** The same from one source within this time joins without a ring. */
const FOLD = 15 * MINUTE
const sensor: NightDevice = { id: 'sensor-204', residentId: 'ingrid' }

const says = (night: Night, { kind, value = true }: AlarmRule, standing?: 'test') =>
  night.says(sensor, kind, value, standing)

/** Rung once, three minutes ago. */
function rung(rule: AlarmRule): Night {
  const night = new Night('2026-11-21T03:40:00+01:00')
  says(night, rule)
  expect(night.rings()).toHaveLength(1)
  night.pass(3 * MINUTE)
  return night
}

describe.each(ALARM_RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const alwaysRings = ALWAYS_RINGS.has(rule.cause)
  const isNeverShelved = alwaysRings || rule.priority === 'critical'

  test('closed: nothing rings of itself, and the next word is a new alarm that rings', () => {
    const night = rung(rule)
    const first = night.only()
    night.resolves(first)
    night.pass(60 * MINUTE)
    expect(night.rings()).toHaveLength(1)
    says(night, rule)
    expect(night.only().id).not.toBe(first.id)
    expect(night.rings()).toHaveLength(2)
  })

  test('closed, and said again at once: somebody has looked, so that it rings', () => {
    const night = rung(rule)
    night.resolves(night.only())
    night.restart()
    says(night, rule)
    expect(night.rings()).toHaveLength(2)
  })

  test('said to be over: ended where its rule says so, else it waits for a person; said again it is heard', () => {
    const night = rung(rule)
    night.says(sensor, 'restored', rule.kind)
    expect(night.open()).toHaveLength(rule.endsWithCondition ? 0 : 1)
    night.pass(2 * MINUTE)
    says(night, rule)
    // Within a quarter of an hour it joins without a sound; what stands after that rings by itself.
    expect(night.rings()).toHaveLength(alwaysRings ? 2 : 1)
    night.restart()
    night.pass(FOLD + 5 * MINUTE)
    expect(night.only()).toMatchObject({ state: 'raised', ringing: true })
    expect(night.rings().length).toBe(alwaysRings || rule.endsWithCondition ? 2 : 1)
  })

  test('set aside until its end: refused for what always rings, else silent until then and heard then', () => {
    const night = rung(rule)
    const shelved = night.shelves(night.only(), 20)
    if (isNeverShelved) {
      expect(shelved).toEqual({ ok: false, code: 'never-shelved' })
      return
    }
    night.pass(5 * MINUTE)
    says(night, rule)
    night.restart()
    night.pass(14 * MINUTE)
    expect(night.rings()).toHaveLength(1)
    night.pass(2 * MINUTE)
    expect(night.rings()).toHaveLength(2)
    expect(night.only()).toMatchObject({ ringing: true, shelf: null, count: 2 })
  })

  test('its device is tested: a test where a person makes it say so; afterwards it is heard as ever', () => {
    const night = new Night('2026-11-21T03:40:00+01:00')
    says(night, rule, 'test')
    const isTried = TEST_CAUSES[rule.kind] !== undefined
    expect(night.only().category).toBe(isTried ? 'test' : rule.category)
    night.pass(MINUTE)
    if (isTried) {
      says(night, rule)
      expect(night.open().map(({ category }) => category)).toEqual(['test', rule.category])
      expect(night.rings().at(-1)?.alarm.category).toBe(rule.category)
    }
  })

  test('the station starts anew: nothing rings twice, and the next word is counted by the same alarm', () => {
    const night = rung(rule)
    const before = night.only()
    night.restart()
    night.pass(60 * MINUTE)
    expect(night.rings()).toHaveLength(1)
    expect(night.only()).toEqual(before)
    says(night, rule)
    expect(night.only()).toMatchObject({ id: before.id, count: 2, ringing: true })
    expect(night.rings()).toHaveLength(2)
  })

  test('she is away: only what says that nobody is there is silent, kept with the reason, and heard when she is back', () => {
    const night = new Night('2026-11-21T03:40:00+01:00')
    night.goesAway('ingrid', 600, SILENT_WHEN_AWAY)
    const event = says(night, rule)
    const isSilent = rule.category === 'care' && SILENT_WHEN_AWAY.some((cause) => cause === rule.cause)
    if (!isSilent) {
      expect(night.rings()).toHaveLength(1)
      return
    }
    expect(night.rings()).toEqual([])
    expect(night.suppressed).toEqual([{ eventId: event.id, alarmId: null, reason: 'resident-away' }])
    night.isBack('ingrid')
    night.pass(MINUTE)
    says(night, rule)
    expect(night.rings()).toHaveLength(1)
  })
})

test('out of the door, which stood open behind her and was closed: that she went out waits for a person', () => {
  const night = new Night('2026-11-21T03:40:00+01:00')
  night.says(sensor, 'door', 'exit')
  night.pass(MINUTE)
  night.says(sensor, 'door', 'left-open')
  expect(night.open()).toHaveLength(2)
  night.says(sensor, 'restored', 'door')
  expect(night.only()).toMatchObject({ cause: 'door', code: 'went-out', state: 'raised', ringing: true })
})
