/** Which messages of which alarm still wait for the centre: what the card's "centre has it" comes from. */
import type { AlarmCard } from '../../shared/api/board.ts'
import type { Instant } from '../../shared/domain/time.ts'

interface Waiting {
  readonly messages: Map<string, Instant>
  readonly rejected: Set<string>
}

export class DeliveryBook {
  readonly #byAlarm = new Map<string, Waiting>()

  constructor(private centreConfigured: boolean) {}

  /** A centre is configured from now on; what waits for it is added after this. */
  begin(): void {
    this.centreConfigured = true
  }

  /** There is no centre any more: nothing waits for it. */
  end(): void {
    this.centreConfigured = false
    this.#byAlarm.clear()
  }

  /** How many alarms still wait. */
  get size(): number {
    return this.#byAlarm.size
  }

  added(alarmId: string, messageId: string, createdAt: Instant): void {
    // Without a centre nothing is ever delivered, and what is remembered would grow for years.
    if (!this.centreConfigured) return
    this.#of(alarmId).messages.set(messageId, createdAt)
  }

  delivered(alarmId: string, messageId: string): void {
    const waiting = this.#byAlarm.get(alarmId)
    if (waiting === undefined) return
    waiting.messages.delete(messageId)
    waiting.rejected.delete(messageId)
    if (waiting.messages.size === 0) this.#byAlarm.delete(alarmId)
  }

  rejected(alarmId: string, messageId: string): void {
    const waiting = this.#byAlarm.get(alarmId)
    if (waiting?.messages.has(messageId) === true) waiting.rejected.add(messageId)
  }

  of(alarmId: string): AlarmCard['delivery'] {
    if (!this.centreConfigured) return { state: 'none', waitingSince: null }
    const waiting = this.#byAlarm.get(alarmId)
    if (waiting === undefined) return { state: 'delivered', waitingSince: null }
    const [oldest] = waiting.messages.values()
    return { state: waiting.rejected.size > 0 ? 'rejected' : 'waiting', waitingSince: oldest ?? null }
  }

  #of(alarmId: string): Waiting {
    const known = this.#byAlarm.get(alarmId)
    if (known !== undefined) return known
    const created: Waiting = { messages: new Map(), rejected: new Set() }
    this.#byAlarm.set(alarmId, created)
    return created
  }
}
