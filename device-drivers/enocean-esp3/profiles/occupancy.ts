/** Motion. In A5-07 a clear motion bit means "uncertain", not "nobody"; in A5-08 the bit is inverted. */
import { fourBytes, supplyVolts } from './profile.ts'
import type { Fact, Profile } from './profile.ts'

/** Above is over range (A5-07-03). */
const MAX_LUX = 1000

function motion(seen: boolean): Fact {
  return { type: 'motion', motion: seen ? 'seen' : 'uncertain' }
}

const occupancy: Profile = {
  eep: 'A5-07-01',
  reporting: 'irregular',
  press: null,
  seesMotion: true,
  read: (payload) => {
    const bytes = fourBytes(payload)
    if (bytes === null) return null
    const { db3, db1, db0 } = bytes
    const seen = db1 >= 128
    const volts = (db0 & 0x01) === 1 ? supplyVolts(db3) : {}
    return { fields: { ...volts, motion: seen }, facts: [motion(seen)] }
  },
}

const occupancyWithVoltage: Profile = {
  eep: 'A5-07-02',
  reporting: 'irregular',
  press: null,
  seesMotion: true,
  read: (payload) => {
    const bytes = fourBytes(payload)
    if (bytes === null) return null
    const seen = (bytes.db0 & 0x80) !== 0
    return { fields: { ...supplyVolts(bytes.db3), motion: seen }, facts: [motion(seen)] }
  },
}

const occupancyWithLight: Profile = {
  eep: 'A5-07-03',
  reporting: 'irregular',
  press: null,
  seesMotion: true,
  read: (payload) => {
    const bytes = fourBytes(payload)
    if (bytes === null) return null
    const { db3, db2, db1, db0 } = bytes
    const seen = (db0 & 0x80) !== 0
    const raw = (db2 << 2) | (db1 >> 6)
    const lux = raw > MAX_LUX ? 'over-range' : raw
    return { fields: { ...supplyVolts(db3), motion: seen, lux }, facts: [motion(seen)] }
  },
}

/** DB0 bit 1 is the motion bit, bit 0 the button (EEP 2.6.7, A5-08-01). */
const occupancyWithButton: Profile = {
  eep: 'A5-08-01',
  reporting: 'irregular',
  press: 'button',
  seesMotion: true,
  read: (payload) => {
    const bytes = fourBytes(payload)
    if (bytes === null) return null
    const seen = (bytes.db0 & 0x02) === 0
    const pressed = (bytes.db0 & 0x01) === 0
    return {
      fields: { motion: seen, pressed },
      facts: [
        { type: 'motion', motion: seen ? 'seen' : 'none' },
        ...(pressed ? [{ type: 'button', pressed, position: 'press' } as const] : []),
      ],
    }
  },
}

export const OCCUPANCY: readonly Profile[] = [
  occupancy,
  occupancyWithVoltage,
  occupancyWithLight,
  occupancyWithButton,
]
