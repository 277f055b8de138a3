/** What the machine says of itself: room on the disk, and whether its clock is kept right. */
import { access, statfs } from 'node:fs/promises'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { DiskFacts } from './station-conditions.ts'

/** A disk does not fill in less, but for a burst that the database itself tells of. */
const LOOK_EVERY_MS = 30_000
/** systemd-timesyncd keeps this folder, and the file in it once the clock is right. */
const TIMESYNC_FOLDER = '/run/systemd/timesync'

export class MachineWatch {
  /** Null where it can't be told. */
  disk: DiskFacts | null = null
  synchronised: boolean | null = null
  #nextAt: MonotonicMs = Number.NEGATIVE_INFINITY

  constructor(
    private readonly dataFolder: string,
    private readonly timesyncFolder = TIMESYNC_FOLDER,
  ) {}

  async look(now: MonotonicMs): Promise<void> {
    if (now < this.#nextAt) return
    this.#nextAt = now + LOOK_EVERY_MS
    this.disk = await this.#readDisk()
    this.synchronised = (await exists(this.timesyncFolder))
      ? await exists(`${this.timesyncFolder}/synchronized`)
      : null
  }

  async #readDisk(): Promise<DiskFacts | null> {
    try {
      const { bavail, blocks, bsize } = await statfs(this.dataFolder)
      return { free: bavail * bsize, size: blocks * bsize }
    } catch {
      // A file system that does not say; that it fails is told by what is written to it.
      return null
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}
