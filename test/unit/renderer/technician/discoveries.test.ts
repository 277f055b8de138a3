import { describe, expect, it } from 'vitest'
import {
  ACTED_MS,
  sameDevice,
  selectActed,
  selectCandidates,
} from '../../../../renderer/technician/discoveries.ts'
import { holdOrder } from '../../../../renderer/technician/held-order.ts'
import { discovery, receiver, sampleDevices } from '../../../fakes/sample-devices.ts'

const NOW = 10_000_000
const strong = discovery(NOW, { address: 'strong', signal: -40 })
const weak = discovery(NOW, { address: 'weak', signal: -90 })
const wired = discovery(NOW, { address: '118', protocol: 'espa-444', signal: null })

const addresses = (facts: Parameters<typeof selectCandidates>[0], protocol: string | null = null) =>
  selectCandidates(facts, protocol).map(({ address, receiver: port }) => address ?? port)

describe('who can be paired', () => {
  it('stands strongest first, those without a signal last', () => {
    const facts = { discoveries: [wired, weak, strong], receivers: [], devices: [] }
    expect(addresses(facts)).toEqual(['strong', 'weak', '118'])
  })

  it('is only of the protocol that is listened to', () => {
    const facts = { discoveries: [wired, weak], receivers: [], devices: [] }
    expect(addresses(facts, 'espa-444')).toEqual(['118'])
  })

  it('is a radar on its port until it is paired', () => {
    const receivers = [receiver(NOW, { name: '/dev/ttyUSB0' }), receiver(NOW, { name: '/dev/ttyUSB9' })]
    expect(addresses({ discoveries: [], receivers, devices: sampleDevices(NOW) })).toEqual(['/dev/ttyUSB9'])
  })
})

describe('this is the one', () => {
  const pressed = (ago: number) => [
    { ...discovery(NOW, { lastActedAt: NOW - ago }), key: 'pressed' },
    { ...weak, key: 'weak' },
  ]
  it('is who was pressed just now', () => {
    expect(selectActed(pressed(1_000), NOW - 60_000, NOW)?.key).toBe('pressed')
  })
  it('is nobody after a while, and nobody who was pressed before the list was opened', () => {
    expect(selectActed(pressed(ACTED_MS + 1), NOW - 60_000, NOW)).toBeUndefined()
    expect(selectActed(pressed(1_000), NOW - 500, NOW)).toBeUndefined()
  })
})

it('an order that is held moves nothing, drops who left, and puts who is new at the end', () => {
  expect(holdOrder(['a', 'b', 'c'], ['d', 'c', 'a'])).toEqual(['a', 'c', 'd'])
})

describe('a device that is set up anew where it hangs', () => {
  it('is itself, with the profile it has; a radar has neither profile nor key to change', () => {
    for (const device of sampleDevices(NOW)) {
      const { protocol, receiver: port, address, eep } = device
      const same = sameDevice(device)
      if (address === null) expect(same).toBeNull()
      else
        expect(same).toMatchObject({ protocol, receiver: port, address, about: eep === null ? {} : { eep } })
    }
    expect(sampleDevices(NOW).map((device) => sameDevice(device) === null)).toContain(true)
  })
})
