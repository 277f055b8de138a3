/** What a pendant with a health sensor says, built from the document and nothing of the driver. */

interface LivingState {
  /** Term of partition 130: 1 fall, 2 personal alarm … */
  readonly type: number
  /** Bits of the state value that are one. */
  readonly set: number
  /** Which bits are states; the others are events. */
  readonly mask?: number
  readonly status?: number | undefined
}

/** Compound state or event, four bytes a field, without time. */
export function livingObservation({ type, set, mask = 0x0001_0001, status }: LivingState): Uint8Array {
  const flags = status === undefined ? 0x0001 : 0x0009
  const head = [...little(flags, 2), ...little(0x0082_0000 + type, 4)]
  const mark = status === undefined ? [] : little(status, 2)
  const value = [4, ...little(0x001f_001f, 4), ...little(mask, 4), ...little(set, 4)]
  const body = [...head, ...mark, ...value]
  return Uint8Array.from([6, ...little(body.length, 2), ...body])
}

export const FALL = livingObservation({ type: 1, set: 1 })
export const HELP = livingObservation({ type: 2, set: 1 })

function little(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, at) => (value >>> (8 * at)) & 0xff)
}
