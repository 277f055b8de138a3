/**
 * An open line that carries bytes: a serial port, or a simulated one. A link lives once: when it is closed, or
 * lost, a new one is opened, and no listener survives (style pitfall 10).
 */
import type { PortState } from '../../shared/api/board.ts'
import type { Moment, SerialLine } from '../protocol-driver.ts'

export interface ByteLink {
  /** Bytes as they come, with the moment at which they were read. One listener, set before anything else. */
  onBytes(listener: (chunk: Uint8Array, at: Moment) => void): void
  /** The line is gone without `close` having been called; comes at most once. */
  onClose(listener: (reason: string) => void): void
  write(bytes: Uint8Array): void
  /** Another speed without letting go of the port. */
  setBaudRate(baudRate: number): void
  /** Stops reading: bytes wait in the operating system's and the stream's buffers. */
  pause(): void
  resume(): void
  /** Resolves when the port is free again (style pitfall 11); never rejects, may be called twice. */
  close(): Promise<void>
}

export type OpenLink = (path: string, line: SerialLine) => Promise<ByteLink>

/** Why a port did not open, in the words of the board, and what a technician runs next. */
export class PortOpenError extends Error {
  constructor(
    readonly code: Exclude<PortState, 'open' | 'opening' | 'lost'>,
    readonly hint: string | null,
    message: string,
  ) {
    super(message)
    this.name = 'PortOpenError'
  }
}
