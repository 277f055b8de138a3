/** What is asked of one pendant: one operation at a time, in order, never more than a few waiting. */
import type { GattCharacteristic, GattRequest } from '../bluetooth/gatt.ts'

export type Ask =
  | { readonly type: 'read'; readonly of: GattCharacteristic }
  | {
      readonly type: 'write'
      readonly of: GattCharacteristic
      readonly bytes: Uint8Array
      readonly how: 'request' | 'command'
    }
  | { readonly type: 'subscribe'; readonly of: GattCharacteristic }
  | { readonly type: 'disconnect' }

/** A set-up asks for about a dozen things. */
const MAX_WAITING = 32

export interface Step<Purpose> {
  readonly ask: Ask
  /** What the answer is for. */
  readonly purpose: Purpose
}

export class RequestQueue<Purpose> {
  private waiting: Step<Purpose>[] = []
  private open: { readonly id: number; readonly purpose: Purpose } | null = null

  constructor(
    private readonly address: string,
    private readonly nextId: () => number,
  ) {}

  /** False when too much waits already. */
  push(step: Step<Purpose>): boolean {
    if (this.waiting.length >= MAX_WAITING) return false
    this.waiting.push(step)
    return true
  }

  /** The next request, when none is open. */
  next(): GattRequest | undefined {
    if (this.open !== null) return undefined
    const queued = this.waiting.shift()
    if (queued === undefined) return undefined
    const id = this.nextId()
    this.open = { id, purpose: queued.purpose }
    return { id, address: this.address, ...queued.ask }
  }

  /** What the request with this id was for; undefined when it is not the open one. */
  answered(id: number): Purpose | undefined {
    if (this.open?.id !== id) return undefined
    const { purpose } = this.open
    this.open = null
    return purpose
  }

  clear(): void {
    this.waiting = []
    this.open = null
  }
}
