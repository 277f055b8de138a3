/** The built desktop client in a real window, on a folder of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { processLives } from '../../../electron/running-station.ts'
import { StationFileSchema, type StationFile } from '../../../shared/api/station-file.ts'
import type { CleanUp } from '../../support/clean-up.ts'
import { ROOT } from '../../support/program.ts'
import { PATIENTLY, waitUntil } from '../../support/wait-until.ts'

const SWITCHES = ['--disable-gpu', '--log-level=3']

/** Root may not use Chromium's sandbox. */
function clientArguments(words: readonly string[]): string[] {
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...SWITCHES, '.', ...words]
}

export class DesktopClient {
  readonly pid: number
  readonly #words: readonly string[]

  private constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
    words: readonly string[],
  ) {
    const { pid } = app.process()
    if (pid === undefined) throw new Error('the client has no process')
    this.pid = pid
    this.#words = words
  }

  /** @param words of the shell's own command line, such as `--data`, DIR */
  static async launched(cleanUp: CleanUp, ...words: readonly string[]): Promise<DesktopClient> {
    const { timeout } = PATIENTLY
    const app = await _electron.launch({ args: clientArguments(words), cwd: ROOT, timeout })
    const { pid } = app.process()
    cleanUp.add(() => endByPid(pid))
    const client = new DesktopClient(app, await app.firstWindow({ timeout }), words)
    client.page.setDefaultTimeout(timeout)
    cleanUp.add(() => client.quit())
    return client
  }

  /** What a person does with the window's own button. */
  async closeWindow(): Promise<void> {
    await this.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.close()
    })
  }

  isVisible(): Promise<boolean> {
    return this.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isVisible()),
    )
  }

  /** Starts the same client once more, as a second double click does; resolves with its exit code when it has ended. */
  async startedAgain(cleanUp: CleanUp): Promise<number | null> {
    const child = spawn(this.app.process().spawnfile, clientArguments(this.#words), {
      cwd: ROOT,
      stdio: 'ignore',
    })
    cleanUp.add(() => endByPid(child.pid))
    const [code] = (await once(child, 'exit')) as [number | null]
    return code
  }

  /** Ends the client as its own menu does, and waits until its process is gone. */
  async quit(): Promise<void> {
    if (!processLives(this.pid)) return
    await this.app.close()
    await untilGone(this.pid)
  }
}

/** The address of the station on a folder that is not `earlier`, once it answers. */
export function stationOn(data: string, earlier?: number): Promise<StationFile> {
  return waitUntil(
    async () => {
      const file = await readFile(join(data, 'station.json'), 'utf8').then(parsed, () => undefined)
      return file !== undefined && file.pid !== earlier && processLives(file.pid) ? file : undefined
    },
    `no station on ${data}`,
    { limitMs: 60_000 },
  )
}

/** Undefined for a file that is just being written. */
function parsed(text: string): StationFile | undefined {
  try {
    return StationFileSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

export async function untilGone(pid: number): Promise<void> {
  await waitUntil(() => !processLives(pid), `process ${pid} still lives`)
}

async function endByPid(pid: number | undefined): Promise<void> {
  if (pid === undefined || !processLives(pid)) return
  process.kill(pid, 'SIGKILL')
  await untilGone(pid)
}
