/** EnOcean over a USB stick as a protocol of the station (enocean-esp3.md). */
import type { SimulatedProtocol } from '../simulated-device.ts'
import { decodeEnoceanLine } from './decode-line.ts'
import { createEnoceanDriver } from './driver.ts'
import { explainEnoceanFrame } from './explain-frame.ts'
import { PROFILE_NAMES } from './profiles/profiles.ts'
import { enoceanSetup } from './device-setup.ts'
import { fittingProfiles } from './fitting-profiles.ts'
import { canCallForHelp } from './press-use.ts'
import { enoceanSupervisionSeconds } from './reporting-interval.ts'
import { createEnoceanSimulator } from './simulator.ts'

/** The version is read every 30 s, three times if need be: two of these and some patience. */
const STICK_SILENCE_SECONDS = 75

export const enoceanProtocol: SimulatedProtocol = {
  id: 'enocean-esp3',
  variants: [],
  defaultVariant: null,
  line: { baudRate: 57_600, dataBits: 8, parity: 'none', stopBits: 1 },
  otherBaudRates: [460_800],
  portIsDevice: false,
  unknownSenders: 'discover',
  deviceSettings: [],
  deviceSetup: ({ eep }) => enoceanSetup(eep),
  address: { pattern: /^[0-9a-f]{8}$/i, example: '01825dab' },
  profiles: PROFILE_NAMES,
  fittingProfiles,
  inspectorFacts: [{ name: 'eep', choices: PROFILE_NAMES }],
  canCallForHelp,
  defaultSupervisionSeconds: enoceanSupervisionSeconds,
  portSupervisionSeconds: () => STICK_SILENCE_SECONDS,
  createDriver: ({ deviceAt, baudRates = [] }) => createEnoceanDriver(deviceAt, baudRates),
  decodeLine: decodeEnoceanLine,
  explainFrame: explainEnoceanFrame,
  createSimulator: createEnoceanSimulator,
}
