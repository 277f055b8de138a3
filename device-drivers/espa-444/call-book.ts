/**
 * The calls of one connection: what is new, what is the same block once more, and what is on its way to the
 * store. Bounded everywhere: what is not stored is refused, so that the sender keeps it.
 */
import type { Instant } from '../../shared/domain/time.ts'
import type { DeviceLookup, DriverEvent } from '../protocol-driver.ts'
import type { CallMeaning } from './call-meaning.ts'
import { meaningOf } from './call-meaning.ts'
import type { EspaCall } from './call-record.ts'
import type { EspaSettings } from './line-settings.ts'
import { memoryOf, readOpenCalls, stillOpen } from './open-calls.ts'
import type { OpenCall } from './open-calls.ts'
import { senderOf } from './sender-table.ts'

/** Calls that the store has not yet taken; then the line is told "busy". */
const MAX_PENDING = 64
/** Devices whose open calls are remembered here beside the store; the oldest is forgotten first. */
const MAX_DEVICES = 500

export type TakenCall =
  /** Acknowledge once `ref`, the last of the events, is durable. */
  | { readonly type: 'new'; readonly events: readonly DriverEvent[]; readonly ref: number }
  /** The same block once more; `ref` while the first is not durable yet, else null. */
  | { readonly type: 'repeated'; readonly ref: number | null }
  | { readonly type: 'busy' }

interface PendingCall {
  readonly address: string
  readonly key: string
  /** Of its last event. */
  readonly ref: number
}

export class CallBook {
  /** Calls of this turn, the last of each device. */
  private turn = new Map<string, string>()
  /** In the order of the wire. */
  private pending: readonly PendingCall[] = []
  /** Pending, and their senders were told to come again. */
  private readonly refused = new Set<number>()
  private readonly open = new Map<string, readonly OpenCall[]>()
  private nextRef = 1

  constructor(
    private readonly settings: EspaSettings,
    private readonly deviceAt: DeviceLookup,
  ) {}

  senderOf(call: EspaCall): string {
    return senderOf(call, this.settings.senders)
  }

  endTurn(): void {
    this.turn = new Map()
  }

  take(call: EspaCall, raw: Uint8Array, now: Instant): TakenCall {
    const address = this.senderOf(call)
    const key = JSON.stringify([call.address, call.message ?? null, call.callType ?? null])
    // Only the last one of this device: called, taken back and called again are three.
    const last = this.pending.findLast((waiting) => waiting.address === address)
    const isSameTurn = this.turn.get(address) === key
    if (isSameTurn || (last?.key === key && this.refused.has(last.ref))) {
      this.turn.set(address, key)
      return { type: 'repeated', ref: last?.key === key ? last.ref : null }
    }
    if (this.pending.length >= MAX_PENDING) return { type: 'busy' }
    if (this.turn.size >= MAX_DEVICES) this.endTurn()
    this.turn.set(address, key)
    const meaning = meaningOf(call, this.openCalls(address, now), this.settings, now)
    this.rememberOpen(address, meaning.open)
    const events = this.eventsOf(address, meaning, raw)
    const ref = this.nextRef - 1
    this.pending = [...this.pending, { address, key, ref }]
    return { type: 'new', events, ref }
  }

  /** The sender was told "busy": when it comes again it is the same call. */
  refuse(ref: number): void {
    this.refused.add(ref)
  }

  durable(ref: number): void {
    this.refused.delete(ref)
    this.pending = this.pending.filter((waiting) => waiting.ref !== ref)
  }

  /** Record 7 for whoever asks about a call: `2` in queue, `3` paged, `5` terminated. */
  statusOf(call: EspaCall, now: Instant): '2' | '3' | '5' {
    const address = this.senderOf(call)
    if (this.pending.some((waiting) => waiting.address === address)) return '2'
    return this.openCalls(address, now).length > 0 ? '3' : '5'
  }

  nextEventRef(): number {
    const ref = this.nextRef
    this.nextRef += 1
    return ref
  }

  private eventsOf(address: string, { events, open }: CallMeaning, raw: Uint8Array): DriverEvent[] {
    return events.map(({ kind, value }) => ({
      address,
      kind,
      value,
      raw,
      ref: this.nextEventRef(),
      remember: memoryOf(open),
    }))
  }

  private openCalls(address: string, now: Instant): readonly OpenCall[] {
    return stillOpen(this.open.get(address) ?? readOpenCalls(this.deviceAt(address)?.memory ?? {}), now)
  }

  private rememberOpen(address: string, open: readonly OpenCall[]): void {
    this.open.delete(address)
    this.open.set(address, open)
    const [oldest] = this.open.keys()
    if (this.open.size > MAX_DEVICES && oldest !== undefined) this.open.delete(oldest)
  }
}
