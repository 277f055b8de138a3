/** Record 8 of a status block: the partner's transmitter has failed, or works again (espa-444.md, section 4). */
import type { DeviceLookup, DriverEffect } from '../protocol-driver.ts'
import { recordOf } from './block.ts'
import type { EspaBlock } from './block.ts'

const TRANSMITTER_FAILURE = '1'
const CODE = 'transmitter-failure'

export class SystemStatus {
  private failed = false

  constructor(private readonly deviceAt: DeviceLookup) {}

  /**
   * Undefined when the block says nothing new. An event where the partner itself is a device of the station,
   * else a fault of the port.
   */
  take(block: EspaBlock, raw: Uint8Array, nextRef: () => number): DriverEffect | undefined {
    const status = recordOf(block, '8')
    if (block.header !== '2' || status === null) return undefined
    const failed = status === TRANSMITTER_FAILURE
    const partner = this.deviceAt(null)
    const before = partner === undefined ? this.failed : partner.known.fault === CODE
    this.failed = failed
    if (failed === before) return undefined
    if (partner === undefined) return { type: 'port-fault', code: CODE, active: failed }
    const what = failed
      ? ({ kind: 'fault', value: CODE } as const)
      : ({ kind: 'restored', value: 'fault' } as const)
    return { type: 'event', event: { address: null, ...what, raw, ref: nextRef() } }
  }
}
