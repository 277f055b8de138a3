/** Water and smoke. */
import { fourBytes, rounded } from './profile.ts'
import type { Profile } from './profile.ts'

const WATER = 0x11

const leak: Profile = {
  eep: 'F6-05-01',
  reporting: 'harvesting',
  press: null,
  read: ([db0]) => {
    if (db0 === undefined) return null
    // The profile defines only water; that anything else is dry is our reading (section 9).
    const water = db0 === WATER
    return { fields: { water }, facts: [{ type: 'water', active: water }] }
  },
}

const smoke: Profile = {
  eep: 'F6-05-02',
  reporting: 'smoke',
  press: null,
  read: ([db0]) => {
    switch (db0) {
      case 0x00:
        return {
          fields: { smoke: 'off' },
          facts: [
            { type: 'smoke', active: false },
            { type: 'battery', low: false },
          ],
        }
      case 0x10:
        return { fields: { smoke: 'alarm' }, facts: [{ type: 'smoke', active: true }] }
      case 0x30:
        // Says nothing of smoke: an alarm that stands goes on.
        return { fields: { smoke: 'energy-low' }, facts: [{ type: 'battery', low: true }] }
      default:
        return null
    }
  },
}

const wakeInput: Profile = {
  eep: 'A5-30-03',
  reporting: 'irregular',
  press: null,
  read: (payload) => {
    const bytes = fourBytes(payload)
    if (bytes === null) return null
    const { db2, db1 } = bytes
    const temperature = rounded(40 - (db2 * 40) / 255)
    const waterDetected = (db1 & 0x10) === 0
    const inputs = [0, 1, 2, 3].map((bit) => ((db1 >> bit) & 1) === 1)
    return {
      fields: { temperature, waterDetected, inputs },
      facts: [
        { type: 'water', active: waterDetected },
        { type: 'temperature', celsius: temperature },
      ],
    }
  },
}

export const DETECTORS: readonly Profile[] = [leak, smoke, wakeInput]
