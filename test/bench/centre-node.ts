/** A real node of the care centre for the bench, and how much of the processor it took. */
import { readFileSync } from 'node:fs'
import type { CleanUp } from '../support/clean-up.ts'
import { CENTRE_CLI, Program } from '../support/program.ts'
import { BENCH_TOKEN } from './centre-load.ts'

/** Ticks of `/proc/PID/stat` in a second, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

export interface CentreNode {
  readonly program: Program
  readonly url: string
}

/** `database`: the arguments that say where its rows go. */
export async function startNode(cleanUp: CleanUp, database: readonly string[]): Promise<CentreNode> {
  const door = ['--token', `*=${BENCH_TOKEN}`]
  const program = new Program(cleanUp, process.execPath, [CENTRE_CLI, ...database, ...door])
  const { url } = await program.ready()
  return { program, url }
}

/** Seconds of processor time since its start, its own and the system's for it. */
export function processorSeconds({ program }: CentreNode): number {
  const stat = readFileSync(`/proc/${String(program.pid)}/stat`, 'utf8')
  // The name in brackets may hold spaces; utime and stime are the 12th and 13th word after it.
  const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(words[11]) + Number(words[12])) / TICKS_PER_SECOND
}
