/** Frames as they come, for whoever inspects a receiver; nothing is kept while nobody does. */
import type { z } from 'zod'
import type { FramesMessageSchema } from '../../shared/api/technician.ts'

export type FramesMessage = z.infer<typeof FramesMessageSchema>
export type LiveFrame = FramesMessage['frames'][number]

/** At most this many in a message, and one message a second. */
const MOST_FRAMES = 20

export class LiveFrames {
  readonly #watchers = new Map<string, Set<FrameWatcher>>()

  isWatched(receiver: string): boolean {
    return this.#watchers.has(receiver)
  }

  came(receiver: string, frame: LiveFrame): void {
    for (const watcher of this.#watchers.get(receiver) ?? []) watcher.came(frame)
  }

  /** To be ended with `close`. */
  watch(receiver: string): FrameWatcher {
    const watchers = this.#watchers.get(receiver) ?? new Set()
    const watcher = new FrameWatcher(() => {
      watchers.delete(watcher)
      if (watchers.size === 0) this.#watchers.delete(receiver)
    })
    watchers.add(watcher)
    this.#watchers.set(receiver, watchers)
    return watcher
  }
}

export class FrameWatcher {
  #frames: LiveFrame[] = []
  #skipped = 0

  constructor(readonly close: () => void) {}

  came(frame: LiveFrame): void {
    if (this.#frames.length < MOST_FRAMES) this.#frames.push(frame)
    else this.#skipped += 1
  }

  /** What came since the last time; undefined when nothing did. */
  take(): FramesMessage | undefined {
    if (this.#frames.length === 0) return undefined
    const message = { frames: this.#frames, skipped: this.#skipped }
    this.#frames = []
    this.#skipped = 0
    return message
  }
}
