import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tellingFault } from '../../../../station/supervision/house-conditions.ts'
import {
  coverConditions,
  spokenFor,
  uncovered,
  type CoverDevice,
  type SpokenFor,
} from '../../../../station/supervision/resident-cover.ts'

function device(
  residentId: string,
  works: CoverDevice['works'],
  ...deafReceivers: readonly string[]
): CoverDevice {
  return { deviceId: `${residentId}-${works}`, residentId, works, deafReceivers }
}

const faults = new Map(
  ['usb0', 'usb1'].map((name) => [name, tellingFault({ kind: 'port', name, state: 'lost' })]),
)
const standings = (devices: readonly CoverDevice[], said: SpokenFor = new Map()) =>
  coverConditions(devices, said, faults, 0).map(
    ({ residentId, standing, code }) => `${residentId ?? ''} ${standing} ${code}`,
  )

test('one alarm that works is enough; one that is not proven yet is neither', () => {
  expect(
    standings([
      device('ingrid', 'no'),
      device('ingrid', 'yes'),
      device('olav', 'no'),
      device('olav', 'unknown'),
      device('mona', 'no'),
    ]),
  ).toEqual(['ingrid no devices', 'olav unknown devices', 'mona yes devices'])
})

test('a lost port that leaves one person without an alarm says it in that person’s name', () => {
  const devices = [device('ingrid', 'no', 'usb0')]
  const said = spokenFor(
    new Map(),
    [{ name: 'usb0', openPriority: null, isSetAside: false }],
    uncovered(devices),
  )
  expect(standings(devices, said)).toEqual(['ingrid yes receiver'])
})

test('one that leaves forty says it once, and goes on doing so while it is lost', () => {
  const devices = Array.from({ length: 40 }, (_, index) => device(`r-${index}`, 'no', 'usb0'))
  const first = spokenFor(
    new Map(),
    [{ name: 'usb0', openPriority: null, isSetAside: false }],
    uncovered(devices),
  )
  expect(first.get('usb0')?.size).toBe(40)
  const then = spokenFor(
    first,
    [{ name: 'usb0', openPriority: 'high', isSetAside: false }],
    uncovered(devices),
  )
  expect(then.get('usb0')?.size).toBe(40)
  expect(standings(devices, then).filter((words) => words.includes('yes'))).toEqual([])
})

test('who loses the last alarm later than the receiver’s own alarm told gets a card', () => {
  const before = [device('ingrid', 'no', 'usb0'), device('olav', 'no', 'usb0'), device('mona', 'yes')]
  const first = spokenFor(
    new Map(),
    [{ name: 'usb0', openPriority: null, isSetAside: false }],
    uncovered(before),
  )
  const after = [...before.slice(0, 2), device('mona', 'no', 'usb0')]
  const then = spokenFor(first, [{ name: 'usb0', openPriority: 'high', isSetAside: false }], uncovered(after))
  expect(standings(after, then)).toEqual([
    'ingrid unknown receiver',
    'olav unknown receiver',
    'mona yes receiver',
  ])
})

test('after a restart the open alarm speaks for whom it spoke', () => {
  const devices = [device('ingrid', 'no', 'usb0'), device('olav', 'no', 'usb0')]
  const high = spokenFor(
    new Map(),
    [{ name: 'usb0', openPriority: 'high', isSetAside: false }],
    uncovered(devices),
  )
  expect(high.get('usb0')?.size).toBe(2)
  const medium = spokenFor(
    new Map(),
    [{ name: 'usb0', openPriority: 'medium', isSetAside: false }],
    uncovered(devices),
  )
  expect(standings(devices, medium)).toEqual(['ingrid yes receiver', 'olav yes receiver'])
})

test('lost again while its alarm is set aside, it speaks for nobody: each person behind it gets a card', () => {
  const devices = [device('ingrid', 'no', 'usb0'), device('olav', 'no', 'usb0')]
  const setAside = [{ name: 'usb0', openPriority: 'high', isSetAside: true }]
  const again = spokenFor(new Map(), setAside, uncovered(devices))
  expect(standings(devices, again)).toEqual(['ingrid yes receiver', 'olav yes receiver'])
  const heldByKari = spokenFor(new Map([['usb0', new Set(['ingrid', 'olav'])]]), setAside, uncovered(devices))
  expect(heldByKari.get('usb0')?.size).toBe(2)
})

const anyDevice = fc.record({
  deviceId: fc.uuid(),
  residentId: fc.constantFrom('a', 'b', 'c', 'd'),
  works: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
  deafReceivers: fc.constantFrom<readonly string[]>([], ['usb0'], ['usb0', 'usb1']),
})

test('nobody without an alarm is hidden: a card of their own, or one receiver that speaks for them', () => {
  fc.assert(
    fc.property(fc.array(anyDevice, { maxLength: 12 }), (devices) => {
      const without = uncovered(devices)
      const receivers = ['usb0', 'usb1'].map((name) => ({ name, openPriority: null, isSetAside: false }))
      const said = spokenFor(new Map(), receivers, without)
      const conditions = coverConditions(devices, said, faults, 0)
      for (const { residentId, standing } of conditions) {
        const own = devices.filter((one) => one.residentId === residentId)
        const isWithout = own.every(({ works }) => works === 'no')
        const isSpokenFor = [...said.values()].some((people) => people.has(residentId ?? ''))
        expect(standing === 'yes').toBe(isWithout && !isSpokenFor)
        expect(isSpokenFor && !isWithout).toBe(false)
      }
    }),
  )
})
