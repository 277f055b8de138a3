/** Push buttons and rockers, which are also what hangs behind a pull cord (F6-01, F6-02). */
import type { Profile, ProfileReading } from './profile.ts'

const PRESSED = 0x10
/** Status bit: the payload names buttons; without it, it only counts them. */
const NU = 0x10
const ROCKER_BUTTONS: readonly (string | undefined)[] = ['AI', 'A0', 'BI', 'B0']

function pressed(fields: { readonly pressed: boolean; readonly buttons: readonly string[] }): ProfileReading {
  const position = fields.buttons.length === 0 ? 'several' : fields.buttons.join('+')
  return { fields, facts: [{ type: 'button', pressed: fields.pressed, position }] }
}

const pushButton: Profile = {
  eep: 'F6-01-01',
  reporting: 'harvesting',
  press: 'help-call',
  read: ([db0]) => {
    if (db0 === undefined) return null
    const isPressed = (db0 & PRESSED) !== 0
    return {
      fields: { pressed: isPressed },
      facts: [{ type: 'button', pressed: isPressed, position: 'press' }],
    }
  },
}

/** Of a rocker that may hang behind a cord, a press is a call unless pairing says otherwise. */
function rocker(eep: string): Profile {
  return {
    eep,
    reporting: 'harvesting',
    press: 'help-call',
    read: ([db0], status) => {
      if (db0 === undefined) return null
      const isPressed = (db0 & PRESSED) !== 0
      const first = db0 >> 5
      if ((status & NU) === 0) {
        const fields = { pressed: isPressed, buttons: [], count: first }
        return pressed(fields)
      }
      const second = (db0 & 0x01) === 0 ? undefined : ROCKER_BUTTONS[(db0 >> 1) & 0x07]
      const buttons = [ROCKER_BUTTONS[first], second].filter((button) => button !== undefined)
      return pressed({ pressed: isPressed, buttons })
    },
  }
}

const LIGHT_BUTTONS = new Map([
  [0x30, 'A0'],
  [0x10, 'A1'],
  [0x70, 'B0'],
  [0x50, 'B1'],
])

const lightControl: Profile = {
  eep: 'F6-02-03',
  reporting: 'harvesting',
  press: 'button',
  read: ([db0]) => {
    if (db0 === undefined) return null
    const button = LIGHT_BUTTONS.get(db0)
    if (button === undefined && (db0 & PRESSED) !== 0) return null
    return pressed({ pressed: button !== undefined, buttons: button === undefined ? [] : [button] })
  },
}

const erp2Rocker: Profile = {
  eep: 'F6-02-04',
  reporting: 'harvesting',
  press: 'button',
  read: ([db0]) => {
    if (db0 === undefined) return null
    const buttons = ['A0', 'AI', 'B0', 'BI'].filter((_button, bit) => ((db0 >> bit) & 1) === 1)
    return pressed({ pressed: (db0 & 0x80) !== 0, buttons })
  },
}

export const BUTTONS: readonly Profile[] = [
  pushButton,
  rocker('F6-02-01'),
  rocker('F6-02-02'),
  lightControl,
  erp2Rocker,
]
