/**
 * One driver on one open link: bytes and due times in, effects performed in order. Lives as long as the link.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { DriverCommand, DriverEffect, Moment, ProtocolDriver } from '../protocol-driver.ts'
import type { ByteLink } from './byte-link.ts'
import type { SerialClock } from './serial-clock.ts'

/** A timer this late says that the process was busy, not that the line was silent: bytes may be waiting. */
const LATE_MS = 20
const LATE_LOOK_AGAIN_MS = 30
const LATE_LOOKS = 3
/** After reading was held back, what waited in the buffers comes first; then silence counts again. */
const AFTER_HOLD_MS = 250

export class PortConnection {
  /** To which its driver has set the line; null: as it was opened. */
  baudRate: number | null = null
  private cancelTimer: (() => void) | null = null
  private held = false
  private notBefore: MonotonicMs = 0
  private ended = false

  constructor(
    private readonly link: ByteLink,
    readonly driver: ProtocolDriver,
    private readonly clock: SerialClock,
    /** Everything the driver wants but writing; `at` is when the bytes came or the time was due. */
    private readonly onEffects: (effects: readonly DriverEffect[], at: Moment) => void,
  ) {}

  start(hold: boolean): void {
    this.link.onBytes((chunk, at) => this.run(at, () => this.driver.onBytes(chunk, at)))
    if (hold) this.hold(true)
    const now = this.clock.now()
    this.run(now, () => this.driver.onOpen(now))
  }

  /** While held nothing is read, and no silence is concluded from it. A driver that refuses itself reads on. */
  hold(hold: boolean): void {
    if (this.driver.refusesOnTheLine === true) return
    if (this.ended || hold === this.held) return
    this.held = hold
    if (hold) {
      this.link.pause()
    } else {
      this.notBefore = this.clock.now().mono + AFTER_HOLD_MS
      this.link.resume()
    }
    this.arm()
  }

  durable(refs: readonly number[]): void {
    if (this.ended) return
    const now = this.clock.now()
    this.run(now, () => refs.flatMap((ref) => [...this.driver.onDurable(ref, now)]))
  }

  /** Returns false when the link is gone. */
  command(command: DriverCommand): boolean {
    if (this.ended) return false
    const now = this.clock.now()
    this.run(now, () => this.driver.onCommand(command, now))
    return true
  }

  /** The link is lost: the driver hears it and says its last. */
  lost(): void {
    if (this.ended) return
    this.end()
    const now = this.clock.now()
    this.onEffects(this.driver.onLost?.(now) ?? [], now)
  }

  async close(): Promise<void> {
    this.end()
    await this.link.close()
  }

  private end(): void {
    this.ended = true
    this.cancelTimer?.()
    this.cancelTimer = null
  }

  private run(at: Moment, step: () => readonly DriverEffect[]): void {
    if (this.ended) return
    const effects = step()
    for (const effect of effects) {
      if (effect.type === 'write') this.link.write(effect.bytes)
      else if (effect.type === 'line-speed') this.setBaudRate(effect.baudRate)
    }
    this.onEffects(effects, at)
    this.arm()
  }

  private setBaudRate(baudRate: number): void {
    this.baudRate = baudRate
    this.link.setBaudRate(baudRate)
  }

  private arm(): void {
    this.cancelTimer?.()
    this.cancelTimer = null
    const dueAt = this.driver.nextDueAt()
    if (this.ended || this.held || dueAt === undefined) return
    this.wait(Math.max(dueAt, this.notBefore), LATE_LOOKS)
  }

  private wait(until: MonotonicMs, looksLeft: number): void {
    const delay = Math.max(0, Math.ceil(until - this.clock.now().mono))
    this.cancelTimer = this.clock.after(delay, () => {
      const now = this.clock.now()
      if (now.mono - until > LATE_MS && looksLeft > 0) {
        this.wait(now.mono + LATE_LOOK_AGAIN_MS, looksLeft - 1)
      } else {
        this.run(now, () => this.driver.onDue(now))
      }
    })
  }
}
