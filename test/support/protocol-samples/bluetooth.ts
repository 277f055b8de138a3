/** What Bluetooth devices say (bthome-v2.md, ble-gatt-pendant.md), for the conformance suite. */
import { longUuid, type Advertisement } from '../../../device-drivers/bluetooth/advertisement.ts'
import type { BluetoothProtocol } from '../../../device-drivers/bluetooth/bluetooth-protocol.ts'
import { bleGattPendantProtocol } from '../../../device-drivers/ble-gatt-pendant/protocol.ts'
import { bthomeV2Protocol } from '../../../device-drivers/bthome-v2/protocol.ts'
import type { DeviceSetup } from '../../../device-drivers/protocol-driver.ts'
import { hex, pairedDevice } from './sample.ts'

export interface BluetoothSample {
  readonly protocol: BluetoothProtocol
  readonly vectors: string
  /** What is paired, by address in lower case. */
  readonly devices: ReadonlyMap<string, DeviceSetup>
  readonly advertisements: readonly Advertisement[]
  /** What a new driver makes of these advertisements. */
  readonly events: readonly string[]
  /** Of `devices` those by which a person can call for help, once `advertisements` were heard. */
  readonly callers: readonly string[]
  /** Damaged, these say nothing of a person: they are sealed with a key. */
  readonly sealed: readonly Advertisement[]
  /** How somebody's device that nobody has paired is heard. */
  readonly stranger: (address: string) => Advertisement
}

const BTHOME = longUuid('fcd2')
const PLAIN_BUTTON = 'B4:35:22:F5:3D:A4'
const THERMOMETER = 'A4:C1:38:8D:18:B2'
const SEALED_BUTTON = '54:48:E6:8F:80:A5'

const heard = (address: string, facts: Partial<Advertisement> = {}): Advertisement => ({
  address,
  addressType: 'public',
  name: null,
  signal: -60,
  services: [],
  serviceData: new Map(),
  manufacturerData: new Map(),
  ...facts,
})
const bthome = (address: string, data: string): Advertisement =>
  heard(address, { serviceData: new Map([[BTHOME, hex(data)]]) })

/** Two presses, with counters 1000 and 1001. */
const PRESSES = [
  bthome(SEALED_BUTTON, '459c6da40c6508e80300007f2d62d5'),
  bthome(SEALED_BUTTON, '45da203d014457e9030000f8545249'),
]

export const BLUETOOTH_SAMPLES: readonly BluetoothSample[] = [
  {
    protocol: bthomeV2Protocol,
    vectors: 'bthome-v2.json',
    devices: new Map([
      [PLAIN_BUTTON.toLowerCase(), pairedDevice()],
      [THERMOMETER.toLowerCase(), pairedDevice()],
      [SEALED_BUTTON.toLowerCase(), pairedDevice({ key: '231d39c1d7cc1ab1aee224cd096db932' })],
    ]),
    advertisements: [
      bthome(PLAIN_BUTTON, '44000501643a01'),
      ...PRESSES,
      bthome(THERMOMETER, '4002ca0903bf13'),
    ],
    events: [
      'b4:35:22:f5:3d:a4 help-call true',
      '54:48:e6:8f:80:a5 help-call true',
      '54:48:e6:8f:80:a5 help-call true',
      'a4:c1:38:8d:18:b2 temperature 25.06',
    ],
    callers: [PLAIN_BUTTON.toLowerCase(), SEALED_BUTTON.toLowerCase()],
    sealed: PRESSES,
    stranger: (address) => bthome(address, '44000501643a01'),
  },
  {
    protocol: bleGattPendantProtocol,
    vectors: 'ble-gatt-pendant.json',
    devices: new Map([['c0:98:e5:00:00:01', pairedDevice()]]),
    advertisements: [heard('C0:98:E5:00:00:01', { name: 'Pendant', services: [longUuid('1803')] })],
    // It is connected to before it says anything.
    events: [],
    callers: ['c0:98:e5:00:00:01'],
    sealed: [],
    stranger: (address) => heard(address, { name: 'Pendant', services: [longUuid('1803')] }),
  },
]
