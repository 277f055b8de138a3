/** The radars of the training home, each behind its own line, and what people make them do. */
import { findSerialProtocol } from '../../device-drivers/protocols.ts'
import { systemSerialClock } from '../../device-drivers/serial/serial-clock.ts'
import { serialLinkOpener } from '../../device-drivers/serial/serial-link.ts'
import { simulateOnPort, type RunningSimulation } from '../../device-drivers/serial/simulate-on-port.ts'
import type { SampleRadar } from './sample-home.ts'
import type { TrainingAct, TrainingControl } from './training-control.ts'

/** Longer than the stream interval of an FDA2, so that getting up is seen between two falls. */
const BETWEEN_FALLS_MS = 1500

export interface SimulatedRadars extends TrainingControl {
  stop(): Promise<void>
}

export async function startSimulatedRadars(
  radars: readonly SampleRadar[],
  farEndOf: (radar: SampleRadar) => string,
  nameOf: (radar: SampleRadar) => string,
): Promise<SimulatedRadars> {
  const protocol = findSerialProtocol('mr60fda')
  if (protocol === undefined) throw new Error('the radar protocol is missing')
  const running = new Map<string, RunningSimulation>()
  const fallen = new Set<string>()
  for (const [index, radar] of radars.entries()) {
    const device = protocol.createSimulator({
      variant: radar.variant,
      // Somebody walks about now and then, each at their own time.
      script: `moving@${5 + index * 7}s/90s,still@${30 + index * 7}s/90s`,
      seed: index + 1,
    })
    const simulation = await simulateOnPort({
      path: farEndOf(radar),
      line: protocol.line,
      device,
      openLink: serialLinkOpener(systemSerialClock),
      clock: systemSerialClock,
    })
    running.set(radar.id, simulation)
  }

  async function act(deviceId: string, what: TrainingAct): Promise<'done' | 'unknown-device'> {
    const simulation = running.get(deviceId)
    if (simulation === undefined) return 'unknown-device'
    // Only somebody who stands can fall: a radar reports the change.
    if (what === 'fall' && fallen.has(deviceId)) {
      simulation.act('get-up')
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_FALLS_MS))
    }
    simulation.act(what)
    if (what === 'fall') fallen.add(deviceId)
    if (what === 'get-up') fallen.delete(deviceId)
    return 'done'
  }

  return {
    devices: () =>
      radars.map((radar) => ({
        deviceId: radar.id,
        residentName: nameOf(radar),
        placement: radar.placement,
      })),
    act,
    stop: async () => {
      await Promise.all([...running.values()].map((simulation) => simulation.stop()))
    },
  }
}
