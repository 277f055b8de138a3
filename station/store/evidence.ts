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
  readonly reasons: Set<string>
  raw: string
}

export class EvidenceKeeper {
  #pieces: Piece[] = []
  /** Discarded bytes of each port that still follow one another. */
  readonly #runs = new Map<string, Piece>()
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly writeQueue: WriteQueue,
    private readonly onError: (code: string) => void,
  ) {}

  /** A whole frame that became no event: a row of its own. */
  keepFrame(port: string, at: Instant, reason: string, bytes: Uint8Array): void {
    this.#runs.delete(port)
    this.#add(port, at, reason, hexOf(bytes))
  }

  /**
   * Bytes that belong to no frame. A refused candidate costs one byte, so noise comes byte by byte and for
   * changing reasons: what follows one another on a line is one row, as it stood on the wire.
   */
  keepDiscarded(port: string, at: Instant, reason: string, bytes: Uint8Array): void {
    const raw = hexOf(bytes)
    const run = this.#runs.get(port)
    if (run !== undefined && run.raw.length + raw.length <= 2 * LONGEST_PIECE) {
      run.raw += raw
      run.reasons.add(reason)
      return
    }
    const piece = this.#add(port, at, reason, raw)
    if (piece === undefined) this.#runs.delete(port)
    else this.#runs.set(port, piece)
  }

  #add(port: string, at: Instant, reason: string, raw: string): Piece | undefined {
    if (this.#pieces.length >= MOST_PER_WRITE) return undefined
    const piece = { port, at, reasons: new Set([reason]), raw }
    this.#pieces.push(piece)
    this.#timer ??= setTimeout(() => void this.flush(), PAUSE_MS)
    return piece
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const pieces = this.#pieces
    this.#pieces = []
    this.#runs.clear()
    if (pieces.length === 0) return
    try {
      await this.writeQueue.run('routine', async (transaction) => {
        const rows = pieces.map(({ port, at, reasons, raw }) => [port, at, [...reasons].join(' '), raw])
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

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, LONGEST_PIECE)).toString('hex')
}
