/** A simulated device and the real driver on one line: noise and silence raise nothing, a script's fault is named. */
import { describe, expect, test } from 'vitest'
import { SimulationScriptError } from '../../../../device-drivers/simulated-device.ts'
import type { SimulatedProtocol } from '../../../../device-drivers/simulated-device.ts'
import type { DriverSample } from '../../../support/protocol-samples/sample.ts'
import { DriverBench } from '../../../support/driver-bench.ts'

export function describeSimulator(protocol: SimulatedProtocol, sample: DriverSample): void {
  const { variant } = sample
  const simulator = (script: string) => protocol.createSimulator({ variant, script, seed: 7 })

  describe('simulator', () => {
    test('a script with an unknown act is refused', () => {
      expect(() => simulator('no-such-act@1s')).toThrow(SimulationScriptError)
    })

    test('the noise it makes on request raises nothing', () => {
      const device = simulator('noise:200@1s')
      const line = new DriverBench(protocol, sample)
      const writes = [...device.start(0)]
      for (let due = device.nextDueAt(); due !== undefined && due <= 5_000; due = device.nextDueAt()) {
        writes.push(...device.due(due))
      }
      expect(writes.reduce((sum, bytes) => sum + bytes.length, 0)).toBeGreaterThanOrEqual(200)
      line.say(...writes).silence()
    })

    test('whatever is said to it, it breaks nothing', () => {
      const device = simulator('')
      device.start(0)
      for (const bytes of [...sample.frames, ...sample.levels, sample.noise]) device.receive(bytes, 100)
      expect(() => device.act('no-such-act', 100)).toThrow(SimulationScriptError)
    })
  })
}
