/** A station as it runs in a building: its own process, the command line of the contract. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StationFileSchema } from '../../shared/api/station-file.ts'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import type { CleanUp } from './clean-up.ts'
import { Program, STATION_CLI, type ProgramEnd } from './program.ts'

const HealthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  database: z.string(),
  ports: z.array(z.object({ path: z.string(), protocol: z.string(), state: z.string() })),
  centre: z.object({ link: z.string() }),
  openAlarms: z.number(),
  outbox: z.object({ waiting: z.number(), oldestSeconds: z.number() }),
})
export type Health = z.infer<typeof HealthSchema> & { readonly code: number }

export interface StationStart {
  readonly data: string
  readonly configuration?: ConfigurationText
  /** Where the next start must listen as well; absent: where there is room. */
  readonly listen?: string
  /** Words before the command, such as those that enter a namespace. */
  readonly prefix?: readonly string[]
}

export class StationProcess {
  constructor(
    readonly data: string,
    readonly program: Program,
    readonly url: string,
    /** Of the station itself, also when a prefix runs around it. */
    readonly pid: number,
  ) {}

  /** The same station with its data folder where this process can read it. */
  seenAt(data: string): StationProcess {
    return new StationProcess(data, this.program, this.url, this.pid)
  }

  async health(): Promise<Health> {
    const answer = await fetch(`${this.url}/healthz`)
    return { ...HealthSchema.parse(await answer.json()), code: answer.status }
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.url}/metrics`)).text()
  }

  async address(): Promise<z.infer<typeof StationFileSchema>> {
    return StationFileSchema.parse(JSON.parse(await readFile(join(this.data, 'station.json'), 'utf8')))
  }

  /** kill -9 on the station itself. */
  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL')
    await this.program.ended
  }

  stop(): Promise<ProgramEnd> {
    return this.program.end('SIGTERM')
  }
}

/** Starts the process and does not wait for its ready line. */
export async function launchStation(cleanUp: CleanUp, start: StationStart): Promise<Program> {
  const { data, configuration, prefix = [] } = start
  const argv = [...prefix, process.execPath, STATION_CLI, 'station', '--data', data]
  if (configuration !== undefined) {
    const file = `${data}.configuration.json`
    await writeFile(file, JSON.stringify(configuration, null, 2))
    cleanUp.add(() => rm(file, { force: true }))
    argv.push('--config', file)
  }
  if (start.listen !== undefined) argv.push('--listen', start.listen)
  return new Program(cleanUp, argv[0] ?? '', argv.slice(1))
}

/** Resolves when the station receives alarms. */
export async function startStation(cleanUp: CleanUp, start: StationStart): Promise<StationProcess> {
  const program = await launchStation(cleanUp, start)
  const { url, pid } = await program.ready()
  return new StationProcess(start.data, program, url, pid)
}
