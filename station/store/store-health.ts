/** Whether alarms can be stored, as the last write and a probe tell; told on every change. */
import type { StoreError } from './store-error.ts'
import type { WriteQueue } from './write-queue.ts'

export type StoreState = 'ok' | 'full' | 'failing'

/** While writing fails, a probe finds out when there is room again, also when nothing else is written. */
const PROBE_PAUSE_MS = 1_000

export class StoreHealth {
  #state: StoreState = 'ok'
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly onChange: (state: StoreState, error: StoreError | undefined) => void) {}

  get state(): StoreState {
    return this.#state
  }

  /**
   * For `WriteQueue`: a refusal by the schema says nothing about the disk. `busy` comes after the writer has
   * waited for its time limit, so alarms can't be stored then either.
   */
  noteOutcome(error: StoreError | undefined): void {
    if (error?.code === 'refused') return
    const state = error === undefined ? 'ok' : error.code === 'full' ? 'full' : 'failing'
    if (state === this.#state) return
    this.#state = state
    this.onChange(state, error)
  }

  startProbing(writeQueue: WriteQueue): void {
    this.#timer = setInterval(() => {
      if (this.#state === 'ok') return
      void writeQueue
        .run('routine', async ({ manager }) => {
          await manager.query(
            `INSERT INTO settings (key, value) VALUES ('probe', hex(randomblob(2048)))
             ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
          )
        })
        .catch((error: unknown) => {
          // Told through noteOutcome already; the next probe follows.
          return error
        })
    }, PROBE_PAUSE_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
