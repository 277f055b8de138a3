import type { PathFailure } from '../../shared/api/centre-paths.ts'
import type {
  HandledCommand,
  LateDelivery,
  MessagesReply,
  PathKind,
  StationMessage,
} from '../../shared/wire/centre-messages.ts'

export interface MessagesBody {
  readonly messages: readonly StationMessage[]
  readonly handled: readonly HandledCommand[]
  /** Left out where nothing waited for a lost path. */
  readonly late?: LateDelivery
}

/**
 * Why a request was not answered with an acknowledgement; each is "not delivered" and tried again.
 * `refused` and `too-large` speak of the body, the others of the path. Each has its words in the locale files.
 */
export type SendFailure = PathFailure

export type SendResult =
  | { readonly ok: true; readonly reply: MessagesReply }
  | { readonly ok: false; readonly code: SendFailure; readonly retryAfterMs: number | undefined }

/** One way to the centre. */
export interface OutboxTransport {
  readonly kind: PathKind
  /** Most messages of one body; a way that carries one message at a time says 1. */
  readonly mostMessages: number
  /** False where the way knows no commands: `handled` and `late` are then left out of its bodies. */
  readonly carriesCommands: boolean
  /**
   * Never throws, and ends within `limitMs` (milliseconds) with an answer or `timeout`. What can be known at once, as
   * of a refused connection, is told at once. Several may be under way at a time.
   */
  send(body: MessagesBody, limitMs: number): Promise<SendResult>
  /**
   * Answers that no `send` waits for any more, or that come unasked (a push of commands, an acknowledgement after
   * its time), and `onStray` for what came and answers nothing of ours. Called once, before the first `send`.
   */
  listen?(onReply: (reply: MessagesReply) => void, onStray: () => void): void
  close(): Promise<void>
}
