/** Safety pendants that are connected to, as a protocol of the station (ble-gatt-pendant.md). */
import { BLUETOOTH_ADDRESS, type BluetoothProtocol } from '../bluetooth/bluetooth-protocol.ts'
import { BATTERY_LOW_PERCENT } from './battery.ts'
import { decodePendantLine } from './decode-line.ts'
import { createPendantDriver } from './driver.ts'
import { explainPendantFrame } from './explain-frame.ts'
import {
  PendantSettingsSchema,
  pendantSettings,
  pendantSupervisionSeconds,
  usableSettings,
} from './pendant-settings.ts'

export const bleGattPendantProtocol: BluetoothProtocol = {
  id: 'ble-gatt-pendant',
  unknownSenders: 'discover',
  settings: PendantSettingsSchema,
  deviceSettings: [],
  address: BLUETOOTH_ADDRESS,
  deviceSetup: () => PendantSettingsSchema,
  inspectorFacts: [
    { name: 'kind', choices: ['notify', 'read', 'advertisement'] },
    { name: 'uuid', choices: [] },
  ],
  // Immediate Alert.
  canBeFound: true,
  batteryLowPercent: BATTERY_LOW_PERCENT,
  canCallForHelp: () => true,
  defaultSupervisionSeconds: ({ settings }) =>
    pendantSupervisionSeconds(usableSettings(pendantSettings({}, settings))),
  createDriver: createPendantDriver,
  decodeLine: decodePendantLine,
  explainFrame: explainPendantFrame,
}
