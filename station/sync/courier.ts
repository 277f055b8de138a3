/** Takes a body over one way, and keeps what that says of the way: the same for lanes, heartbeats and tests. */
import type { HeartbeatMessage, MessagesReply } from '../../shared/wire/centre-messages.ts'
import { isoInstant, type MonotonicMs } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import type { WaitingMessage } from '../store/outbox-rows.ts'
import type { Lateness } from './lateness.ts'
import type { Carried } from './path-state.ts'
import type { CommandDesk, Settlement } from './settlement.ts'
import type { MessagesBody, SendFailure, SendResult } from './transport.ts'
import type { Way, Ways } from './ways.ts'

/** What was sent and not answered in time, kept for an answer that comes after all; the oldest go first. */
const MOST_UNANSWERED = 1_000

export interface CourierParts {
  readonly ways: Ways
  readonly settlement: Pick<Settlement, 'settle'>
  readonly commands: CommandDesk
  readonly lateness: Lateness
  readonly clock: Clock
  readonly log: Log
  /** A way answered, if only a heartbeat: every pause ends. */
  readonly onContact: () => void
  /** A way failed that had not failed before. */
  readonly onFailing: () => void
}

export class Courier {
  readonly #unanswered = new Map<string, WaitingMessage>()
  /** The last technical message that a way has taken, and when. */
  #taken: { readonly message: WaitingMessage; readonly at: MonotonicMs } | undefined

  constructor(private readonly parts: CourierParts) {}

  /** Answers that come after their time or unasked; called once for each way before anything is sent over it. */
  listenTo(way: Way): void {
    way.transport.listen?.(
      (reply) => void this.#unasked(way, reply),
      () => {
        this.#strayed(way)
      },
    )
  }

  /**
   * What the way answers to these messages. A way that carries few at a time gets them one body after the other; an
   * answer to the first ones counts also where a later one failed.
   */
  async take(way: Way, batch: readonly WaitingMessage[], limitMs: number): Promise<SendResult> {
    const { lateness, clock } = this.parts
    const acknowledged: string[] = []
    const rejected: MessagesReply['rejected'] = []
    const commands: unknown[] = []
    for (const part of partsOf(batch, way.transport.mostMessages)) {
      const now = clock.wall()
      const late = lateness.of(Math.min(...part.map(({ createdAt }) => createdAt)), now)
      const sentAt = isoInstant(now)
      const messages = part.map(({ body }) => ({ ...body, sentAt }))
      const result = await this.#send(way, part, messages, limitMs, late)
      if (result.ok) {
        acknowledged.push(...result.reply.acknowledged)
        rejected.push(...result.reply.rejected)
        commands.push(...result.reply.commands)
      } else if (acknowledged.length + rejected.length === 0) return result
      else break
    }
    return { ok: true, reply: { acknowledged, rejected, commands } }
  }

  /** A heartbeat; the commands in its answer are taken. Ok only where the answer acknowledges it. */
  async beat(way: Way, heartbeat: HeartbeatMessage, limitMs: number): Promise<SendResult> {
    const result = await this.#send(way, [], [heartbeat], limitMs, undefined)
    if (result.ok) await this.parts.commands.take(result.reply.commands)
    return result
  }

  /**
   * Whether a deaf way takes alarms again: what another way has taken since goes over it as well, in nobody's way; the
   * centre stores an id once. A technical message (the card of this very way is one) calls nobody to a home, also where
   * the way leads to another receiver. Undefined where there is none yet.
   */
  async tryAgain(way: Way, limitMs: number): Promise<SendResult | undefined> {
    const { failingSince } = way.state
    if (failingSince === null || this.#taken === undefined || this.#taken.at < failingSince) return undefined
    const result = await this.take(way, [this.#taken.message], limitMs)
    if (result.ok) await this.parts.commands.take(result.reply.commands)
    return result
  }

  async #send(
    way: Way,
    batch: readonly WaitingMessage[],
    messages: MessagesBody['messages'],
    limitMs: number,
    late: MessagesBody['late'],
  ): Promise<SendResult> {
    const { commands, clock } = this.parts
    const { transport } = way
    const carried = batch.length > 0 ? 'alarms' : 'heartbeat'
    const handled = transport.carriesCommands ? commands.unreported() : []
    const isTold = late !== undefined && transport.carriesCommands
    const result = await transport.send({ messages, handled, ...(isTold ? { late } : {}) }, limitMs)
    if (!result.ok) {
      if (result.code === 'timeout') this.#remember(batch)
      if (isAboutBody(result.code)) {
        way.state.refused(1, batch.length === 1 ? batch.map(({ id }) => id) : [], clock.mono())
      }
      // Alarms whose body is refused say nothing about the way: others must not wait for them. A heartbeat does.
      if (carried === 'heartbeat' || !isAboutBody(result.code)) {
        this.#failed(way, carried, result.code, result.retryAfterMs)
      }
      return result
    }
    this.#noteRefusals(way, batch, result.reply)
    const code =
      carried === 'alarms' ? whyNoProgress(batch, result.reply) : whyNotHeard(messages, result.reply)
    if (code !== undefined) {
      this.#failed(way, carried, code, undefined)
      return { ok: false, code, retryAfterMs: undefined }
    }
    this.#succeeded(way, carried)
    this.#keep(batch, result.reply)
    await commands.reported(handled)
    return result
  }

  #succeeded(way: Way, carried: Carried): void {
    const { clock, lateness, log, onContact } = this.parts
    const now = clock.wall()
    const wasFailing = way.state.failingSince !== null
    way.state.succeeded(carried, now)
    if (way.state.failingSince === null) {
      if (wasFailing) log.info({ path: way.name }, 'a way to the centre answers again')
      lateness.found(now)
    }
    onContact()
  }

  #noteRefusals(
    { state }: Way,
    batch: readonly WaitingMessage[],
    { acknowledged, rejected }: MessagesReply,
  ): void {
    const refused = batch.filter(({ id }) => rejected.some((one) => one.id === id)).map(({ id }) => id)
    state.refused(rejected.length, refused, this.parts.clock.mono())
    if (batch.some(({ id }) => acknowledged.includes(id))) state.took()
  }

  #keep(batch: readonly WaitingMessage[], { acknowledged }: MessagesReply): void {
    const message = batch.find(({ id, body }) => body.category === 'technical' && acknowledged.includes(id))
    if (message !== undefined) this.#taken = { message, at: this.parts.clock.mono() }
  }

  #failed(way: Way, carried: Carried, code: SendFailure, retryAfterMs: number | undefined): void {
    const { ways, clock, lateness, log, onFailing } = this.parts
    const isNew = way.state.lastFailure !== code
    const wasFailing = way.state.failingSince !== null
    way.state.failed(carried, code, retryAfterMs, clock.mono(), clock.wall())
    if (isNew) log.warn({ path: way.name, code }, 'a way to the centre fails')
    if (ways.contact.failingSince !== null) lateness.lost(code, clock.wall())
    if (!wasFailing) onFailing()
  }

  #remember(batch: readonly WaitingMessage[]): void {
    for (const message of batch) {
      this.#unanswered.delete(message.id)
      this.#unanswered.set(message.id, message)
    }
    for (const id of this.#unanswered.keys()) {
      if (this.#unanswered.size <= MOST_UNANSWERED) break
      this.#unanswered.delete(id)
    }
  }

  /** Said once, and counted: whoever floods us with answers fills no log. */
  #strayed({ name, state }: Way): void {
    if (state.strays === 0) this.parts.log.warn({ path: name }, 'an answer came to what nobody asked')
    state.strayed()
  }

  /** Only what was sent counts: the ids of another station's messages, or of none, change nothing. */
  async #unasked(way: Way, reply: MessagesReply): Promise<void> {
    const { settlement, commands, clock, log } = this.parts
    const late = reply.acknowledged.flatMap((id) => this.#unanswered.get(id) ?? [])
    if (late.length < reply.acknowledged.length) this.#strayed(way)
    try {
      if (late.length > 0) {
        this.#succeeded(way, 'alarms')
        way.state.took()
        for (const { id } of late) this.#unanswered.delete(id)
        await settlement.settle(late, { ...reply, rejected: [] }, clock.mono())
      }
      await commands.take(reply.commands)
    } catch (error) {
      log.error(
        { path: way.name, reason: error instanceof Error ? error.message : 'unknown' },
        'an answer of the centre could not be stored',
      )
    }
  }
}

/** `refused` and `too-large` speak of the body. */
export function isAboutBody(code: SendFailure): boolean {
  return code === 'refused' || code === 'too-large'
}

function partsOf<T>(batch: readonly T[], most: number): readonly (readonly T[])[] {
  const parts: T[][] = []
  for (let from = 0; from < batch.length; from += most) parts.push(batch.slice(from, from + most))
  return parts
}

/** An answer that tells nothing new of the messages is no answer to them. */
function whyNoProgress(batch: readonly WaitingMessage[], reply: MessagesReply): SendFailure | undefined {
  const acknowledged = new Set(reply.acknowledged)
  const rejected = new Set(reply.rejected.map(({ id }) => id))
  const hasProgress =
    batch.some(({ id, rejectedBefore }) => acknowledged.has(id) || (rejected.has(id) && !rejectedBefore)) ||
    batch.every(({ id }) => rejected.has(id))
  return hasProgress ? undefined : 'bad-answer'
}

/** A heartbeat is acknowledged like any other message (contract: "Messages"). */
function whyNotHeard(
  heartbeats: MessagesBody['messages'],
  { acknowledged, rejected }: MessagesReply,
): SendFailure | undefined {
  const missed = heartbeats.find(({ id }) => !acknowledged.includes(id))
  if (missed === undefined) return undefined
  return rejected.some(({ id }) => id === missed.id) ? 'not-handled' : 'bad-answer'
}
