/** Temperature and humidity. */
import { fourBytes, rounded } from './profile.ts'
import type { Profile, ProfileReading } from './profile.ts'

/** Values that the profile does not allow are left out. */
function climate(temperature: number | null, humidity: number | null): ProfileReading {
  return {
    fields: {
      ...(humidity === null ? {} : { humidity: rounded(humidity) }),
      ...(temperature === null ? {} : { temperature: rounded(temperature) }),
    },
    facts: temperature === null ? [] : [{ type: 'temperature', celsius: temperature }],
  }
}

/** 0–250 → `low` to `high`; above is reserved. */
function scaled250(raw: number, low: number, high: number): number | null {
  return raw > 250 ? null : low + (raw * (high - low)) / 250
}

const temperature: Profile = {
  eep: 'A5-02-05',
  reporting: 'regular',
  press: null,
  read: (payload) => {
    const bytes = fourBytes(payload)
    return bytes === null ? null : climate(40 - (bytes.db1 * 40) / 255, null)
  },
}

function temperatureAndHumidity(eep: string, low: number, high: number): Profile {
  return {
    eep,
    reporting: 'regular',
    press: null,
    read: (payload) => {
      const bytes = fourBytes(payload)
      if (bytes === null) return null
      const { db2, db1, db0 } = bytes
      // A5-04-01 says in DB0 bit 1 whether it has a temperature sensor; the wide one has it always.
      const hasTemperature = eep !== 'A5-04-01' || (db0 & 0x02) !== 0
      return climate(hasTemperature ? scaled250(db1, low, high) : null, scaled250(db2, 0, 100))
    },
  }
}

const fine: Profile = {
  eep: 'A5-04-03',
  reporting: 'regular',
  press: null,
  read: (payload) => {
    const bytes = fourBytes(payload)
    if (bytes === null) return null
    const { db3, db2, db1 } = bytes
    const raw = ((db2 & 0x03) << 8) | db1
    return climate(-20 + (raw * 80) / 1023, (db3 * 100) / 255)
  },
}

export const CLIMATE: readonly Profile[] = [
  temperature,
  temperatureAndHumidity('A5-04-01', 0, 40),
  temperatureAndHumidity('A5-04-02', -20, 60),
  fine,
]
