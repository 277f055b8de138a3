/** Pairing is open for two minutes and closes by itself: a radio that stays open takes in the neighbours. */
import type { DriverCommand } from '../../device-drivers/protocol-driver.ts'
import type { Instant } from '../../shared/domain/time.ts'

const OPEN_MS = 2 * 60_000

export class PairingWindow {
  #until: Instant | null = null

  constructor(
    /** To every driver. */
    private readonly tell: (command: Extract<DriverCommand, { type: 'pairing' }>) => void,
  ) {}

  get until(): Instant | null {
    return this.#until
  }

  open(now: Instant): void {
    this.#until = now + OPEN_MS
    this.tell({ type: 'pairing', open: true })
  }

  close(): void {
    if (this.#until === null) return
    this.#until = null
    this.tell({ type: 'pairing', open: false })
  }

  look(now: Instant): void {
    if (this.#until !== null && now >= this.#until) this.close()
  }
}
