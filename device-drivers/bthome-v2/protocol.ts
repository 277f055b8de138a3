/** BTHome v2 over Bluetooth LE advertising as a protocol of the station (bthome-v2.md). */
import { BLUETOOTH_ADDRESS, type BluetoothProtocol } from '../bluetooth/bluetooth-protocol.ts'
import { supervisionSeconds } from './beacon-interval.ts'
import { bthomeSettings, BthomeSetupSchema, callsForHelp } from './device-settings.ts'
import { decodeBthomeLine } from './decode-line.ts'
import { createBthomeDriver } from './driver.ts'
import { explainBthomeFrame } from './explain-frame.ts'

export const bthomeV2Protocol: BluetoothProtocol = {
  id: 'bthome-v2',
  unknownSenders: 'discover',
  deviceSettings: [],
  address: BLUETOOTH_ADDRESS,
  deviceSetup: () => BthomeSetupSchema,
  // AES-128.
  keyDigits: 32,
  inspectorFacts: [
    { name: 'mac', choices: [] },
    { name: 'key', choices: [] },
  ],
  canCallForHelp: ({ settings, memory }) => callsForHelp(bthomeSettings(settings), memory),
  defaultSupervisionSeconds: ({ memory }) => supervisionSeconds(memory),
  createDriver: createBthomeDriver,
  decodeLine: decodeBthomeLine,
  explainFrame: explainBthomeFrame,
}
