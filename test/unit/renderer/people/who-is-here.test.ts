import { expect, test } from 'vitest'
import { mayEnter, selectWho } from '../../../../renderer/people/who-is-here.ts'
import { GUARDED, OPEN_HOUSE } from '../../../fakes/fake-people-client.ts'

const PEOPLE = GUARDED.map(({ id, name, role }) => ({ id, name, role }))
const guarded = { ...OPEN_HOUSE, isGuarded: true }

test('without codes the name tile that was chosen stands here, and everything is shown', () => {
  expect(selectWho(OPEN_HOUSE, PEOPLE, 'kari')).toMatchObject({ personId: 'kari', isVeiled: false })
  expect(selectWho(OPEN_HOUSE, PEOPLE, 'somebody-who-left')).toMatchObject({
    personId: null,
    isVeiled: false,
  })
})

test('with codes only whoever has signed in stands here, whatever the window remembers', () => {
  expect(selectWho(guarded, PEOPLE, 'kari')).toMatchObject({ personId: null, name: null, isVeiled: true })
  const person = { id: 'anne', name: 'Anne Lie', role: 'administrator' } as const
  expect(selectWho({ ...guarded, person }, PEOPLE, 'kari')).toMatchObject({
    personId: 'anne',
    role: 'administrator',
    isVeiled: false,
  })
})

test('each room opens for its roles; the technician’s for everybody where no code is used', () => {
  const as = (role: string | null, isGuarded: boolean) => ({
    personId: role,
    name: role,
    role,
    isGuarded,
    isVeiled: false,
  })
  expect(mayEnter('technician', as(null, false))).toBe(true)
  expect(mayEnter('technician', as('caregiver', true))).toBe(false)
  expect(mayEnter('technician', as('administrator', true))).toBe(true)
  expect(mayEnter('people', as('technician', false))).toBe(false)
  expect(mayEnter('people', as('manager', true))).toBe(true)
  expect(mayEnter('board', as(null, true))).toBe(true)
})
