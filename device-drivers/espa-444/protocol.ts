/** ESPA 4.4.4, the line of nurse calls and fire panels, as a protocol of the station (espa-444.md). */
import type { SimulatedProtocol } from '../simulated-device.ts'
import { decodeEspaLine } from './decode-line.ts'
import { createEspaDriver } from './driver.ts'
import { explainEspaFrame } from './explain-frame.ts'
import { EspaSettingsSchema, espaSettings } from './line-settings.ts'
import { createEspaSimulator } from './simulator.ts'

export const espa444Protocol: SimulatedProtocol = {
  id: 'espa-444',
  variants: [],
  defaultVariant: null,
  // The first of the two that are tried first (espa-444.md, section 1).
  line: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  portIsDevice: false,
  // A wired call is somebody of this house.
  unknownSenders: 'raise',
  settings: EspaSettingsSchema,
  deviceSettings: [],
  // A button behind the line is silent until somebody presses it; only the line itself proves that it lives.
  // Each address is somebody's call line.
  canCallForHelp: () => true,
  defaultSupervisionSeconds: () => null,
  portSupervisionSeconds: (settings) => espaSettings(settings).partnerSilenceSeconds,
  createDriver: createEspaDriver,
  decodeLine: decodeEspaLine,
  explainFrame: explainEspaFrame,
  createSimulator: createEspaSimulator,
}
