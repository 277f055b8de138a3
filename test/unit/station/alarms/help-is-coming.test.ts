import { expect, test } from 'vitest'
import type { ActionType, Cause } from '../../../../shared/domain/alarm.ts'
import { HelpIsComing, type TakenCall } from '../../../../station/alarms/help-is-coming.ts'

const alarm = (change: Partial<TakenCall['alarm']> = {}): TakenCall['alarm'] => ({
  id: 'a-1',
  deviceId: 'pendant-204',
  cause: 'help-call',
  state: 'acknowledged',
  ringRevision: 1,
  ...change,
})

function answeredBy(
  help: HelpIsComing,
  type: ActionType,
  change?: Partial<TakenCall['alarm']>,
): readonly string[] {
  return help.answered([{ type, alarm: alarm(change) }])
}

test('a call that somebody takes is told once, whatever is done next', () => {
  const help = new HelpIsComing()
  expect(answeredBy(help, 'raised', { state: 'raised' })).toEqual([])
  expect(answeredBy(help, 'acknowledged')).toEqual(['pendant-204'])
  expect(answeredBy(help, 'note')).toEqual([])
  expect(answeredBy(help, 'on-the-way', { state: 'on-the-way' })).toEqual([])
  expect(answeredBy(help, 'on-site', { state: 'on-site' })).toEqual([])
})

test('pressed again it is told again, when somebody has answered that', () => {
  const help = new HelpIsComing()
  answeredBy(help, 'acknowledged')
  expect(answeredBy(help, 'repeated', { ringRevision: 3 })).toEqual([])
  expect(answeredBy(help, 'acknowledged', { ringRevision: 3 })).toEqual(['pendant-204'])
})

test('somebody who sets out without a word before has taken it as well', () => {
  expect(answeredBy(new HelpIsComing(), 'on-the-way', { state: 'on-the-way' })).toEqual(['pendant-204'])
})

test('closed and opened again by mistake, it is told anew', () => {
  const help = new HelpIsComing()
  answeredBy(help, 'acknowledged')
  answeredBy(help, 'resolved', { state: 'resolved' })
  expect(answeredBy(help, 'acknowledged')).toEqual(['pendant-204'])
})

test.each<Cause>(['device-silent', 'battery', 'fault', 'smoke', 'door'])(
  '%s is no call of its bearer',
  (cause) => {
    expect(answeredBy(new HelpIsComing(), 'acknowledged', { cause })).toEqual([])
  },
)

test('two alarms of one device in one commit are told once', () => {
  const help = new HelpIsComing()
  const both = [alarm(), alarm({ id: 'a-2', cause: 'fall' })]
  expect(help.answered(both.map((one) => ({ type: 'acknowledged' as const, alarm: one })))).toEqual([
    'pendant-204',
  ])
})
