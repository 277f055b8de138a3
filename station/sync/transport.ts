import type { HandledCommand, MessagesReply, StationMessage } from '../../shared/wire/centre-messages.ts'

export interface MessagesBody {
  readonly messages: readonly StationMessage[]
  readonly handled: readonly HandledCommand[]
}

/**
 * Why a request was not answered with an acknowledgement; each is "not delivered" and tried again.
 * `refused` and `too-large` speak of the body, the others of the path.
 */
export type SendFailure =
  | 'unreachable'
  | 'timeout'
  | 'unauthorised'
  | 'too-large'
  | 'overloaded'
  | 'cannot-store'
  | 'refused'
  | 'bad-answer'

export type SendResult =
  | { readonly ok: true; readonly reply: MessagesReply }
  | { readonly ok: false; readonly code: SendFailure; readonly retryAfterMs: number | undefined }

/** One way to the centre. `send` never throws and ends within its own time limit. */
export interface OutboxTransport {
  send(body: MessagesBody): Promise<SendResult>
  close(): Promise<void>
}
