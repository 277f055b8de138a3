import { describe, expect, test } from 'vitest'
import { SERIAL_PROTOCOLS } from '../../../../device-drivers/protocols.ts'
import { PROTOCOL_SAMPLES } from '../../../support/protocol-samples/index.ts'
import { describeProtocol } from './conformance.ts'

test('every serial protocol of the station is in the suite', () => {
  expect(PROTOCOL_SAMPLES.map(({ protocol }) => protocol.id).sort()).toEqual(
    SERIAL_PROTOCOLS.map(({ id }) => id).sort(),
  )
})

describe.each(PROTOCOL_SAMPLES)('$protocol.id', describeProtocol)
