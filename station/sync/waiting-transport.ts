import type { MessagesReply } from '../../shared/wire/centre-messages.ts'
import type { CentrePath } from '../config/configuration.ts'
import { openPath, type TransportContext } from './open-transport.ts'
import type { MessagesBody, OutboxTransport, SendResult } from './transport.ts'

/** A way whose file or secret could not be read when it was opened: tried anew with every send. */
export class WaitingTransport implements OutboxTransport {
  readonly kind
  #opened: OutboxTransport | undefined
  #opening: Promise<OutboxTransport> | undefined
  #onReply: ((reply: MessagesReply) => void) | undefined

  constructor(
    private readonly path: CentrePath,
    private readonly context: TransportContext,
  ) {
    this.kind = path.kind
  }

  get mostMessages(): number {
    return this.#opened?.mostMessages ?? 1
  }

  get carriesCommands(): boolean {
    return this.#opened?.carriesCommands ?? false
  }

  listen(onReply: (reply: MessagesReply) => void): void {
    this.#onReply = onReply
  }

  async send(body: MessagesBody, limitMs: number): Promise<SendResult> {
    const opened = await this.#open()
    if (opened === undefined) return { ok: false, code: 'file-unusable', retryAfterMs: undefined }
    return await opened.send(body, limitMs)
  }

  async close(): Promise<void> {
    await this.#opened?.close()
  }

  /** Two lanes may try at once: they wait for the same. */
  async #open(): Promise<OutboxTransport | undefined> {
    this.#opening ??= this.#openOnce()
    try {
      return await this.#opening
    } catch {
      // Said when the way was opened; that it still fails is told by its state.
      this.#opening = undefined
      return undefined
    }
  }

  async #openOnce(): Promise<OutboxTransport> {
    const opened = await openPath(this.path, this.context)
    if (this.#onReply !== undefined) opened.listen?.(this.#onReply)
    this.#opened = opened
    return opened
  }
}
