/** A disk of a few megabytes that only programs told so can see: a tmpfs in a mount namespace of its own. */
import { copyFile, mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder, type CleanUp } from './clean-up.ts'
import { Program } from './program.ts'
import { waitUntil } from './wait-until.ts'

const BLOCK = Buffer.alloc(4096, 0xaa)

export class SmallDisk {
  private constructor(
    /** Where the programs inside see it. */
    readonly mount: string,
    private readonly holderPid: number,
  ) {}

  static async mounted(cleanUp: CleanUp, mount: string, megabytes: number): Promise<SmallDisk> {
    await mkdir(mount, { recursive: true })
    const script = `mount -t tmpfs -o size=${megabytes}m,mode=700 tmpfs "$0" && echo mounted && exec sleep infinity`
    const holder = new Program(cleanUp, 'unshare', [
      '-m',
      '--propagation',
      'private',
      'sh',
      '-c',
      script,
      mount,
    ])
    await waitUntil(
      () => holder.lines.includes('mounted') || !holder.running,
      () => `no small disk: ${holder.words}`,
    )
    if (!holder.running) throw new Error(`no small disk: ${holder.words}`)
    return new SmallDisk(mount, holder.pid)
  }

  /** Words before a command that make it see the disk. */
  get prefix(): readonly string[] {
    return ['nsenter', '--target', String(this.holderPid), '--mount', '--']
  }

  /** The same folder as it is reached from outside. */
  get outside(): string {
    return `/proc/${this.holderPid}/root${this.mount}`
  }

  /** Leaves not one block free. */
  async fill(): Promise<void> {
    const file = await open(join(this.outside, 'filler'), 'a')
    try {
      for (;;) await file.appendFile(BLOCK)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      await file.close()
    }
  }

  /**
   * A copy of the station's database that can be read from outside (SQLite follows the link in /proc to the
   * wrong folder). Only while nothing is being written: on the full disk, or after the station has ended.
   */
  async copiedDatabase(cleanUp: CleanUp): Promise<string> {
    const folder = await temporaryFolder(cleanUp)
    for (const name of await readdir(this.outside)) {
      if (!/^station\.sqlite(-wal)?$/.test(name)) continue
      await copyFile(join(this.outside, name), join(folder, name))
    }
    return folder
  }

  async makeRoom(): Promise<void> {
    await rm(join(this.outside, 'filler'))
  }
}
