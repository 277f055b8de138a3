/**
 * Keeps a station running for this desktop: attaches to one that runs on the data folder, else starts one in a
 * utility process, and does either again whenever it goes away or no longer answers. Never gives up.
 */
import { utilityProcess, type UtilityProcess } from 'electron'
import type { ShellState } from '../shared/api/shell.ts'
import { ReadyLineSchema } from '../shared/api/station-file.ts'
import { LastWords, LineReader } from './line-reader.ts'
import { countsAsFailed, pauseBeforeRestartMs, STEADY_MS } from './restart-policy.ts'
import { addressForPage } from './page-address.ts'
import { findRunningStation, processLives, readStationFile, type RunningStation } from './running-station.ts'
import { watchStation } from './station-watch.ts'

const ATTACHED_CHECK_MS = 500
const ADDRESS_CHECK_MS = 500
/** A station that is told to end commits and closes in well under this. */
const END_LIMIT_MS = 8_000

export interface StationPlan {
  /** `dist/station/cli.js`. */
  readonly entry: string
  /** E.g. `['station', '--data', DIR]`. */
  readonly args: readonly string[]
  readonly dataFolder: string
  /** Words for a station that will not start, before its own last words. */
  readonly failedWords: (lastWords: string) => string
  readonly onState: (state: ShellState) => void
  /** A station that runs no longer answers: an owned one is ended and started anew, an attached one left alone. */
  readonly onFrozen: (bond: 'owned' | 'attached', pid: number) => void
  /** A frozen one that was left alone answers again, or is gone. */
  readonly onThawed: () => void
}

export type StationBond = 'none' | 'owned' | 'attached'

export class StationProcess {
  readonly #plan: StationPlan
  #state: ShellState = { phase: 'starting' }
  #bond: StationBond = 'none'
  #child: UtilityProcess | undefined
  #timer: NodeJS.Timeout | undefined
  #endWatch: () => void = () => undefined
  #attempts = 0
  #restarts = -1
  #ended = false

  constructor(plan: StationPlan) {
    this.#plan = plan
  }

  get state(): ShellState {
    return this.#state
  }

  get bond(): StationBond {
    return this.#bond
  }

  /** How often it was started or attached to anew since the first time. */
  get restarts(): number {
    return Math.max(0, this.#restarts)
  }

  start(): void {
    void this.#attachOrFork()
  }

  /** Ends an owned station and waits for it; an attached one goes on. */
  async end(): Promise<void> {
    this.#ended = true
    clearTimeout(this.#timer)
    this.#endWatch()
    const child = this.#child
    if (child?.pid === undefined) return
    const pid = child.pid
    await new Promise<void>((resolve) => {
      const killer = setTimeout(() => {
        if (processLives(pid)) process.kill(pid, 'SIGKILL')
        resolve()
      }, END_LIMIT_MS)
      child.once('exit', () => {
        clearTimeout(killer)
        resolve()
      })
      child.kill()
    })
  }

  #setState(state: ShellState): void {
    this.#state = state
    this.#plan.onState(state)
  }

  #later(ms: number, work: () => Promise<void>): void {
    if (this.#ended) return
    this.#timer = setTimeout(() => void work(), ms)
  }

  async #attachOrFork(): Promise<void> {
    const running = await findRunningStation(this.#plan.dataFolder)
    if (this.#ended) return
    this.#restarts += 1
    if (running === undefined) this.#fork()
    else this.#attach(running)
  }

  #attach(running: RunningStation): void {
    this.#bond = 'attached'
    this.#attempts = 0
    this.#setState({ phase: 'ready', address: addressForPage(running.address) })
    this.#watch(running.address.url, () => {
      this.#plan.onFrozen('attached', running.pid)
    })
    const check = async (): Promise<void> => {
      const file = await readStationFile(this.#plan.dataFolder)
      if (processLives(running.pid) && file?.pid === running.pid) {
        this.#later(ATTACHED_CHECK_MS, check)
        return
      }
      if (this.#ended) return
      this.#endWatch()
      this.#plan.onThawed()
      this.#bond = 'none'
      this.#setState({ phase: 'starting' })
      await this.#attachOrFork()
    }
    this.#later(ATTACHED_CHECK_MS, check)
  }

  #fork(): void {
    const startedAt = performance.now()
    const words = new LastWords()
    const child = utilityProcess.fork(this.#plan.entry, [...this.#plan.args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      serviceName: 'Tryggvakt station',
    })
    this.#child = child
    this.#bond = 'owned'
    let ready = false
    const output = new LineReader((line) => {
      const pid = ready ? undefined : readyPid(line)
      if (pid === undefined) return
      ready = true
      void this.#becomeReady(child, pid)
    })
    const complaints = new LineReader((line) => {
      words.add(line)
    })
    child.stdout?.on('data', (chunk: Buffer) => {
      output.push(chunk.toString('utf8'))
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints.push(chunk.toString('utf8'))
    })
    child.once('exit', (code) => {
      this.#child = undefined
      this.#bond = 'none'
      this.#endWatch()
      if (this.#ended) return
      const steady = ready && performance.now() - startedAt > STEADY_MS
      const attempt = steady ? 0 : this.#attempts
      this.#attempts = attempt + 1
      const failed = !ready && countsAsFailed(this.#attempts, code)
      this.#setState(
        failed ? { phase: 'failed', words: this.#plan.failedWords(words.text) } : { phase: 'starting' },
      )
      this.#later(pauseBeforeRestartMs(attempt, code), () => this.#attachOrFork())
    })
  }

  async #becomeReady(child: UtilityProcess, pid: number): Promise<void> {
    const file = await readStationFile(this.#plan.dataFolder)
    if (this.#ended || this.#child !== child) return
    if (file?.pid !== pid) {
      // On a full disk it receives alarms before there is room for its address.
      this.#later(ADDRESS_CHECK_MS, () => this.#becomeReady(child, pid))
      return
    }
    this.#setState({ phase: 'ready', address: addressForPage(file) })
    this.#watch(file.url, () => {
      this.#plan.onFrozen('owned', pid)
      // A frozen process takes no other signal; what was committed is safe, and its end starts it anew.
      if (processLives(pid)) process.kill(pid, 'SIGKILL')
    })
  }

  #watch(url: string, onFrozen: () => void): void {
    this.#endWatch()
    const onAnswer = (): void => {
      this.#plan.onThawed()
    }
    this.#endWatch = watchStation({ url, onFrozen, onAnswer })
  }
}

/** The process id in a ready line; undefined for any other line. */
function readyPid(line: string): number | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return ReadyLineSchema.safeParse(JSON.parse(line)).data?.pid
  } catch {
    return undefined
  }
}
