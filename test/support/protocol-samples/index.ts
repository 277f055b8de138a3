/** One line for each protocol of `device-drivers/protocols.ts`; the conformance suite fails without it. */
import { enoceanSample } from './enocean-esp3.ts'
import { espa444Sample } from './espa-444.ts'
import { mr60fdaSample } from './mr60fda.ts'
import type { ProtocolSample } from './sample.ts'

export const PROTOCOL_SAMPLES: readonly ProtocolSample[] = [mr60fdaSample, espa444Sample, enoceanSample]
