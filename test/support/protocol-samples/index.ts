/** One line for each protocol of `device-drivers/protocols.ts`; the conformance suite fails without it. */
import { mr60fdaSample } from './mr60fda.ts'
import type { ProtocolSample } from './sample.ts'

export const PROTOCOL_SAMPLES: readonly ProtocolSample[] = [mr60fdaSample]
