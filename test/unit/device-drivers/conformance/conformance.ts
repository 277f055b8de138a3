/** The suite that every serial protocol runs through (docs/writing-a-driver.md). */
import { describe, expect, test } from 'vitest'
import type { ProtocolSample } from '../../../support/protocol-samples/sample.ts'
import { DriverBench } from '../../../support/driver-bench.ts'
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
    describeLifetime(protocol, sample)
    describePort(protocol, sample)
    describeSimulator(protocol, sample)
  })
}
