/** Presses of buttons that nobody has paired, for the list of discovered devices: each one once. */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { sameBytes } from '../bytes.ts'
import { splitServiceData } from './service-data.ts'
import { readObjects } from './read-objects.ts'

/** The very same bytes within this time of one another are one press said several times. */
const REPEATED_MS = 4000
/** More buttons than are pressed around one adapter within that time. */
const MOST = 100

export class UnpairedPresses {
  readonly #last = new Map<string, { readonly data: Uint8Array; readonly at: MonotonicMs }>()

  /** Of an encrypted frame nobody knows. */
  isPress(address: string, data: Uint8Array, now: MonotonicMs): boolean {
    const frame = splitServiceData(data)
    if (frame?.rest === undefined || frame.rest === null || frame.header.encrypted) return false
    const { objects } = readObjects(frame.rest)
    if (!objects.some(({ id, raw }) => id === 0x3a && raw[0] !== 0)) return false
    const last = this.#last.get(address)
    this.#last.delete(address)
    this.#last.set(address, { data, at: now })
    const oldest = this.#last.keys().next()
    if (this.#last.size > MOST && oldest.done !== true) this.#last.delete(oldest.value)
    return last === undefined || now - last.at > REPEATED_MS || !sameBytes(last.data, data)
  }
}
