/** A real process: what it says, how it ends, and its end by its own pid. */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ReadyLineSchema } from '../../shared/api/station-file.ts'
import type { CleanUp } from './clean-up.ts'

/** The same from here and from the bundle in `dist/soak`. */
export const ROOT = join(import.meta.dirname, '..', '..')
export const STATION_CLI = join(ROOT, 'dist', 'station', 'cli.js')
export const CENTRE_CLI = join(ROOT, 'dist', 'care-centre', 'cli.js')

const READY_LIMIT_MS = 90_000
const LAST_WORDS = 20_000

export interface ProgramEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export class Program {
  /** Standard output, line by line. */
  readonly lines: string[] = []
  /** The end of what was said on standard error. */
  words = ''
  /** Resolves when the process has ended and all it said has been read. */
  readonly ended: Promise<ProgramEnd>
  readonly #child: ChildProcess
  #over = false

  constructor(cleanUp: CleanUp, command: string, args: readonly string[]) {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(line))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.words = (this.words + text).slice(-LAST_WORDS)
    })
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => {
        this.#over = true
        resolve({ code, signal })
      })
    })
    cleanUp.add(() => this.end('SIGKILL'))
  }

  get pid(): number {
    const { pid } = this.#child
    if (pid === undefined) throw new Error('the process did not start')
    return pid
  }

  get running(): boolean {
    return !this.#over
  }

  /** The ready line; fails when the process ends first or says nothing for too long. */
  async ready(): Promise<{ readonly url: string; readonly pid: number }> {
    const limit = performance.now() + READY_LIMIT_MS
    while (this.lines.length === 0) {
      if (this.#over) throw new Error(`ended before it was ready: ${this.words}`)
      if (performance.now() > limit) throw new Error(`not ready after ${READY_LIMIT_MS} ms: ${this.words}`)
      await Promise.race([this.ended, new Promise((resolve) => setTimeout(resolve, 5))])
    }
    return ReadyLineSchema.parse(JSON.parse(this.lines[0] ?? ''))
  }

  /** Signals it, unless it is gone already, and waits for its end. */
  end(signal: NodeJS.Signals): Promise<ProgramEnd> {
    if (!this.#over) this.#child.kill(signal)
    return this.ended
  }
}

/** Runs one command of the command line to its end. */
export async function runCommand(
  cleanUp: CleanUp,
  ...argv: readonly string[]
): Promise<Program & ProgramEnd> {
  const program = new Program(cleanUp, process.execPath, [STATION_CLI, ...argv])
  return Object.assign(program, await program.ended)
}
