/** The suite that every serial protocol runs through (docs/writing-a-driver.md). */
import { describe, expect, test } from 'vitest'
import { DeviceRecall } from '../../../../device-drivers/device-recall.ts'
import type { ProtocolSample } from '../../../support/protocol-samples/sample.ts'
import { DriverBench } from '../../../support/driver-bench.ts'
import { expectCallers } from './callers.ts'
import { describeLifetime } from './lifetime-suite.ts'
import { describePort } from './port-suite.ts'
import { describeSimulator } from './simulator-suite.ts'
import { describeStream } from './stream-suite.ts'
import { describeInspector, describeVectors } from './vectors-suite.ts'

export function describeProtocol({ protocol, vectors, drivers }: ProtocolSample): void {
  if (vectors !== null) describeVectors(protocol, vectors)
  describe('frame inspector', () => {
    describeInspector(protocol)
    test('every frame that makes an event is explained', () => {
      for (const sample of drivers) {
        const { events } = new DriverBench(protocol, sample).say(...sample.frames)
        for (const { raw } of events) expect(protocol.explainFrame(raw, sample.variant)).not.toEqual([])
      }
    })
  })
  describe.each(drivers)('$name', (sample) => {
    describeStream(protocol, sample)
    test('who can call for help is known once it was heard, and whoever called is one of them', () => {
      const recall = new DeviceRecall((address) => sample.devices.get(address))
      new DriverBench(protocol, sample, 'at once', recall).open().say(...sample.frames)
      expectCallers(protocol, sample, recall.deviceAt, sample.events)
    })
    describeLifetime(protocol, sample)
    describePort(protocol, sample)
    describeSimulator(protocol, sample)
  })
}
