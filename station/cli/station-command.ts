/** `station` and `training`: runs until Ctrl-C or SIGTERM; one ready line on standard output. */
import { untilStopped, type CliIo } from './io.ts'
import { JsonLines } from './json-lines.ts'
import { listenOption } from './listen-option.ts'

export interface StationCommandOptions {
  readonly data: string
  readonly config?: string
  readonly listen: string
}

interface Running {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

export async function runStation(options: StationCommandOptions, io: CliIo): Promise<number> {
  const listen = listenOption(options.listen)
  const { startStation } = await import('../station.ts')
  return untilTheEnd(io, () =>
    startStation({
      dataFolder: options.data,
      configurationFile: options.config ?? null,
      listen,
      training: null,
    }),
  )
}

export async function runTraining(
  options: { readonly data: string; readonly listen: string; readonly quiet?: boolean },
  io: CliIo,
): Promise<number> {
  const listen = listenOption(options.listen)
  const { startTrainingHome } = await import('../training/training-home.ts')
  return untilTheEnd(io, () =>
    startTrainingHome({
      dataFolder: options.data,
      listen,
      quiet: options.quiet ?? false,
      say: (words) => io.stderr.write(`${words}\n`),
    }),
  )
}

async function untilTheEnd(io: CliIo, start: () => Promise<Running>): Promise<number> {
  const running = await start()
  try {
    if (!io.stop.aborted) {
      await new JsonLines(io.stdout).write({ ready: true, url: running.url, pid: running.pid })
    }
    await untilStopped(io.stop)
  } finally {
    await running.stop()
  }
  return 0
}
