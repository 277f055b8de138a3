/** What is set aside and over meanwhile ends with its shelf, where its rule says that it ends by itself. */
import { expect, test } from 'vitest'
import { decideStep, raiseAlarm } from '../../../../shared/domain/alarm-lifecycle.ts'
import type { AlarmInput } from '../../../../shared/domain/alarm-input.ts'
import type { Alarm, Cause } from '../../../../shared/domain/alarm.ts'
import { dueSteps } from '../../../../station/alarms/due-steps.ts'

const AT = Date.parse('2026-11-21T03:40:00+01:00')
const MINUTE = 60_000
const rule = { kind: 'rule', id: 'some-rule' } as const

/** Set aside by Kari, and over ten minutes later. */
function setAsideAndOver(cause: Cause, deviceId: string | null): Alarm {
  const opening = {
    id: 'a-1',
    incidentId: 'i-1',
    residentId: 'r-204',
    deviceId,
    placement: null,
    cause,
    category: 'care',
    priority: 'high',
  } as const
  const raised = raiseAlarm(opening, rule, {}, AT)
  if (!raised.ok) throw new Error(raised.code)
  const until = AT + 30 * MINUTE
  const inputs: readonly AlarmInput[] = [
    {
      type: 'shelved',
      actor: { kind: 'person', id: 'kari' },
      seenRevision: 1,
      until,
      latest: until,
      why: 'known-cause',
      words: null,
    },
    { type: 'restored', actor: rule, ended: cause },
  ]
  return inputs.reduce((alarm, input) => {
    const step = decideStep(alarm, input, AT + 10 * MINUTE)
    if (!step.ok) throw new Error(step.code)
    return step.alarm
  }, raised.alarm)
}

test.each([
  ['in bed again', 'bed', 'bed-204', 'cancelled'],
  ['the door is closed', 'door', 'contact-204', 'cancelled'],
  ['out of the bathroom', 'bathroom', 'radar-204', 'cancelled'],
  ['somebody was noticed after all', 'inactivity', null, 'cancelled'],
  ['a sensor that was still says no more of it, and nobody has looked', 'inactivity', 'radar-204', 'raised'],
  ['dry again is not mended', 'water', 'leak-204', 'raised'],
] as const)('%s', (_what, cause, deviceId, state) => {
  const passing = { isShelfOver: () => true, activityOf: () => undefined, isFlood: false }
  const steps = dueSteps(setAsideAndOver(cause, deviceId), passing, AT + 30 * MINUTE)
  expect(steps.at(-1)?.alarm.state).toBe(state)
})
