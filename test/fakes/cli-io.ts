/** Streams of a command in memory. */
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { CliIo } from '../../station/cli/io.ts'
import { runCli } from '../../station/cli/run.ts'

export interface CliRun {
  readonly exitCode: number
  readonly lines: readonly Record<string, unknown>[]
  readonly words: string
}

/** Runs a command to its end with this text on standard input. */
export async function cli(argv: readonly string[], input: string | readonly string[] = ''): Promise<CliRun> {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const io: CliIo = {
    stdin: Readable.from(
      typeof input === 'string' ? [Buffer.from(input)] : input.map((part) => Buffer.from(part)),
    ),
    stdout,
    stderr,
    stop: new AbortController().signal,
  }
  const out = text(stdout)
  const words = text(stderr)
  const exitCode = await runCli(argv, io)
  stdout.end()
  stderr.end()
  const lines = (await out).split('\n').filter((line) => line !== '')
  return {
    exitCode,
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    words: await words,
  }
}
