import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AssignedDevice } from '../../../../station/store/registry-rows.ts'
import {
  decideIdentity,
  decidePairing,
  type PairableProtocol,
  type PairingFacts,
  type PairingWish,
} from '../../../../station/technician/pairing.ts'
import { assignedDevice } from '../../../fakes/assigned-device.ts'

const NURSE_CALL: PairableProtocol = {
  id: 'espa-444',
  unknownSenders: 'raise',
  variants: [],
  portIsDevice: false,
  defaultSupervisionSeconds: () => null,
  canCallForHelp: () => true,
}
const BUTTON: PairableProtocol = {
  id: 'bthome-v2',
  keyDigits: 32,
  deviceSetup: () => z.strictObject({ gesture: z.enum(['any', 'long']).optional() }),
  unknownSenders: 'discover',
  defaultSupervisionSeconds: () => null,
  canCallForHelp: () => true,
}
const CORD: PairableProtocol = {
  id: 'enocean-esp3',
  unknownSenders: 'discover',
  address: { pattern: /^[0-9a-f]{8}$/i, example: '01825dab' },
  profiles: ['F6-02-01', 'D5-00-01'],
  fittingProfiles: ({ rorg }) => ({
    fitting: rorg === 'd5' ? ['D5-00-01'] : ['F6-02-01', 'D5-00-01'],
    likely: null,
  }),
  defaultSupervisionSeconds: () => 60,
  canCallForHelp: () => true,
}
const RADAR: PairableProtocol = {
  id: 'mr60fda',
  unknownSenders: 'discover',
  variants: ['r60-fda1', 'tf-fda2'],
  portIsDevice: true,
  defaultSupervisionSeconds: () => 30,
  canCallForHelp: () => true,
}

const factsWith = (...devices: AssignedDevice[]): PairingFacts => ({
  findProtocol: (id) => [NURSE_CALL, BUTTON, CORD, RADAR].find((protocol) => protocol.id === id),
  receivers: [
    { name: '/dev/line1', protocols: ['espa-444'] },
    { name: '/dev/line2', protocols: ['espa-444'] },
    { name: '/dev/radar', protocols: ['mr60fda'], variant: 'r60-fda1' },
    { name: 'hci0', protocols: ['bthome-v2'] },
    { name: '/dev/stick', protocols: ['enocean-esp3'] },
  ],
  devices,
  heard: [],
  isResident: (id) => id === 'r-204' || id === 'r-205',
})

const wish = (about: Partial<PairingWish> = {}): PairingWish => ({
  protocol: 'espa-444',
  receiver: '/dev/line1',
  address: '204',
  variant: null,
  eep: null,
  key: null,
  settings: {},
  residentId: 'r-204',
  supervisionSeconds: null,
  ...about,
})

describe('an address', () => {
  test('of a wired line belongs to that line; the same number on another line is another device', () => {
    const facts = factsWith(assignedDevice({ port: '/dev/line1', address: '204', resident_id: 'r-205' }))
    expect(decidePairing(wish(), facts)).toMatchObject({ code: 'belongs-to-another-resident' })
    expect(decidePairing(wish({ receiver: '/dev/line2' }), facts)).toMatchObject({
      ok: true,
      identity: { port: '/dev/line2', address: '204' },
    })
  })

  test('of a radio device is heard by any receiver', () => {
    const button = wish({ protocol: 'bthome-v2', receiver: 'hci0', address: 'B4:35:22:F5:3D:A4' })
    expect(decidePairing(button, factsWith())).toMatchObject({
      ok: true,
      identity: { port: null, address: 'B4:35:22:F5:3D:A4' },
    })
  })

  test('that a call made known becomes this device and keeps its history', () => {
    const newcomer = assignedDevice({ port: '/dev/line1', address: '204', lifecycle: 'discovered' })
    expect(decidePairing(wish(), factsWith(newcomer))).toMatchObject({ ok: true, adopts: { id: 'd-1' } })
  })

  test('is there, unless the port itself is the device', () => {
    const radar = wish({ protocol: 'mr60fda', receiver: '/dev/radar', address: null, variant: 'r60-fda1' })
    expect(decidePairing(radar, factsWith())).toMatchObject({ ok: true, identity: { port: '/dev/radar' } })
    const taken = assignedDevice({ protocol: 'mr60fda', port: '/dev/radar', resident_id: 'r-204' })
    expect(decidePairing(radar, factsWith(taken))).toMatchObject({ code: 'address-taken' })
    expect(decidePairing({ ...radar, address: '1' }, factsWith())).toMatchObject({ code: 'bad-input' })
    expect(decidePairing(wish({ address: null }), factsWith())).toMatchObject({ code: 'bad-input' })
  })
})

test('a key is one of the length that the protocol has, and none where it has none', () => {
  const button = wish({ protocol: 'bthome-v2', receiver: 'hci0', address: 'B4' })
  expect(decidePairing({ ...button, key: 'ab'.repeat(15) }, factsWith())).toMatchObject({
    code: 'key-invalid',
  })
  expect(decidePairing({ ...button, key: 'zz'.repeat(16) }, factsWith())).toMatchObject({
    code: 'key-invalid',
  })
  expect(decidePairing(wish({ key: 'ab'.repeat(16) }), factsWith())).toMatchObject({ code: 'key-invalid' })
})

test('settings are those of the driver; those at fault are named', () => {
  const button = wish({ protocol: 'bthome-v2', receiver: 'hci0', address: 'B4' })
  expect(decidePairing({ ...button, settings: { gesture: 'long' } }, factsWith())).toMatchObject({ ok: true })
  expect(decidePairing({ ...button, settings: { gesture: 'wink', colour: 1 } }, factsWith())).toMatchObject({
    code: 'setting-invalid',
    fields: ['gesture', 'colour'],
  })
  expect(decidePairing(wish({ settings: { gesture: 'long' } }), factsWith())).toMatchObject({
    code: 'setting-invalid',
    fields: ['gesture'],
  })
})

test('a radar is what its port is read as, unless the technician knows better', () => {
  const radar = wish({ protocol: 'mr60fda', receiver: '/dev/radar', address: null })
  expect(decidePairing(radar, factsWith())).toMatchObject({ variant: 'r60-fda1', isPortReadAnew: false })
  const other = { ...radar, variant: 'tf-fda2' }
  expect(decidePairing(other, factsWith())).toMatchObject({ variant: 'tf-fda2', isPortReadAnew: true })
})

test('a key is kept in lower case', () => {
  const button = wish({ protocol: 'bthome-v2', receiver: 'hci0', address: 'B4', key: 'AB'.repeat(16) })
  expect(decidePairing(button, factsWith())).toMatchObject({ ok: true, identity: { key: 'ab'.repeat(16) } })
})

test('a device may be replaced by itself, never by another that is paired', () => {
  const own = assignedDevice({ port: '/dev/line1', address: '204', resident_id: 'r-204' })
  const other = assignedDevice({ id: 'd-2', port: '/dev/line1', address: '205', resident_id: 'r-205' })
  const facts = factsWith(own, other)
  expect(decideIdentity(wish(), facts, own)).toMatchObject({ ok: true })
  expect(decideIdentity(wish({ address: '205' }), facts, own)).toMatchObject({
    code: 'belongs-to-another-resident',
  })
})

describe('a cord on a stick', () => {
  const cord = wish({
    protocol: 'enocean-esp3',
    receiver: '/dev/stick',
    address: ' 002A3B4C ',
    eep: 'F6-02-01',
  })

  test('is refused with an address that no such device can have, also in place of another', () => {
    const own = assignedDevice({ protocol: 'enocean-esp3', address: '00000001' })
    for (const address of ['xyz', '002a3b4', '002a3b4c0', '00:2a:3b:4c']) {
      const wrong = { ...cord, address }
      expect(decidePairing(wrong, factsWith()), address).toMatchObject({ code: 'address-invalid' })
      expect(decideIdentity(wrong, factsWith(own), own), address).toMatchObject({ code: 'address-invalid' })
    }
    expect(decidePairing(cord, factsWith())).toMatchObject({ ok: true, identity: { address: '002A3B4C' } })
  })

  test('is let through with a word where it was heard to be of another profile', () => {
    const heard = (address: string, rorg: string): PairingFacts => ({
      ...factsWith(),
      heard: [{ protocol: 'enocean-esp3', address, about: { rorg } }],
    })
    expect(decidePairing(cord, heard('002a3b4c', 'd5'))).toMatchObject({ warnings: ['profile-not-heard'] })
    for (const facts of [heard('002a3b4c', 'f6'), heard('0180aa3f', 'd5'), factsWith()]) {
      expect(decidePairing(cord, facts)).toMatchObject({ ok: true, warnings: [] })
    }
  })
})

describe('the only alarm of a resident', () => {
  const radarOf = (resident: string) =>
    assignedDevice({ id: 'd-3', protocol: 'mr60fda', port: '/dev/radar', resident_id: resident })

  test('that nobody can prove is let through with a word', () => {
    expect(decidePairing(wish(), factsWith(radarOf('r-205')))).toMatchObject({
      ok: true,
      warnings: ['only-alarm-unsupervised'],
    })
  })

  test('needs no word beside a supervised one, with an interval of its own, or for a common room', () => {
    const without = { ok: true, warnings: [] }
    expect(decidePairing(wish(), factsWith(radarOf('r-204')))).toMatchObject(without)
    expect(decidePairing(wish({ supervisionSeconds: 60 }), factsWith())).toMatchObject(without)
    expect(decidePairing(wish({ residentId: null }), factsWith())).toMatchObject(without)
  })
})
