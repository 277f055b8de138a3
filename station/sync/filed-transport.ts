import type { MessagesReply } from '../../shared/wire/centre-messages.ts'
import type { CentrePath } from '../config/configuration.ts'
import { openPath, readSecrets, type TransportContext } from './open-transport.ts'
import type { MessagesBody, OutboxTransport, SendFailure, SendResult } from './transport.ts'

/** What another token, password, certificate or authority may end. */
const ABOUT_SECRETS: ReadonlySet<SendFailure> = new Set<SendFailure>([
  'unauthorised',
  'client-certificate',
  'certificate-untrusted',
  'hung-up',
  'tls',
])

interface Opened {
  readonly transport: OutboxTransport
  /** What it was opened with, to be compared. */
  readonly secrets: string
}

/**
 * A way whose secrets lie in files or in the key store. While they cannot be read every send tries anew; and where the
 * other side does not take what it was opened with, it is opened anew as soon as they are others: a token that was
 * changed needs no restart.
 */
export class FiledTransport implements OutboxTransport {
  readonly kind
  #opened: Opened | undefined
  #opening: Promise<Opened> | undefined
  #listeners: Parameters<NonNullable<OutboxTransport['listen']>> | undefined

  constructor(
    private readonly path: CentrePath,
    private readonly context: TransportContext,
  ) {
    this.kind = path.kind
  }

  get mostMessages(): number {
    return this.#opened?.transport.mostMessages ?? 1
  }

  get carriesCommands(): boolean {
    return this.#opened?.transport.carriesCommands ?? false
  }

  listen(onReply: (reply: MessagesReply) => void, onStray: () => void): void {
    this.#listeners = [onReply, onStray]
    this.#opened?.transport.listen?.(onReply, onStray)
  }

  /** @throws where a file cannot be read; the next send tries again. */
  async open(): Promise<void> {
    await this.#open()
  }

  async send(body: MessagesBody, limitMs: number): Promise<SendResult> {
    const opened = await this.#open().catch(() => undefined)
    // Said when the way was opened; that it still fails is told by its state.
    if (opened === undefined) return { ok: false, code: 'file-unusable', retryAfterMs: undefined }
    const result = await opened.transport.send(body, limitMs)
    if (!result.ok && ABOUT_SECRETS.has(result.code)) await this.#renew(opened)
    return result
  }

  async close(): Promise<void> {
    await this.#opened?.transport.close()
  }

  /** Two lanes may try at once: they wait for the same. */
  async #open(): Promise<Opened> {
    this.#opening ??= this.#openOnce()
    try {
      return await this.#opening
    } catch (error) {
      this.#opening = undefined
      throw error
    }
  }

  async #openOnce(): Promise<Opened> {
    const secrets = await readSecrets(this.path)
    const transport = await openPath(this.path, this.context)
    if (this.#listeners !== undefined) transport.listen?.(...this.#listeners)
    this.#opened = { transport, secrets }
    return this.#opened
  }

  /**
   * The next send opens it anew, where its secrets are others by now. A file that cannot be read just now (it is being
   * replaced) changes nothing: the way stands, and its refusal is told by its state.
   */
  async #renew(opened: Opened): Promise<void> {
    const now = await readSecrets(this.path).catch(() => undefined)
    if (now === undefined || now === opened.secrets || this.#opened !== opened) return
    this.#opened = undefined
    this.#opening = undefined
    await opened.transport.close()
  }
}
