/** Doors and windows. Which bit means open differs by profile (enocean-esp3.md, section 8). */
import { fourBytes, supplyVolts } from './profile.ts'
import type { Fact, Profile } from './profile.ts'

function contact(open: boolean): { readonly contact: 'open' | 'closed' } {
  return { contact: open ? 'open' : 'closed' }
}

function door(open: boolean): Fact {
  return { type: 'door', open }
}

/** High nibble; the low one is to be ignored. */
const HANDLE_POSITIONS = new Map([
  [0xf, 'down'],
  [0xd, 'up'],
  [0xc, 'horizontal'],
  [0xe, 'horizontal'],
])

const windowHandle: Profile = {
  eep: 'F6-10-00',
  reporting: 'harvesting',
  press: null,
  read: ([db0]) => {
    const handle = db0 === undefined ? undefined : HANDLE_POSITIONS.get(db0 >> 4)
    if (handle === undefined) return null
    // Up is tilted: the window is not closed.
    return { fields: { handle }, facts: [door(handle !== 'down')] }
  },
}

const singleContact: Profile = {
  eep: 'D5-00-01',
  reporting: 'irregular',
  press: null,
  read: ([db0]) => {
    if (db0 === undefined) return null
    const open = (db0 & 0x01) === 0
    return { fields: contact(open), facts: [door(open)] }
  },
}

const contactWithVoltage: Profile = {
  eep: 'A5-14-01',
  reporting: 'irregular',
  press: null,
  read: (payload) => {
    const bytes = fourBytes(payload)
    if (bytes === null) return null
    const open = (bytes.db0 & 0x01) === 1
    return { fields: { ...supplyVolts(bytes.db3), ...contact(open) }, facts: [door(open)] }
  },
}

const inputWithBattery: Profile = {
  eep: 'A5-30-01',
  reporting: 'irregular',
  press: null,
  read: (payload) => {
    const bytes = fourBytes(payload)
    if (bytes === null) return null
    const open = bytes.db1 > 195
    const batteryLow = bytes.db2 <= 120
    return {
      fields: { batteryLow, ...contact(open) },
      facts: [door(open), { type: 'battery', low: batteryLow }],
    }
  },
}

const input: Profile = {
  eep: 'A5-30-02',
  reporting: 'irregular',
  press: null,
  read: (payload) => {
    const bytes = fourBytes(payload)
    if (bytes === null) return null
    const open = (bytes.db0 & 0x01) === 1
    return { fields: contact(open), facts: [door(open)] }
  },
}

export const CONTACTS: readonly Profile[] = [
  windowHandle,
  singleContact,
  contactWithVoltage,
  inputWithBattery,
  input,
]
