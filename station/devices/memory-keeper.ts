/**
 * Stores what drivers remember without an event (an accepted counter of a quiet beacon). Taken together while
 * the writer is busy; refused by a full disk it waits and is tried again, the latest value of each key.
 */
import type { DeviceMemory } from '../../device-drivers/protocol-driver.ts'
import { writeMemory, type DeviceRemembers } from '../store/memory-rows.ts'
import type { WriteQueue } from '../store/write-queue.ts'

const RETRY_MS = 1_000

export class MemoryKeeper {
  /** One entry a device, so it is as small as the house. */
  #waiting = new Map<string, DeviceMemory>()
  #writing: Promise<boolean> | undefined
  #retry: NodeJS.Timeout | undefined

  constructor(
    private readonly writeQueue: WriteQueue,
    private readonly onError: (reason: string) => void,
  ) {}

  keep({ deviceId, memory }: DeviceRemembers): void {
    this.#waiting.set(deviceId, { ...this.#waiting.get(deviceId), ...memory })
    if (this.#retry === undefined) void this.#write()
  }

  /** What waits is tried once more, for a stop. */
  async flush(): Promise<void> {
    clearTimeout(this.#retry)
    this.#retry = undefined
    await this.#write()
    clearTimeout(this.#retry)
    this.#retry = undefined
  }

  async #write(): Promise<void> {
    if (this.#writing !== undefined) {
      const stored = await this.#writing
      if (!stored) return
    }
    if (this.#waiting.size === 0) return
    this.#writing ??= this.#writeAll()
    await this.#writing
  }

  async #writeAll(): Promise<boolean> {
    let taken = new Map<string, DeviceMemory>()
    try {
      await this.writeQueue.run('routine', async (transaction) => {
        taken = this.#waiting
        this.#waiting = new Map()
        await writeMemory(
          transaction,
          [...taken].map(([deviceId, memory]) => ({ deviceId, memory })),
        )
      })
      return true
    } catch (error) {
      this.onError(error instanceof Error ? error.name : 'unknown')
      for (const [deviceId, memory] of taken) {
        this.#waiting.set(deviceId, { ...memory, ...this.#waiting.get(deviceId) })
      }
      this.#retry = setTimeout(() => {
        this.#retry = undefined
        void this.#write()
      }, RETRY_MS)
      return false
    } finally {
      this.#writing = undefined
    }
  }
}
