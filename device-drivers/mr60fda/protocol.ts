/** The 60 GHz fall radars as a protocol of the station (mr60fda.md). */
import type { SimulatedProtocol } from '../simulated-device.ts'
import { decodeRadarLine } from './decode-line.ts'
import { createRadarDriver } from './driver.ts'
import { explainRadarFrame } from './explain-frame.ts'
import { RADAR_SETTINGS, radarSetup } from './radar-settings.ts'
import { createRadarSimulator } from './simulator.ts'
import { DEFAULT_RADAR_VARIANT, RADAR_VARIANTS, radarSupervisionSeconds, radarVariant } from './variants.ts'
import type { RadarVariant } from './variants.ts'

export const mr60fdaProtocol: SimulatedProtocol = {
  id: 'mr60fda',
  variants: RADAR_VARIANTS,
  defaultVariant: DEFAULT_RADAR_VARIANT,
  line: { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 },
  portIsDevice: true,
  unknownSenders: 'discover',
  deviceSettings: RADAR_SETTINGS,
  deviceSetup: ({ variant }) => radarSetup(knownVariant(variant)),
  inspectorFacts: [{ name: 'variant', choices: RADAR_VARIANTS }],
  // It sees a fall.
  canCallForHelp: () => true,
  defaultSupervisionSeconds: ({ variant }) => radarSupervisionSeconds(knownVariant(variant)),
  // The port is the device: its own supervision says all.
  portSupervisionSeconds: () => null,
  createDriver: ({ variant, deviceAt }) =>
    createRadarDriver({
      variant: knownVariant(variant),
      known: deviceAt(null)?.known ?? {},
      settings: () => deviceAt(null)?.settings ?? {},
    }),
  decodeLine: decodeRadarLine,
  explainFrame: explainRadarFrame,
  createSimulator: createRadarSimulator,
}

/** A configuration is checked against `variants` before it comes here. */
function knownVariant(name: string | null): RadarVariant {
  const variant = radarVariant(name)
  if (variant === undefined) throw new RangeError(`unknown radar variant ${String(name)}`)
  return variant
}
