/**
 * Keeps one receiver open for ever, a serial port or a Bluetooth adapter: opens it, and when that fails or it is
 * lost tries again after growing pauses until it is back. Its state is kept here, in the words of the board.
 */
import type { PortState } from '../shared/api/board.ts'
import type { Instant } from '../shared/domain/time.ts'
import { PortOpenError } from './serial/byte-link.ts'
import type { SerialClock } from './serial/serial-clock.ts'

/** Pauses before each new try; the last one repeats, so that a replug is back well within 5 s. */
const LONGEST_PAUSE_MS = 2000
const LADDER_MS = [250, 500, 1000, LONGEST_PAUSE_MS] as const
/** An open that hangs in the operating system or on the bus holds back neither start nor stop of the station. */
const OPEN_LIMIT_MS = 3000

export interface ReceiverKeeperParts<Link extends { close(): Promise<void> }> {
  readonly clock: SerialClock
  /** Rejects with `PortOpenError` where the reason is known. */
  readonly open: () => Promise<Link>
  /** It is open, `again` where it was before; to be answered with `opened` once the link is listened to. */
  readonly onLink: (link: Link, again: boolean) => void
  readonly onState: () => void
}

export class ReceiverKeeper<Link extends { close(): Promise<void> }> {
  /** Resolves when it has been tried once, whatever came of it (at the latest after 3 s). */
  readonly firstTry: Promise<void>
  state: PortState = 'opening'
  hint: string | null = null
  /** Since when; where it is not open, since it ceased to be, through all the reasons. */
  since: Instant
  isStopped = false
  private tried: () => void = () => undefined
  private opening: Promise<void> = Promise.resolve()
  private cancelRetry: (() => void) | null = null
  private rung = 0
  private wasOpen = false

  constructor(private readonly parts: ReceiverKeeperParts<Link>) {
    this.since = parts.clock.now().wall
    this.firstTry = new Promise((resolve) => (this.tried = resolve))
  }

  start(): void {
    const cancelLimit = this.parts.clock.after(OPEN_LIMIT_MS, () => this.tried())
    void this.firstTry.then(cancelLimit)
    this.open()
  }

  /** No more tries; resolves when one under way is through. A link that comes later still is closed at once. */
  async stop(): Promise<void> {
    this.isStopped = true
    this.cancelRetry?.()
    await new Promise<void>((resolve) => {
      const cancelLimit = this.parts.clock.after(OPEN_LIMIT_MS, resolve)
      void this.opening.then(() => {
        cancelLimit()
        resolve()
      })
    })
    this.tried()
  }

  opened(): void {
    this.setState('open', null)
    this.tried()
  }

  /** It works: after its next loss the pauses begin anew. One that opens and falls keeps them. */
  proven(): void {
    this.rung = 0
  }

  /** To be followed by `retry` when the link that was lost is closed. */
  lost(why: PortState, hint: string | null): void {
    this.setState(why, hint)
  }

  retry(): void {
    if (this.isStopped || this.state === 'unsupported') return
    const pause = LADDER_MS[this.rung] ?? LONGEST_PAUSE_MS
    this.rung += 1
    this.cancelRetry = this.parts.clock.after(pause, () => this.open())
  }

  private open(): void {
    this.opening = this.parts.open().then(
      (link) => this.take(link),
      (error: unknown) => this.failed(error),
    )
  }

  private async take(link: Link): Promise<void> {
    if (this.isStopped) return link.close()
    const again = this.wasOpen
    this.wasOpen = true
    this.parts.onLink(link, again)
  }

  private failed(error: unknown): void {
    if (error instanceof PortOpenError) this.setState(error.code, error.hint)
    else this.setState('failed', null)
    this.tried()
    this.retry()
  }

  private setState(state: PortState, hint: string | null): void {
    if (state === this.state && hint === this.hint) return
    const wasDown = this.state !== 'open' && this.state !== 'opening'
    if (state === 'open' || !wasDown) this.since = this.parts.clock.now().wall
    this.state = state
    this.hint = hint
    this.parts.onState()
  }
}
