/** What `decode` does for every protocol that is a stream of frames (contract: "decode"). */
import { concatBytes, fromHex, sameBytes } from './bytes.ts'
import type { FrameScanner } from './frame-scanner.ts'
import type { DriverEffect, ProtocolDriver } from './protocol-driver.ts'

type Shown = Readonly<Record<string, unknown>>

/** The bytes of one line of input, cut as it says; a sentence for the technician where it is wrong. */
export function readChunks(input: Shown): readonly Uint8Array[] | string {
  const hex = input['hex']
  const bytes = typeof hex === 'string' ? fromHex(hex) : undefined
  if (bytes === undefined) return '"hex" must be the bytes as hexadecimal digits, two for each byte'
  if (input['chunks'] === undefined) return [bytes]
  if (!Array.isArray(input['chunks'])) return '"chunks" must be a list of hexadecimal pieces'
  const chunks: Uint8Array[] = []
  for (const piece of input['chunks'] as readonly unknown[]) {
    const chunk = typeof piece === 'string' ? fromHex(piece) : undefined
    if (chunk === undefined) return '"chunks" must be a list of hexadecimal pieces'
    chunks.push(chunk)
  }
  return sameBytes(concatBytes(chunks), bytes) ? chunks : '"chunks" must add up to "hex"'
}

interface Decoded {
  readonly messages: Shown[]
  readonly rejects: string[]
  discardedBytes: number
}

/** What a fresh parser makes of the bytes, and of the silence behind them where it still waits. */
export function decodeStream<Reason extends string>(
  parser: FrameScanner<Reason>,
  chunks: readonly Uint8Array[],
  describe: (frame: Uint8Array) => Shown,
): Shown {
  const sort = (outputs: ReturnType<typeof parser.push>): Decoded => {
    const decoded: Decoded = { messages: [], rejects: [], discardedBytes: 0 }
    for (const output of outputs) {
      if (output.type === 'frame') {
        decoded.messages.push(describe(output.bytes))
      } else {
        decoded.discardedBytes += output.bytes.length
        if (output.reason !== 'noise') decoded.rejects.push(output.reason)
      }
    }
    return decoded
  }
  const { messages, rejects, discardedBytes } = sort(chunks.flatMap((chunk) => parser.push(chunk)))
  const pendingBytes = parser.pendingBytes
  const idle = pendingBytes > 0 ? sort(parser.giveUp()) : undefined
  return {
    messages,
    rejects,
    discardedBytes,
    pendingBytes,
    ...(idle === undefined ? {} : { afterIdle: { messages: idle.messages, rejects: idle.rejects } }),
  }
}

/** Longer than a parser waits for the rest of a frame; what a driver plans for later is not of this line. */
const SILENCE_MS = 1000

/** What the station would make of the bytes when the line then falls silent. */
export function eventsOfStream(driver: ProtocolDriver, chunks: readonly Uint8Array[]): readonly Shown[] {
  const effects: DriverEffect[] = chunks.flatMap((chunk) => [...driver.onBytes(chunk, { wall: 0, mono: 0 })])
  const idleAt = driver.nextDueAt()
  if (idleAt !== undefined && idleAt <= SILENCE_MS) {
    effects.push(...driver.onDue({ wall: idleAt, mono: idleAt }))
  }
  return effects.flatMap((effect) =>
    effect.type === 'event' ? [{ kind: effect.event.kind, value: effect.event.value }] : [],
  )
}
