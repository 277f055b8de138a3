import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { findProtocol, BLUETOOTH_PROTOCOLS, SERIAL_PROTOCOLS } from '../../../device-drivers/protocols.ts'
import { refusedFields, setupFields } from '../../../device-drivers/setup-fields.ts'

const setupOf = (id: string, kind: { variant?: string; eep?: string } = {}) =>
  findProtocol(id)?.deviceSetup?.({ variant: null, eep: null, ...kind })
const namesOf = (id: string, kind: { variant?: string; eep?: string } = {}) =>
  setupFields(setupOf(id, kind)).map(({ name }) => name)

describe('a schema as questions', () => {
  it('has one of each kind, with what fits and what is usual', () => {
    const schema = z.strictObject({
      role: z.enum(['slave', 'control']).default('slave'),
      seconds: z
        .int()
        .min(10)
        .max(90)
        .optional()
        .meta({ unit: 's', when: { role: ['control'] } }),
      silence: z.number().positive().nullable().default(30),
      loud: z.boolean().default(false),
      peers: z.array(z.string().regex(/^[0-9]$/)).default(['2', '3']),
      name: z.string().optional(),
      table: z.array(z.object({ from: z.string(), to: z.string().optional() })).default([]),
      nested: z.array(z.object({ from: z.array(z.string()) })).default([]),
    })
    const none = { usual: null, unit: null, min: null, max: null, isWhole: false, canBeNever: false }
    const plain = { ...none, choices: [], columns: [], when: {} }
    expect(setupFields(schema)).toEqual([
      { ...plain, name: 'role', kind: 'choice', usual: 'slave', choices: ['slave', 'control'] },
      {
        ...plain,
        name: 'seconds',
        kind: 'number',
        unit: 's',
        min: 10,
        max: 90,
        isWhole: true,
        when: { role: ['control'] },
      },
      { ...plain, name: 'silence', kind: 'number', usual: 30, min: 0, canBeNever: true },
      { ...plain, name: 'loud', kind: 'switch', usual: false },
      { ...plain, name: 'peers', kind: 'list', usual: '2, 3' },
      { ...plain, name: 'name', kind: 'text' },
      { ...plain, name: 'table', kind: 'table', columns: ['from', 'to'] },
    ])
  })
  it('is empty where there is none', () => {
    expect(setupFields(undefined)).toEqual([])
  })
})

describe('what is asked of a device', () => {
  it('follows from its profile', () => {
    expect(setupFields(setupOf('enocean-esp3', { eep: 'F6-02-01' }))).toMatchObject([
      { name: 'use', kind: 'choice', usual: 'help-call', choices: ['help-call', 'button'] },
    ])
    expect(setupFields(setupOf('enocean-esp3', { eep: 'F6-02-03' }))).toMatchObject([{ usual: 'button' }])
    expect(namesOf('enocean-esp3', { eep: 'A5-07-01' })).toEqual(['absenceSeconds'])
    expect(namesOf('enocean-esp3', { eep: 'A5-08-01' })).toEqual(['use', 'absenceSeconds'])
    expect(namesOf('enocean-esp3', { eep: 'D5-00-01' })).toEqual([])
  })
  it('follows from the radar: one that says nothing of itself is not asked', () => {
    expect(namesOf('mr60fda', { variant: 'r60-fda1' })).toEqual([])
    const [height] = setupFields(setupOf('mr60fda', { variant: 'tf-fda2' }))
    expect(height).toMatchObject({ name: 'install-height', unit: 'm', min: 2.4, max: 3, usual: null })
  })
  it('of a button is what its gestures mean', () => {
    expect(namesOf('bthome-v2')).toEqual(['use', 'key-1', 'key-2', 'key-3', 'key-4', 'gesture'])
    // A key that nobody set calls for help: the form says so.
    expect(setupFields(setupOf('bthome-v2'))[1]).toMatchObject({ name: 'key-1', usual: 'help-call' })
    expect(setupOf('bthome-v2')?.parse({})).not.toHaveProperty('key-1')
  })
})

test('what is refused is named, whatever is wrong with it', () => {
  const setup = setupOf('bthome-v2')
  expect(refusedFields(setup, { use: 'help-call', gesture: 'long' })).toEqual([])
  expect(refusedFields(setup, { use: 'dance', gesture: 3, colour: 'red' })).toEqual([
    'use',
    'gesture',
    'colour',
  ])
  expect(refusedFields(undefined, { colour: 'red' })).toEqual(['colour'])
  expect(refusedFields(undefined, {})).toEqual([])
  expect(refusedFields(setupOf('ble-gatt-pendant'), { profile: 'custom' })).toEqual([''])
})

test('every profile that fits is one that can be read, and the likeliest fits', () => {
  const enocean = findProtocol('enocean-esp3')
  const fitting = (about: Readonly<Record<string, string>>) => enocean?.fittingProfiles?.(about)
  expect(fitting({ rorg: 'f6' })).toMatchObject({ likely: 'F6-02-01' })
  expect(fitting({ rorg: 'f6' })?.fitting.every((profile) => profile.startsWith('F6'))).toBe(true)
  expect(fitting({ rorg: 'd5' })).toEqual({ fitting: ['D5-00-01'], likely: 'D5-00-01' })
  expect(fitting({ rorg: 'a5', eep: 'a5-02-05' })?.likely).toBe('A5-02-05')
  expect(fitting({ rorg: 'a5' })?.likely).toBeNull()
  expect(fitting({})?.likely).toBeNull()
  expect(fitting({})?.fitting).toEqual(findProtocol('enocean-esp3')?.profiles)
})

test('every schema of every driver can be asked', () => {
  for (const protocol of [...SERIAL_PROTOCOLS, ...BLUETOOTH_PROTOCOLS]) {
    const kinds = [
      ...(protocol.profiles ?? []).map((eep) => ({ variant: null, eep })),
      { variant: null, eep: null },
    ]
    for (const kind of kinds) expect(() => setupFields(protocol.deviceSetup?.(kind))).not.toThrow()
    expect(() => setupFields(protocol.settings)).not.toThrow()
  }
})
