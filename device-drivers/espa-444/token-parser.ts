/**
 * Cuts the line into tokens (espa-444.md, sections 2 to 4). Byte for byte, so that it makes no difference how
 * they are cut into reads. The byte after ETX is the BCC whatever its value; only SOH and EOT end a block
 * early; outside a block what is no token is skipped.
 */
import { ACK, ENQ, EOT, ETX, NAK, SOH, digitOf } from './characters.ts'

/** More bytes without an end are no block. */
const MAX_BLOCK_BYTES = 1024

export type EspaToken =
  | { readonly type: 'eot'; readonly bytes: Uint8Array }
  /** `address`: the digit before it, null for a lone one. */
  | { readonly type: 'enq'; readonly bytes: Uint8Array; readonly address: string | null }
  | { readonly type: 'ack'; readonly bytes: Uint8Array }
  /** `prefix`: the reason, null where none stands before it. */
  | { readonly type: 'nak'; readonly bytes: Uint8Array; readonly prefix: string | null }
  /** From SOH to BCC; nobody has judged it yet. */
  | { readonly type: 'block'; readonly bytes: Uint8Array }

type DiscardReason = 'noise' | 'blockAborted' | 'blockTooLong' | 'blockTimedOut'

export type EspaOutput =
  EspaToken | { readonly type: 'discard'; readonly reason: DiscardReason; readonly bytes: Uint8Array }

export class EspaTokenParser {
  private readonly block = new Uint8Array(MAX_BLOCK_BYTES)
  private blockLength = 0
  /** The block has its ETX: the next byte is the BCC. */
  private closing = false
  /** A digit outside a block, until the next byte says what it is. */
  private digit: number | null = null

  get pendingBytes(): number {
    return this.blockLength + (this.digit === null ? 0 : 1)
  }

  push(chunk: Uint8Array): EspaOutput[] {
    const outputs: EspaOutput[] = []
    let noise: number[] = []
    const flushNoise = () => {
      if (noise.length > 0) outputs.push({ type: 'discard', reason: 'noise', bytes: Uint8Array.from(noise) })
      noise = []
    }
    for (const byte of chunk) {
      const output = this.blockLength > 0 ? this.inBlock(byte) : this.outside(byte, noise)
      if (output === null) continue
      flushNoise()
      outputs.push(...output)
    }
    flushNoise()
    return outputs
  }

  /** The line has been silent for too long inside a block, or behind a digit: both are given up. */
  giveUp(): EspaOutput[] {
    const digit = this.digit
    this.digit = null
    if (digit !== null) return [{ type: 'discard', reason: 'noise', bytes: Uint8Array.of(digit) }]
    return this.blockLength > 0 ? [this.dropBlock('blockTimedOut')] : []
  }

  private inBlock(byte: number): EspaOutput[] | null {
    if (this.closing) {
      this.append(byte)
      return [{ type: 'block', bytes: this.takeBlock() }]
    }
    if (byte === SOH) {
      const dropped = this.dropBlock('blockAborted')
      this.append(byte)
      return [dropped]
    }
    if (byte === EOT) return [this.dropBlock('blockAborted'), { type: 'eot', bytes: Uint8Array.of(byte) }]
    // The BCC must still find room.
    if (this.blockLength === MAX_BLOCK_BYTES - 1) {
      this.append(byte)
      return [this.dropBlock('blockTooLong')]
    }
    this.append(byte)
    this.closing = byte === ETX
    return null
  }

  private outside(byte: number, noise: number[]): EspaOutput[] | null {
    const before = this.digit
    this.digit = null
    if (byte === ENQ || byte === NAK) {
      const digit = digitOf(before ?? undefined)
      const bytes = Uint8Array.from(before === null ? [byte] : [before, byte])
      return [byte === ENQ ? { type: 'enq', bytes, address: digit } : { type: 'nak', bytes, prefix: digit }]
    }
    if (before !== null) noise.push(before)
    if (byte === EOT) return [{ type: 'eot', bytes: Uint8Array.of(byte) }]
    if (byte === ACK) return [{ type: 'ack', bytes: Uint8Array.of(byte) }]
    if (byte === SOH) {
      this.append(byte)
      return []
    }
    if (digitOf(byte) === null) noise.push(byte)
    else this.digit = byte
    return null
  }

  private append(byte: number): void {
    this.block[this.blockLength] = byte
    this.blockLength += 1
  }

  private dropBlock(reason: DiscardReason): EspaOutput {
    return { type: 'discard', reason, bytes: this.takeBlock() }
  }

  private takeBlock(): Uint8Array {
    const bytes = this.block.slice(0, this.blockLength)
    this.blockLength = 0
    this.closing = false
    return bytes
  }
}
