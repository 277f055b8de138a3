import { describe, expect, it } from 'vitest'
import {
  ACTED_MS,
  isPairedMeanwhile,
  sameDevice,
  selectActed,
  selectCandidates,
} from '../../../../renderer/technician/discoveries.ts'
import { holdOrder } from '../../../../renderer/technician/held-order.ts'
import { SAMPLE_PROTOCOLS } from '../../../fakes/sample-protocols.ts'
import { discovery, receiver, sampleDevices } from '../../../fakes/sample-devices.ts'

const NOW = 10_000_000
const strong = discovery(NOW, { address: 'strong', signal: -40 })
const weak = discovery(NOW, { address: 'weak', signal: -90 })
const wired = discovery(NOW, { address: '118', protocol: 'espa-444', signal: null })

type Facts = Omit<Parameters<typeof selectCandidates>[0], 'protocols'>
const addresses = (facts: Facts, protocol: string | null = null) =>
  selectCandidates({ ...facts, protocols: SAMPLE_PROTOCOLS }, protocol).map(
    ({ address, receiver: port }) => address ?? port,
  )

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

describe('a caller that nobody has paired yet', () => {
  const [radar] = sampleDevices(NOW)
  if (radar === undefined) throw new Error('the sample has a radar')
  const line = { protocol: 'espa-444', receiver: '/dev/ttyUSB1', address: '204', resident: null } as const
  const caller = { ...radar, ...line, deviceId: 'd-204', lifecycle: 'discovered' } as const

  it('can be paired, also after a restart, and stands once', () => {
    const facts = { discoveries: [], receivers: [], devices: [caller] }
    expect(addresses(facts)).toEqual(['204'])
    const heard = discovery(NOW, { protocol: 'espa-444', receiver: '/dev/ttyUSB1', address: '204' })
    expect(addresses({ ...facts, discoveries: [heard] })).toEqual(['204'])
  })
  it('is taken when another screen has paired it, in whatever case its address is', () => {
    const [candidate] = selectCandidates(
      { discoveries: [], receivers: [], devices: [caller], protocols: SAMPLE_PROTOCOLS },
      null,
    )
    if (candidate === undefined) throw new Error('the caller is no candidate')
    expect(isPairedMeanwhile(candidate, [caller])).toBe(false)
    expect(isPairedMeanwhile(candidate, [{ ...caller, lifecycle: 'paired' }])).toBe(true)
    const elsewhere = { ...caller, lifecycle: 'paired', receiver: '/dev/ttyUSB9' } as const
    expect(isPairedMeanwhile(candidate, [elsewhere])).toBe(false)
    const radio = { ...candidate, protocol: 'enocean-esp3', address: '0180aa3f' }
    const paired = { ...caller, protocol: 'enocean-esp3', address: '0180AA3F', receiver: null } as const
    expect(isPairedMeanwhile(radio, [{ ...paired, lifecycle: 'paired' }])).toBe(true)
  })
})

describe('this is the one', () => {
  const candidateOf = (change: Parameters<typeof discovery>[1]) => {
    const discoveries = [discovery(NOW, change)]
    const facts = { discoveries, receivers: [], devices: [], protocols: SAMPLE_PROTOCOLS }
    return selectCandidates(facts, null)
  }
  const pressed = (ago: number) => [
    ...candidateOf({ lastActedAt: NOW - ago }).map((it) => ({ ...it, key: 'pressed' })),
    ...candidateOf({ address: 'weak', signal: -90 }).map((it) => ({ ...it, key: 'weak' })),
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
      const same = sameDevice(device, [])
      if (address === null) expect(same).toBeNull()
      else expect(same).toMatchObject({ protocol, receiver: port, address, profiles: { likely: eep } })
    }
    expect(sampleDevices(NOW).map((device) => sameDevice(device, []) === null)).toContain(true)
  })
  it('is heard by any receiver of its protocol where it has none of its own', () => {
    const cord = sampleDevices(NOW).find(({ deviceId }) => deviceId === 'cord-204')
    if (cord === undefined) throw new Error('the sample has a cord')
    const stick = receiver(NOW, { name: '/dev/ttyUSB2', protocols: ['enocean-esp3'] })
    expect(sameDevice({ ...cord, receiver: null }, [stick])).toMatchObject({ receiver: '/dev/ttyUSB2' })
    expect(sameDevice({ ...cord, receiver: null }, [])).toBeNull()
  })
})
