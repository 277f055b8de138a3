/** The one question that waits for its answer: repeated, given up (mr60fda.md, "Rules of the dialogue"). */
import type { MonotonicMs } from '../../shared/domain/time.ts'

export interface Question {
  readonly bytes: Uint8Array
  /** Pause before it is sent again; `Infinity` for what must be sent once. */
  readonly repeatMs: number
  readonly giveUpMs: number
}

export class OpenQuestion<Asked extends Question> {
  private open: { readonly asked: Asked; readonly firstSentAt: MonotonicMs; sentAt: MonotonicMs } | null =
    null

  get asked(): Asked | undefined {
    return this.open?.asked
  }

  /** True when it had to be sent more than once. */
  get wasRepeated(): boolean {
    return this.open !== null && this.open.sentAt > this.open.firstSentAt
  }

  ask(asked: Asked, now: MonotonicMs): Uint8Array {
    this.open = { asked, firstSentAt: now, sentAt: now }
    return asked.bytes
  }

  /** It is answered, or does not matter any more. */
  close(): void {
    this.open = null
  }

  /** What time makes of it: bytes to send again, the question itself when it is given up, or nothing yet. */
  due(now: MonotonicMs): { readonly again: Uint8Array } | { readonly givenUp: Asked } | null {
    if (this.open === null) return null
    const { asked, firstSentAt, sentAt } = this.open
    if (now - firstSentAt >= asked.giveUpMs) {
      this.open = null
      return { givenUp: asked }
    }
    if (now - sentAt < asked.repeatMs) return null
    this.open.sentAt = now
    return { again: asked.bytes }
  }

  nextDueAt(): MonotonicMs {
    if (this.open === null) return Infinity
    const { asked, firstSentAt, sentAt } = this.open
    return Math.min(sentAt + asked.repeatMs, firstSentAt + asked.giveUpMs)
  }
}
