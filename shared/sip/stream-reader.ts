/**
 * Messages out of a TCP or TLS stream (RFC 3261 18.3): however it is cut, the messages are the same. What cannot be
 * read ends the stream, because nobody knows where the next message begins.
 */
import { LONGEST_BODY_BYTES, LONGEST_HEAD_BYTES, type SipMessage } from './message.ts'
import { endOfHead, readHead, type SipFault, type SipHead } from './read-message.ts'

export type StreamOutput =
  | { readonly type: 'message'; readonly message: SipMessage }
  /** Two line ends between messages: "are you there?" (RFC 5626 3.5.1). */
  | { readonly type: 'ping' }
  /** The last output; `message` is the head of the one at fault, where it could be read. */
  | { readonly type: 'broken'; readonly fault: SipFault; readonly message?: SipMessage | undefined }

const LF = 10
const CR = 13

export class SipStreamReader {
  #pending = new Uint8Array(0)
  #searched = 0
  #lineEnds = 0
  #head: SipHead | undefined
  #isBroken = false

  /** Bytes of a message that is not whole yet. */
  get pendingBytes(): number {
    return this.#pending.length
  }

  push(chunk: Uint8Array): StreamOutput[] {
    if (this.#isBroken) return []
    this.#pending = concat(this.#pending, chunk)
    const outputs: StreamOutput[] = []
    for (let output = this.#next(outputs); output !== undefined; output = this.#next(outputs)) {
      outputs.push(output)
      if (output.type === 'broken') {
        this.#isBroken = true
        this.#pending = new Uint8Array(0)
        break
      }
    }
    return outputs
  }

  #next(outputs: StreamOutput[]): StreamOutput | undefined {
    if (this.#head === undefined) {
      this.#skipLineEnds(outputs)
      const end = endOfHead(this.#pending, Math.max(0, this.#searched - 3))
      if ((end ?? this.#pending.length) > LONGEST_HEAD_BYTES) return { type: 'broken', fault: 'too-long' }
      if (end === undefined) {
        this.#searched = this.#pending.length
        return undefined
      }
      const result = readHead(this.#pending.subarray(0, end))
      if (!result.ok) return { type: 'broken', fault: result.fault }
      const { message, bodyBytes } = result.head
      // A stream needs the length (RFC 3261 20.14); guessing it would swallow the next alarm.
      if (bodyBytes === undefined) return { type: 'broken', fault: 'bad-length', message }
      if (bodyBytes > LONGEST_BODY_BYTES) return { type: 'broken', fault: 'too-long', message }
      this.#head = result.head
      this.#take(end)
    }
    const { message, bodyBytes = 0 } = this.#head
    if (this.#pending.length < bodyBytes) return undefined
    const body = this.#pending.slice(0, bodyBytes)
    this.#take(bodyBytes)
    this.#head = undefined
    return { type: 'message', message: { ...message, body } }
  }

  #skipLineEnds(outputs: StreamOutput[]): void {
    let at = 0
    for (; this.#pending[at] === CR || this.#pending[at] === LF; at += 1) {
      if (this.#pending[at] !== LF) continue
      this.#lineEnds += 1
      if (this.#lineEnds % 2 === 0) outputs.push({ type: 'ping' })
    }
    if (at < this.#pending.length) this.#lineEnds = 0
    if (at > 0) this.#take(at)
  }

  #take(count: number): void {
    this.#pending = this.#pending.slice(count)
    this.#searched = 0
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}
