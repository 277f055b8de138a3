/** `station` and `training`: runs until Ctrl-C or SIGTERM; one ready line on standard output. */
import { untilStopped, type CliIo } from './io.ts'
import { JsonLines } from './json-lines.ts'
import { listenOption } from './listen-option.ts'

/** A port or a centre that hangs must not keep a stopping station: the database needs no clean end. */
const LONGEST_STOP_MS = 10_000

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
  let stopped = false
  try {
    if (!io.stop.aborted) {
      await new JsonLines(io.stdout).write({ ready: true, url: running.url, pid: running.pid })
    }
    await untilStopped(io.stop)
  } finally {
    stopped = await within(LONGEST_STOP_MS, running.stop())
  }
  if (stopped) return 0
  io.stderr.write('Something hung while stopping and was left behind. What was stored is safe.\n')
  return 1
}

/** Whether `work` ended in time; one that did not is no longer waited for. */
async function within(limitMs: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs)
  })
  try {
    return await Promise.race([work.then(() => true), limit])
  } finally {
    clearTimeout(timer)
  }
}
