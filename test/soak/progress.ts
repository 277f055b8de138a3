/** Where a long proof stands: on disk after each piece, so that it goes on where it was ended. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from '../support/program.ts'

const StateSchema = z.object({
  part: z.string(),
  seed: z.number(),
  startedAt: z.string(),
  /** Seconds of work so far, over all runs. */
  seconds: z.number(),
  /** What each finished piece gave. */
  pieces: z.array(z.record(z.string(), z.unknown())),
})
export type SoakState = z.infer<typeof StateSchema>

const FOLDER = join(ROOT, '.data', 'soak')
const fileOf = (part: string) => join(FOLDER, `${part}.json`)

export async function loadState(part: string, newSeed: number): Promise<SoakState> {
  try {
    return StateSchema.parse(JSON.parse(await readFile(fileOf(part), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return { part, seed: newSeed, startedAt: new Date().toISOString(), seconds: 0, pieces: [] }
  }
}

export async function saveState(state: SoakState): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  await writeFile(fileOf(state.part), `${JSON.stringify(state, null, 2)}\n`)
}

export async function forgetState(part: string): Promise<void> {
  await rm(fileOf(part), { force: true })
}
