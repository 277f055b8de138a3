import { expect, test } from 'vitest'
import { findProtocol } from '../../../../device-drivers/protocols.ts'
import { HeardLog } from '../../../../station/devices/heard-log.ts'
import type { AssignedDevice } from '../../../../station/store/registry-rows.ts'
import { coverDevices, receiverConditions } from '../../../../station/supervision/house-conditions.ts'
import { ReceiverWatch } from '../../../../station/supervision/receiver-watch.ts'
import { coverConditions } from '../../../../station/supervision/resident-cover.ts'
import { assignedDevice } from '../../../fakes/assigned-device.ts'

function house(): ReceiverWatch {
  const receivers = new ReceiverWatch()
  receivers.watch({ kind: 'port', name: '/dev/ttyUSB0', protocols: ['espa-444'], supervisionMs: null })
  for (const name of ['hci0', 'hci1'])
    receivers.watch({ kind: 'adapter', name, protocols: ['bthome-v2'], supervisionMs: null })
  for (const { name } of receivers.facts()) receivers.stateIs(name, 'open', 0)
  return receivers
}

const words = (receivers: ReceiverWatch, said = new Map<string, ReadonlySet<string>>()) =>
  receiverConditions(receivers.facts(), said, 60_000).map(
    ({ cause, subject, standing, priority }) => `${cause} ${subject ?? ''} ${standing} ${priority}`,
  )

test('each port and adapter stands for itself, the bus for all adapters', () => {
  const receivers = house()
  receivers.stateIs('hci1', 'off', 10_000)
  expect(words(receivers)).toEqual([
    'port-lost /dev/ttyUSB0 no medium',
    'adapter-lost hci0 no medium',
    'adapter-lost hci1 yes medium',
    'adapter-lost bluetooth no medium',
  ])
})

test.each(['no-bus', 'no-service'])(
  'with %s no adapter is at fault: it is one alarm, not one each',
  (code) => {
    const receivers = house()
    receivers.stateIs('hci0', code, 10_000)
    receivers.stateIs('hci1', code, 10_000)
    expect(words(receivers)).toEqual([
      'port-lost /dev/ttyUSB0 no medium',
      'adapter-lost hci0 unknown medium',
      'adapter-lost hci1 unknown medium',
      'adapter-lost bluetooth yes medium',
    ])
  },
)

test('a receiver that leaves people without an alarm is high and says how many', () => {
  const receivers = house()
  receivers.stateIs('/dev/ttyUSB0', 'lost', 10_000)
  const said = new Map([['/dev/ttyUSB0', new Set(['ingrid', 'olav'])]])
  const [port] = receiverConditions(receivers.facts(), said, 60_000)
  expect(port).toMatchObject({ standing: 'yes', priority: 'high', figure: 2, since: 10_000 })
})

/** Of Ingrid: a radar that has fallen silent, and something over Bluetooth that is heard and remembered so. */
function standingBeside(memory: Readonly<Record<string, string>>): string[] {
  const device = (about: Partial<AssignedDevice>) =>
    assignedDevice({
      id: 'radar-204',
      protocol: 'mr60fda',
      variant: 'r60-fda1',
      port: '/dev/ttyUSB1',
      resident_id: 'ingrid',
      ...about,
    })
  const other = { id: 'other-204', protocol: 'bthome-v2', port: null, address: 'a4:c1:38:8d:18:b2' }
  const receivers = house()
  receivers.watch({ kind: 'port', name: '/dev/ttyUSB1', protocols: ['mr60fda'], supervisionMs: null })
  receivers.stateIs('/dev/ttyUSB1', 'open', 0)
  const watched = { placement: null, unit: '204', supervisionMs: 30_000 }
  const heard = new HeardLog(
    [
      { ...watched, deviceId: 'radar-204', silent: true },
      { ...watched, deviceId: 'other-204', silent: false },
    ],
    0,
  )
  heard.heard('other-204', 1_700_000_000_000, 50_000, undefined)
  const devices = {
    devices: [device({}), device(other)],
    findProtocol,
    factsOf: ({ id, variant, eep, settings }: AssignedDevice) => ({
      variant,
      eep,
      settings,
      memory: id === other.id ? memory : {},
    }),
  }
  const cover = coverDevices(devices, heard, receivers, 60_000)
  return coverConditions(cover, new Map(), new Map(), 60_000).map(
    ({ residentId, standing }) => `${String(residentId)} ${standing}`,
  )
}

test('a person whose only working device is a thermometer is uncovered', () => {
  expect(standingBeside({ sensor: 'true', button: 'false' })).toEqual(['ingrid yes'])
})

test('a button that works covers its person, one that nobody has heard does not stand in for the radar', () => {
  expect(standingBeside({ button: 'true' })).toEqual(['ingrid no'])
  expect(standingBeside({})).toEqual(['ingrid yes'])
})
