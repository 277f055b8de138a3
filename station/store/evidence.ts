/**
 * Wire evidence: what came over a port and became no event. Kept because the first question after "why did
 * it not ring?" is what the device really sent. A ring of rows, written in the routine lane, at most once a
 * second: garbage at wire speed must cost an alarm nothing.
 */
import type { Instant } from '../../shared/domain/time.ts'
import { insertRows } from './insert.ts'
import type { WriteQueue } from './write-queue.ts'

/** Rows kept in all, and taken from one second; what is over is counted by the port, not kept. */
const MOST_ROWS = 10_000
const MOST_PER_WRITE = 100
/** Longest piece kept in one row, in bytes: the longest frame of any protocol and some noise around it. */
const LONGEST_PIECE = 2_048
const PAUSE_MS = 1_000

interface Piece {
  readonly port: string
  readonly at: Instant
  readonly reason: string
  readonly raw: string
}

export class EvidenceKeeper {
  #pieces: Piece[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly writeQueue: WriteQueue,
    private readonly onError: (code: string) => void,
  ) {}

  keep(port: string, at: Instant, reason: string, bytes: Uint8Array): void {
    const raw = Buffer.from(bytes.subarray(0, LONGEST_PIECE)).toString('hex')
    const last = this.#pieces.at(-1)
    // A refused candidate costs one byte, so noise comes byte by byte: one row for a run of it.
    if (last?.port === port && last.reason === reason && last.raw.length + raw.length <= 2 * LONGEST_PIECE) {
      this.#pieces[this.#pieces.length - 1] = { ...last, raw: last.raw + raw }
      return
    }
    if (this.#pieces.length >= MOST_PER_WRITE) return
    this.#pieces.push({ port, at, reason, raw })
    this.#timer ??= setTimeout(() => void this.flush(), PAUSE_MS)
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const pieces = this.#pieces
    this.#pieces = []
    if (pieces.length === 0) return
    try {
      await this.writeQueue.run('routine', async (transaction) => {
        const rows = pieces.map(({ port, at, reason, raw }) => [port, at, reason, raw])
        await insertRows(transaction, 'wire_evidence', ['port', 'at', 'reason', 'raw'], rows)
        await transaction.run(
          'DELETE FROM wire_evidence WHERE position <= (SELECT max(position) FROM wire_evidence) - ?',
          [MOST_ROWS],
        )
      })
    } catch (error) {
      this.onError(error instanceof Error ? error.message : 'unknown')
    }
  }
}
