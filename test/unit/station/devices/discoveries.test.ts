import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Discoveries } from '../../../../station/devices/discoveries.ts'

const STICK = '/dev/ttyUSB0'
const frames = (address: string | null, wall: number, signal: number | null = null, about = {}) => ({
  address,
  frames: 1,
  at: { wall, mono: wall },
  signal,
  about,
})

test('the strongest of late stands first, with what its frames said of it', () => {
  const found = new Discoveries()
  found.heard(STICK, 'enocean-esp3', frames('01825dab', 1_000, -80, { eep: 'D5-00-01' }))
  found.heard(STICK, 'enocean-esp3', frames('002a3b4c', 2_000, -55))
  found.heard(STICK, 'enocean-esp3', frames('01825dab', 3_000, -90, { teachIn: 'true' }))
  expect(found.list()).toMatchObject([
    { address: '002a3b4c', signal: -55, frames: 1 },
    {
      address: '01825dab',
      signal: -85,
      frames: 2,
      firstHeardAt: 1_000,
      lastHeardAt: 3_000,
      lastActedAt: null,
      about: { eep: 'D5-00-01', teachIn: 'true' },
    },
  ])
})

test('its signal is that of its last twenty frames, and begins anew with whoever is heard again', () => {
  const found = new Discoveries()
  const heard = (signal: number | null) => {
    found.heard(STICK, 'enocean-esp3', frames('01825dab', 1_000, signal))
    return found.list()[0]?.signal
  }
  expect(heard(null)).toBeNull()
  for (let at = 0; at < 20; at += 1) heard(-40)
  for (let at = 0; at < 10; at += 1) heard(-90)
  expect(heard(null)).toBe(-65)
  for (let at = 0; at < 9; at += 1) heard(-90)
  expect(heard(-90)).toBe(-90)
  found.forget(() => true)
  expect(heard(-50)).toBe(-50)
})

test('the one whose button was just pressed says so, and is gone when it is paired', () => {
  const found = new Discoveries()
  found.heard(STICK, 'enocean-esp3', frames('002a3b4c', 1_000, -55))
  found.acted(STICK, 'enocean-esp3', '002a3b4c', 'help-call', 2_000)
  found.acted(STICK, 'enocean-esp3', '002a3b4c', 'temperature', 3_000)
  expect(found.list()).toMatchObject([{ lastActedAt: 2_000, signal: -55 }])
  found.forget(({ address }) => address === '002a3b4c')
  expect(found.list()).toEqual([])
})

test('whatever the neighbours send, it stays small and keeps who was heard last', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 600 }), (senders) => {
      const found = new Discoveries()
      senders.forEach((sender, at) => {
        const about = Object.fromEntries(
          Array.from({ length: 40 }, (_, index) => [`fact-${index}`, 'x'.repeat(500)]),
        )
        found.heard(STICK, 'bthome-v2', frames(String(sender), at, null, about))
      })
      const list = found.list()
      expect(list.length).toBeLessThanOrEqual(200)
      const last = senders.at(-1)
      if (last !== undefined) expect(list[0]?.address).toBe(String(last))
      for (const { about } of list) {
        expect(Object.keys(about).length).toBeLessThanOrEqual(16)
        expect(Math.max(...Object.values(about).map(({ length }) => length))).toBeLessThanOrEqual(128)
      }
    }),
    { numRuns: 20 },
  )
})
