/** A pair of pseudo-terminals that can be unplugged and plugged in again. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export class PseudoTerminal {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tryggvakt-pty-'))
  private socat: ChildProcess | null = null
  /** What the station opens, and what the sensor opens. */
  readonly station = join(this.folder, 'station')
  readonly sensor = join(this.folder, 'sensor')

  async plug(): Promise<void> {
    const end = (link: string) => `pty,raw,echo=0,link=${link}`
    this.socat = spawn('socat', [end(this.station), end(this.sensor)], { stdio: 'ignore' })
    await until(() => existsSync(this.station) && existsSync(this.sensor), 'socat did not make its links')
  }

  async unplug(): Promise<void> {
    const { socat } = this
    this.socat = null
    if (socat === null || socat.exitCode !== null) return
    const ended = new Promise((resolve) => socat.once('exit', resolve))
    socat.kill('SIGTERM')
    await ended
  }

  /** Passes nothing on for so long, as a hub does that is reset; what was written meanwhile comes afterwards. */
  async stall(ms: number): Promise<void> {
    this.socat?.kill('SIGSTOP')
    await pause(ms)
    this.socat?.kill('SIGCONT')
  }

  async dispose(): Promise<void> {
    await this.unplug()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Waits for the event, not for the clock; fails with the sentence (made at that moment) after `limitMs`. */
export async function until(
  happened: () => boolean,
  otherwise: string | (() => string),
  limitMs = 60_000,
): Promise<void> {
  for (const end = performance.now() + limitMs; !happened();) {
    if (performance.now() > end) throw new Error(typeof otherwise === 'string' ? otherwise : otherwise())
    await pause(10)
  }
}
