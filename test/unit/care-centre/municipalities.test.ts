import { expect, test } from 'vitest'
import { ConfigurationSchema } from '../../../care-centre/configuration-schema.ts'
import { Municipalities, TRIAL } from '../../../care-centre/municipalities.ts'

const configuration = ConfigurationSchema.parse({
  municipalities: [
    {
      id: '5001',
      name: 'Trondheim',
      stations: [{ id: 'solbakken', name: 'Solbakken', phone: '+47 73 00 00 00', token: 'one' }],
      operators: [
        { id: 'per', name: 'Per', role: 'lead', pin: '482915' },
        { id: 'ase', name: 'Åse', role: 'operator', pin: '482916' },
        { id: 'ola', name: 'Ola', role: 'operator', pin: '482917' },
      ],
    },
    { id: '4601', stations: [{ id: 'fjellhus', token: 'two' }] },
  ],
})
const known = new Municipalities(configuration, ['prøve', 'solbakken'])

test('a station has the municipality that configures it, every other one the trial', () => {
  expect(known.of('solbakken')).toBe('5001')
  expect(known.of('fjellhus')).toBe('4601')
  expect(known.of('prøve')).toBe(TRIAL)
  expect(known.of('stranger')).toBe(TRIAL)
})

test('what has been heard adds to the trial and to nobody else', () => {
  const heard = ['stranger', 'fjellhus', 'solbakken']
  expect(known.stationsOf('5001', heard)).toEqual(new Set(['solbakken']))
  expect(known.stationsOf(TRIAL, heard)).toEqual(new Set(['prøve', 'stranger']))
  expect(known.stationsOf('none', heard)).toEqual(new Set())
})

test('people sign in where there are operators, in the order of their names', () => {
  expect(known.list()).toEqual([{ id: '5001', name: 'Trondheim' }])
  expect(known.operators('5001').map(({ name }) => name)).toEqual(['Ola', 'Per', 'Åse'])
  expect(known.operator('4601', 'ola')).toBeUndefined()
  expect(known.operatorName('5001', 'gone')).toBe('gone')
})

test('a station without a name is called by its id', () => {
  expect(known.station('solbakken')).toEqual({ id: 'solbakken', name: 'Solbakken', phone: '+47 73 00 00 00' })
  expect(known.station('fjellhus')).toEqual({ id: 'fjellhus', name: 'fjellhus', phone: null })
})
