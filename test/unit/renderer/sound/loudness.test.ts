import { describe, expect, it } from 'vitest'
import {
  gainFactor,
  isNightHour,
  LOUDNESSES,
  type LoudnessProfile,
} from '../../../../renderer/sound/loudness.ts'
import { readSoundSettings, writeSoundSettings } from '../../../../renderer/sound/sound-settings.ts'
import { PRIORITIES } from '../../../../shared/domain/priority.ts'

const PROFILE: LoudnessProfile = { day: 100, night: 25, nightFrom: 22, nightTo: 7 }

describe('the hours of the night', () => {
  it('pass midnight', () => {
    const night = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => isNightHour(PROFILE, hour))
    expect(night).toEqual([0, 1, 2, 3, 4, 5, 6, 22, 23])
  })

  it('may begin after midnight, and there may be none', () => {
    expect(isNightHour({ ...PROFILE, nightFrom: 1, nightTo: 5 }, 0)).toBe(false)
    expect(isNightHour({ ...PROFILE, nightFrom: 1, nightTo: 5 }, 4)).toBe(true)
    expect(isNightHour({ ...PROFILE, nightFrom: 7, nightTo: 7 }, 7)).toBe(false)
  })
})

describe('loudness', () => {
  it('follows the hour', () => {
    expect(gainFactor(PROFILE, 'high', 12)).toBe(1)
    expect(gainFactor(PROFILE, 'high', 3)).toBe(0.25)
  })

  it('of a critical alarm is never under half, whatever is chosen and whatever the hour', () => {
    for (const day of LOUDNESSES)
      for (const night of LOUDNESSES)
        for (let hour = 0; hour < 24; hour += 1) {
          const profile = { ...PROFILE, day, night }
          const [critical, ...lesser] = PRIORITIES.map((priority) => gainFactor(profile, priority, hour))
          expect(critical).toBeGreaterThanOrEqual(0.5)
          for (const factor of lesser) expect(factor).toBeLessThanOrEqual(critical ?? 0)
        }
  })
})

describe('what a client remembers of its sound', () => {
  it('comes back, and what cannot be read is as loud as can be', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    }
    const usual = readSoundSettings(storage)
    expect(usual).toMatchObject({ output: null, day: 100, night: 100 })
    const chosen = { ...usual, output: { id: 'usb', name: 'Vaktrom' }, night: 50 } as const
    writeSoundSettings(storage, chosen)
    expect(readSoundSettings(storage)).toEqual(chosen)
    for (const broken of ['{', '{"day":0}', JSON.stringify({ ...chosen, night: 0 })]) {
      expect(readSoundSettings({ getItem: () => broken })).toEqual(usual)
    }
  })
})
