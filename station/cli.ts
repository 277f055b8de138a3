/** Entry of the station's program: plain Node or Electron's utility process, never a display. */
import { runCli } from './cli/run.ts'

const stop = new AbortController()
let signals = 0
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    signals += 1
    // Whoever asks twice does not want to wait for a clean end; the database does not need one.
    if (signals > 1) process.exit(1)
    stop.abort()
  })
}
// Nobody reads our words any more: no reason to end.
process.stderr.on('error', () => undefined)

const { stdin, stdout, stderr } = process
const exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, stop: stop.signal })
await flushed(stdout)
await flushed(stderr)
process.exit(exitCode)

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve()
    else stream.write('', () => resolve())
  })
}
