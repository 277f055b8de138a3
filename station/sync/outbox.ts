/**
 * The outbox: what the centre must learn, sent at least once, most urgent first, never given up and never
 * deleted. Two lanes, so that a critical alarm never waits behind a request full of lesser ones; an alarm is
 * in one of them at a time.
 */
import { v7 as newId } from 'uuid'
import type { HeartbeatMessage, MessagesReply } from '../../shared/wire/centre-messages.ts'
import { isoInstant } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { waitingMessages, type WaitingMessage } from '../store/outbox-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { Doorbell } from './doorbell.ts'
import { PathState } from './path-state.ts'
import { MOST_MESSAGES, selectNext } from './send-order.ts'
import type { CommandDesk, Settlement } from './settlement.ts'
import type { OutboxTransport, SendFailure, SendResult } from './transport.ts'

type SendLane = 'critical' | 'rest'
const LANES: readonly SendLane[] = ['critical', 'rest']

/** Shortest time between two heartbeats: a centre that repeats a command for ever is not asked in a circle. */
const SHORTEST_HEARTBEAT_MS = 500
/** At a stop what is under way may still be answered; what is not is sent again after the next start. */
const LAST_ANSWER_MS = 1_000

/** How often a lane that was not rung looks by itself: for slow retries of rejected messages. */
const LOOK_AGAIN_MS = 1_000

/** A critical alarm not answered within 5 s goes on to the next path (design: "Order of sending"). */
const ANSWER_LIMIT_MS = 5_000

/** How long a stop waits for the centre to hear of it. */
const STOP_WORD_MS = 1_000

export interface OutboxParts {
  readonly reader: RowSource
  readonly transport: OutboxTransport
  readonly settlement: Settlement
  readonly commands: CommandDesk
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly heartbeatMs: number
  readonly heartbeatData: () => HeartbeatMessage['data']
}

export class Outbox {
  readonly path = new PathState()
  readonly #bells: Record<SendLane | 'heartbeat' | 'end', Doorbell> = {
    critical: new Doorbell(),
    rest: new Doorbell(),
    heartbeat: new Doorbell(),
    end: new Doorbell(),
  }
  readonly #underWay = new Set<string>()
  readonly #batchLimit: Record<SendLane, number> = { critical: MOST_MESSAGES, rest: MOST_MESSAGES }
  #stopped = false
  #loops: Promise<unknown> = Promise.resolve()

  constructor(private readonly parts: OutboxParts) {}

  start(): void {
    this.#loops = Promise.all([...LANES.map((lane) => this.#runLane(lane)), this.#runHeartbeat()])
  }

  /** Something was committed for the centre. */
  wake(critical: boolean): void {
    if (critical) this.path.hurry()
    this.#bells[critical ? 'critical' : 'rest'].ring()
  }

  /** Sends what is due now, for a command that was refused and has no message of its own. */
  wakeHeartbeat(): void {
    this.#bells.heartbeat.ring()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const bell of Object.values(this.#bells)) bell.ring()
    const ended = new Doorbell()
    void this.#loops.then(() => {
      ended.ring()
    })
    await ended.wait(LAST_ANSWER_MS)
    await this.parts.transport.close()
    await this.#loops
  }

  async #runLane(lane: SendLane): Promise<void> {
    while (!this.#stopped) {
      const pause = this.path.pauseLeftMs(this.parts.clock.mono())
      const batch = pause > 0 ? [] : await this.#next(lane)
      if (batch.length > 0) await this.#deliver(lane, batch)
      else await this.#bells[lane].wait(pause > 0 ? pause : LOOK_AGAIN_MS)
    }
  }

  async #next(lane: SendLane): Promise<readonly WaitingMessage[]> {
    const { reader, clock, log } = this.parts
    const limit = this.#batchLimit[lane]
    try {
      const waiting = await waitingMessages(reader, lane, [...this.#underWay], clock.wall(), limit)
      for (const message of waiting.unreadable) await this.parts.settlement.rejectAlone(message, 'unreadable')
      return selectNext(waiting.readable, this.#underWay).slice(0, limit)
    } catch (error) {
      log.error(
        { lane, reason: error instanceof Error ? error.name : 'unknown' },
        'the outbox could not be read',
      )
      return []
    }
  }

  async #deliver(lane: SendLane, batch: readonly WaitingMessage[]): Promise<void> {
    const alarms = new Set(batch.map(({ alarmId }) => alarmId))
    for (const alarmId of alarms) this.#underWay.add(alarmId)
    try {
      const result = await this.#send(batch)
      if (result.ok) await this.#answered(lane, batch, result.reply)
      else await this.#failed(lane, batch, result)
    } catch (error) {
      // Not settled (the disk is full): still waiting, sent again; the centre knows the ids.
      this.parts.log.error(
        { lane, reason: error instanceof Error ? error.message : 'unknown' },
        'an answer of the centre could not be stored',
      )
      await this.#bells[lane].wait(LOOK_AGAIN_MS)
    } finally {
      for (const alarmId of alarms) this.#underWay.delete(alarmId)
    }
  }

  async #send(batch: readonly WaitingMessage[], heartbeat?: HeartbeatMessage): Promise<SendResult> {
    const { transport, commands, clock, random } = this.parts
    const sentAt = isoInstant(clock.wall())
    const handled = commands.unreported()
    this.path.tried(clock.mono())
    const messages = [
      ...batch.map(({ body }) => ({ ...body, sentAt })),
      ...(heartbeat === undefined ? [] : [heartbeat]),
    ]
    const result = await transport.send({ messages, handled }, ANSWER_LIMIT_MS)
    if (!result.ok) {
      // A body that is refused says nothing about the path: other alarms must not wait for it.
      if (!isAboutBody(result.code)) {
        this.path.failed(result.code, result.retryAfterMs, clock.mono(), random())
      }
      return result
    }
    if (heartbeat === undefined && !hasProgress(batch, result.reply)) {
      this.path.failed('bad-answer', undefined, clock.mono(), random())
      return { ok: false, code: 'bad-answer', retryAfterMs: undefined }
    }
    this.path.succeeded(clock.wall())
    for (const lane of LANES) this.#bells[lane].ring()
    await commands.reported(handled)
    return result
  }

  async #answered(lane: SendLane, batch: readonly WaitingMessage[], reply: MessagesReply): Promise<void> {
    const { settlement, commands, clock } = this.parts
    this.#batchLimit[lane] = MOST_MESSAGES
    await settlement.settle(batch, reply, clock.mono())
    await commands.take(reply.commands)
  }

  /** A body that the centre refuses is cut in half until the message at fault stands alone. */
  async #failed(
    lane: SendLane,
    batch: readonly WaitingMessage[],
    result: SendResult & { ok: false },
  ): Promise<void> {
    const { settlement, log } = this.parts
    log.warn({ lane, code: result.code, messages: batch.length }, 'the centre did not take messages')
    const [only] = batch
    if (isAboutBody(result.code)) {
      if (batch.length === 1 && only !== undefined) await settlement.rejectAlone(only, result.code)
      this.#batchLimit[lane] = Math.max(1, Math.floor(batch.length / 2))
      return
    }
    await settlement.failed(batch)
  }

  /** One more heartbeat, which says that the station is stopped on purpose; a centre that is gone holds up nobody. */
  async announceStop(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_WORD_MS)
    })
    await Promise.race([this.#beat(), limit])
    clearTimeout(timer)
  }

  async #runHeartbeat(): Promise<void> {
    const { heartbeatMs } = this.parts
    while (!this.#stopped) {
      await this.#beat()
      await this.#bells.end.wait(SHORTEST_HEARTBEAT_MS)
      await this.#bells.heartbeat.wait(Math.max(0, heartbeatMs - SHORTEST_HEARTBEAT_MS))
    }
  }

  async #beat(): Promise<void> {
    const { clock, commands, heartbeatData, log } = this.parts
    try {
      const result = await this.#send([], {
        id: newId(),
        type: 'heartbeat',
        sentAt: isoInstant(clock.wall()),
        data: heartbeatData(),
      })
      if (result.ok) await commands.take(result.reply.commands)
      else log.warn({ code: result.code }, 'the centre did not answer the heartbeat')
    } catch (error) {
      // A full disk: the centre repeats its commands until they are reported.
      log.error(
        { reason: error instanceof Error ? error.message : 'unknown' },
        'an answer of the centre to the heartbeat could not be stored',
      )
    }
  }
}

function isAboutBody(code: SendFailure): boolean {
  return code === 'refused' || code === 'too-large'
}

/** An answer that tells nothing new of the messages is no answer to them. */
function hasProgress(batch: readonly WaitingMessage[], reply: MessagesReply): boolean {
  const acknowledged = new Set(reply.acknowledged)
  const rejected = new Set(reply.rejected.map(({ id }) => id))
  return (
    batch.some(({ id, rejectedBefore }) => acknowledged.has(id) || (rejected.has(id) && !rejectedBefore)) ||
    batch.every(({ id }) => rejected.has(id))
  )
}
