import { expect, test } from 'vitest'
import { Roster } from '../../../../station/people/roster.ts'

const rosterOf = (...roles: readonly string[]): Roster => {
  const people = roles.map((role) => ({
    id: role,
    name: role,
    role,
    pin: null,
    left_at: null,
    pin_first_use: 0,
    provisioned_pin: null,
    origin: 'screen',
    phone: null,
  }))
  return new Roster({ people: () => people.values(), person: (id) => people.find((one) => one.id === id) })
}

test('a house with a technician alone has nobody who could answer an alarm; with a caregiver or a manager it has', () => {
  expect(rosterOf().isStaffed).toBe(false)
  expect(rosterOf('technician').isStaffed).toBe(false)
  expect(rosterOf('technician', 'caregiver').isStaffed).toBe(true)
  expect(rosterOf('manager').isStaffed).toBe(true)
})
