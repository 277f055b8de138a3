/** What a block says of a call (espa-444.md, sections 4 and 8). */
import type { EspaBlock } from './block.ts'
import { recordOf } from './block.ts'

/** As the records have it; what was not sent is not there. */
export interface EspaCall {
  readonly address: string
  readonly message?: string
  readonly beep?: string
  readonly callType?: string
  readonly transmissions?: string
  readonly priority?: string
}

const FIELDS = [
  ['message', '2'],
  ['beep', '3'],
  ['callType', '4'],
  ['transmissions', '5'],
  ['priority', '6'],
] as const

/** Record 1 is there: without it the block was not understood. */
export function callOf(block: EspaBlock): EspaCall {
  const fields = FIELDS.flatMap(([name, id]) => {
    const data = recordOf(block, id)
    return data === null ? [] : [[name, data] as const]
  })
  return { address: recordOf(block, '1') ?? '', ...Object.fromEntries(fields) }
}

/** Call type 1: reset, cancel. */
export function isCancellation({ callType }: EspaCall): boolean {
  return callType === '1'
}
