/** The suite that every serial protocol runs through (docs/writing-a-driver.md). */
import { describe, expect, test } from 'vitest'
import type { ProtocolSample } from '../../../support/protocol-samples/sample.ts'
import { describeLifetime } from './lifetime-suite.ts'
import { describePort } from './port-suite.ts'
import { describeSimulator } from './simulator-suite.ts'
import { describeStream } from './stream-suite.ts'
import { describeInspector, describeVectors } from './vectors-suite.ts'

export function describeProtocol({ protocol, vectors, drivers }: ProtocolSample): void {
  if (vectors !== null) describeVectors(protocol, vectors)
  describe('frame inspector', () => {
    describeInspector(protocol)
    test('every frame of the sample is explained', () => {
      for (const { frames, variant } of drivers) {
        for (const frame of frames) expect(protocol.explainFrame(frame, variant)).not.toEqual([])
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
