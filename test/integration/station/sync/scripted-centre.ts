/** A care centre that answers as it is told; only the wire is missing, the outbox and the rows are real. */
import type { AlarmMessage, HandledCommand, MessagesReply } from '../../../../shared/wire/centre-messages.ts'
import type {
  MessagesBody,
  OutboxTransport,
  SendFailure,
  SendResult,
} from '../../../../station/sync/transport.ts'
import { waitUntil } from '../../../support/wait-until.ts'

export type Answer = (
  messages: readonly AlarmMessage[],
  body: MessagesBody,
) => SendResult | Promise<SendResult>

export const takes: Answer = (_alarms, { messages }) => reply({ acknowledged: messages.map(({ id }) => id) })

export function reply(part: Partial<MessagesReply>): SendResult {
  return { ok: true, reply: { acknowledged: [], rejected: [], commands: [], ...part } }
}

export function fails(code: SendFailure, retryAfterMs?: number): SendResult {
  return { ok: false, code, retryAfterMs }
}

export class ScriptedCentre implements OutboxTransport {
  readonly kind = 'https'
  readonly mostMessages: number = 50
  readonly carriesCommands: boolean = true
  /** Bodies with alarm messages, in the order in which they came. */
  readonly bodies: AlarmMessage[][] = []
  readonly heartbeats: MessagesBody[] = []
  /** What each body with alarm messages said of its lateness. */
  readonly lates: MessagesBody['late'][] = []
  /** Results of commands, by the command's id, from whatever body brought them. */
  readonly handled = new Map<string, HandledCommand>()
  answer: Answer = takes
  answerHeartbeat: Answer = takes
  closed = false

  async send(body: MessagesBody): Promise<SendResult> {
    const messages = body.messages.filter((message): message is AlarmMessage => message.type !== 'heartbeat')
    for (const result of body.handled) this.handled.set(result.id, result)
    if (messages.length === 0) {
      this.heartbeats.push(body)
      return await this.answerHeartbeat([], body)
    }
    this.bodies.push(messages)
    this.lates.push(body.late)
    return await this.answer(messages, body)
  }

  close(): Promise<void> {
    this.closed = true
    return Promise.resolve()
  }

  /** `device/sequence` of every message that came, repeats included. */
  get heard(): string[] {
    return this.bodies.flat().map(({ deviceId, sequence }) => `${deviceId ?? 'station'}/${String(sequence)}`)
  }

  async heardOf(count: number): Promise<string[]> {
    await waitUntil(
      () => this.heard.length >= count,
      () => `the centre heard only ${this.heard.join(' ')}`,
    )
    return this.heard
  }
}
