import { expect, test } from 'vitest'
import {
  ConfigurationSchema,
  type CentreConfiguration,
} from '../../../../care-centre/configuration-schema.ts'
import { Callers } from '../../../../care-centre/scaip/callers.ts'

function stations(...all: unknown[]): CentreConfiguration {
  return ConfigurationSchema.parse({ municipalities: [{ id: '5001', stations: all }] })
}

const HOMES = { id: 'homes', token: 'door', cids: ['+4711', '4712'] }

test('a controller belongs to the station that names it, with a plus or without', () => {
  const callers = new Callers(stations(HOMES), undefined)
  expect(callers.of('4711')?.station).toBe('homes')
  expect(callers.of('4712')?.station).toBe('homes')
  expect(callers.of('4713')).toBeUndefined()
})

test('on trial every other controller is of the one station, or each a station of its own', () => {
  expect(new Callers(stations(HOMES), 'st-1').of('4713')?.station).toBe('st-1')
  expect(new Callers(stations(HOMES), '*').of('4713')?.station).toBe('4713')
  expect(new Callers(stations(HOMES), '*').of('4711')?.station).toBe('homes')
})

test('a user name opens with its password, and needs both', () => {
  const callers = new Callers(stations({ ...HOMES, sip: { username: 'u', password: 'p' } }), undefined)
  expect(callers.of('4711')?.credentials).toEqual({ username: 'u', password: 'p' })
  expect(() => stations({ ...HOMES, sip: { username: 'u' } })).toThrow('belong together')
})
