/** A real node of the care centre for the bench. */
import type { CleanUp } from '../support/clean-up.ts'
import { CENTRE_CLI, Program } from '../support/program.ts'
import { BENCH_TOKEN } from './centre-load.ts'

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
