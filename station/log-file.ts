/** A rotated log file that survives a disk that does not take it: lines are counted as lost, then it tries again. */
import { createStream, type RotatingFileStream } from 'rotating-file-stream'

/** Lines waiting for the disk, in bytes; what is above is lost and counted. */
const WAITING_LIMIT_BYTES = 1024 * 1024
const PAUSE_AFTER_FAILURE_MS = 10_000

export interface LogFileLimits {
  /** Of one file; `10M`. */
  readonly size: `${number}M` | `${number}K` | `${number}B`
  /** Old files kept beside the one being written. */
  readonly oldFiles: number
}

export class LogFile {
  readonly #folder: string
  readonly #limits: LogFileLimits
  #stream: RotatingFileStream | undefined
  #failedAt: number | undefined
  #lost = 0

  constructor(folder: string, limits: LogFileLimits = { size: '10M', oldFiles: 9 }) {
    this.#folder = folder
    this.#limits = limits
  }

  write(line: string): void {
    const stream = this.#current()
    if (stream === undefined || stream.writableLength > WAITING_LIMIT_BYTES) {
      this.#lost += 1
      return
    }
    if (this.#lost > 0) {
      stream.write(`${JSON.stringify({ level: 'warn', lost: this.#lost, msg: 'log lines were lost' })}\n`)
      this.#lost = 0
    }
    stream.write(line)
  }

  close(): Promise<void> {
    const stream = this.#stream
    this.#stream = undefined
    if (stream === undefined || stream.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      stream.once('close', () => resolve())
      stream.once('error', () => resolve())
      stream.end()
    })
  }

  #current(): RotatingFileStream | undefined {
    if (this.#stream !== undefined) return this.#stream
    if (this.#failedAt !== undefined && performance.now() - this.#failedAt < PAUSE_AFTER_FAILURE_MS)
      return undefined
    const stream = createStream('station.log', {
      path: this.#folder,
      size: this.#limits.size,
      rotate: this.#limits.oldFiles,
      mode: 0o600,
    })
    stream.on('error', () => {
      if (this.#stream !== stream) return
      this.#stream = undefined
      this.#failedAt = performance.now()
      stream.destroy()
    })
    this.#stream = stream
    return stream
  }
}
