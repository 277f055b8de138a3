/**
 * The outbox: what the centre must learn, sent at least once, most urgent first, never given up and never
 * deleted. Two lanes, so that a critical alarm never waits behind a request full of lesser ones; an alarm is
 * in one of them at a time. Which way a lane takes is decided in ladder.ts.
 */
import type { HeartbeatMessage, MessagesReply } from '../../shared/wire/centre-messages.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { waitingMessages, type WaitingMessage } from '../store/outbox-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { ALARM_FIRST_MS, catchUpPauseMs } from './catch-up.ts'
import { Courier, isAboutBody } from './courier.ts'
import { Doorbell } from './doorbell.ts'
import { Heartbeats } from './heartbeats.ts'
import { afterFailure, ANSWER_LIMIT_MS, contacted, FIRST_ROUND, hurried, nextRung } from './ladder.ts'
import type { SendLane } from './ladder.ts'
import { newLane, NOTHING_SENT, type Lane, type Turn } from './lane.ts'
import { Lateness } from './lateness.ts'
import { SecondOpinion } from './second-opinion.ts'
import { mostAtOnce, MOST_MESSAGES, selectNext } from './send-order.ts'
import type { CommandDesk, Settlement } from './settlement.ts'
import type { SendResult } from './transport.ts'
import type { Way, Ways } from './ways.ts'

const LANES: readonly SendLane[] = ['critical', 'rest']

/** At a stop what is under way may still be answered; what is not is sent again after the next start. */
const LAST_ANSWER_MS = 1_000
/** How often a lane that was not rung looks by itself: for slow retries of rejected messages. */
const LOOK_AGAIN_MS = 1_000
/** How long a stop waits for the centre to hear of it. */
const STOP_WORD_MS = 1_000

export interface OutboxParts {
  readonly reader: RowSource
  readonly ways: Ways
  readonly settlement: Settlement
  readonly commands: CommandDesk
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly heartbeatMs: () => number
  readonly heartbeatData: () => HeartbeatMessage['data']
}

export class Outbox {
  readonly ways: Ways
  readonly courier: Courier
  readonly heartbeats: Heartbeats
  readonly #lanes: Record<SendLane, Lane> = { critical: newLane(), rest: newLane() }
  readonly #pace = new Doorbell()
  readonly #underWay = new Set<string>()
  readonly #secondOpinion: SecondOpinion
  #stopped = false
  #loops: Promise<unknown> = Promise.resolve()

  constructor(private readonly parts: OutboxParts) {
    const { ways, settlement, commands, clock, log, random, heartbeatMs, heartbeatData } = parts
    this.ways = ways
    this.courier = new Courier({
      ways,
      settlement,
      commands,
      lateness: new Lateness(clock.wall()),
      clock,
      log,
      onContact: () => {
        this.#contact()
      },
      onFailing: () => {
        this.heartbeats.wakeAll()
      },
    })
    this.heartbeats = new Heartbeats({
      ways,
      courier: this.courier,
      clock,
      log,
      random,
      heartbeatMs,
      data: heartbeatData,
    })
    this.#secondOpinion = new SecondOpinion({
      ways,
      courier: this.courier,
      settlement,
      commands,
      clock,
      log,
      onSaid: (alarmId) => {
        this.#underWay.delete(alarmId)
        for (const { bell } of Object.values(this.#lanes)) bell.ring()
      },
    })
    for (const way of ways.all) this.courier.listenTo(way)
  }

  start(): void {
    this.heartbeats.follow()
    this.#loops = Promise.all(LANES.map((lane) => this.#runLane(lane)))
  }

  /** Other ways from now on, never rejects; messages under way over one that is gone wait again. */
  async changeWays(ways: readonly Way[]): Promise<void> {
    const known = this.ways.all
    const gone = this.ways.replace(ways)
    for (const way of ways) if (!known.includes(way)) this.courier.listenTo(way)
    this.heartbeats.follow()
    // The interval may be another one, and which way is in use.
    this.heartbeats.wakeAll()
    this.#contact()
    await Promise.all(gone.map((way) => this.#close(way)))
  }

  /** Something was committed for the centre. */
  wake(critical: boolean): void {
    const lane = this.#lanes[critical ? 'critical' : 'rest']
    if (critical) {
      lane.round = hurried(lane.round)
      lane.isHurried = true
    }
    lane.bell.ring()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const { bell } of Object.values(this.#lanes)) bell.ring()
    this.#pace.ring()
    const ended = new Doorbell()
    const over = Promise.all([this.#loops, this.heartbeats.stop(), this.#secondOpinion.stop()])
    void over.then(() => {
      ended.ring()
    })
    await ended.wait(LAST_ANSWER_MS)
    await Promise.all(this.ways.all.map(({ transport }) => transport.close()))
    await over
  }

  /** One more heartbeat, which says that the station is stopped on purpose; a centre that is gone holds up nobody. */
  async announceStop(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_WORD_MS)
    })
    await Promise.race([Promise.all(this.ways.all.map((way) => this.heartbeats.beat(way))), limit])
    clearTimeout(timer)
  }

  /** One that can not be closed keeps nothing from the ways that stand now. */
  async #close({ name, transport }: Way): Promise<void> {
    await transport.close().catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : 'unknown'
      this.parts.log.warn({ path: name, reason }, 'a way to the centre that is gone could not be closed')
    })
  }

  /** A way answers, or the ways are others: no lane waits any longer. */
  #contact(): void {
    for (const lane of Object.values(this.#lanes)) {
      lane.round = contacted(lane.round)
      lane.bell.ring()
    }
  }

  async #runLane(name: SendLane): Promise<void> {
    const lane = this.#lanes[name]
    while (!this.#stopped) {
      const now = this.parts.clock.mono()
      const rung = nextRung(this.ways.ladder(now), lane.round, now)
      const way = rung.kind === 'send' ? this.ways.of(rung.key) : undefined
      const turn = way === undefined ? NOTHING_SENT : this.#turn(name, way)
      lane.turn = turn
      const { sent, isWhole } = await turn
      if (sent === 0) await lane.bell.wait(rung.kind === 'wait' ? rung.ms : LOOK_AGAIN_MS)
      else if (name === 'rest' && isWhole) await this.#leaveRoom(this.parts.clock.mono() - now)
    }
  }

  async #turn(name: SendLane, way: Way): Promise<Turn> {
    const limit = this.#limitOf(name, way)
    const batch = await this.#next(name, limit)
    if (batch.length > 0) await this.#deliver(name, way, batch)
    return { sent: batch.length, isWhole: batch.length === limit }
  }

  #limitOf(name: SendLane, { transport }: Way): number {
    return Math.min(this.#lanes[name].batchLimit, mostAtOnce(transport.mostMessages))
  }

  /** Between two batches of a backlog: new alarms find disk and line free, and one that is on its way goes first. */
  async #leaveRoom(tookMs: number): Promise<void> {
    await this.#pace.wait(catchUpPauseMs(tookMs))
    const passed = new Doorbell()
    void this.#lanes.critical.turn.then(() => {
      passed.ring()
    })
    await passed.wait(ALARM_FIRST_MS)
  }

  async #next(name: SendLane, limit: number): Promise<readonly WaitingMessage[]> {
    const { reader, clock, log, settlement } = this.parts
    try {
      const waiting = await waitingMessages(reader, name, [...this.#underWay], clock.wall(), limit)
      for (const message of waiting.unreadable) await settlement.rejectAlone(message, 'unreadable')
      return selectNext(waiting.readable, this.#underWay).slice(0, limit)
    } catch (error) {
      log.error(
        { lane: name, reason: error instanceof Error ? error.name : 'unknown' },
        'the outbox could not be read',
      )
      return []
    }
  }

  async #deliver(name: SendLane, way: Way, batch: readonly WaitingMessage[]): Promise<void> {
    const alarms = new Set(batch.map(({ alarmId }) => alarmId))
    for (const alarmId of alarms) this.#underWay.add(alarmId)
    this.#lanes[name].isHurried = false
    try {
      const result = await this.courier.take(way, batch, ANSWER_LIMIT_MS[name])
      if (result.ok) await this.#answered(name, way, batch, result.reply, alarms)
      else await this.#failed(name, way, batch, result, alarms)
    } catch (error) {
      // Not settled (the disk is full): still waiting, sent again; the centre knows the ids.
      this.parts.log.error(
        { lane: name, reason: error instanceof Error ? error.message : 'unknown' },
        'an answer of the centre could not be stored',
      )
      await this.#lanes[name].bell.wait(LOOK_AGAIN_MS)
    } finally {
      for (const alarmId of alarms) this.#underWay.delete(alarmId)
    }
  }

  async #answered(
    name: SendLane,
    way: Way,
    batch: readonly WaitingMessage[],
    reply: MessagesReply,
    alarms: Set<string>,
  ): Promise<void> {
    const { settlement, commands, clock } = this.parts
    const lane = this.#lanes[name]
    lane.batchLimit = MOST_MESSAGES
    lane.round = { ...FIRST_ROUND, lastTryAt: lane.round.lastTryAt }
    await settlement.settle(batch, this.#secondOpinion.withoutAsked(way, reply), clock.mono())
    await commands.take(reply.commands)
    const codes = new Map(reply.rejected.map(({ id, code }) => [id, code]))
    for (const message of batch) this.#ask(way, message, codes.get(message.id), alarms)
  }

  /** A body that the centre refuses is cut in half until the message at fault stands alone. */
  async #failed(
    name: SendLane,
    way: Way,
    batch: readonly WaitingMessage[],
    result: SendResult & { ok: false },
    alarms: Set<string>,
  ): Promise<void> {
    const { settlement, clock, log, random } = this.parts
    const lane = this.#lanes[name]
    const { code } = result
    log.warn({ lane: name, path: way.name, code, messages: batch.length }, 'the centre did not take messages')
    const [only] = batch
    if (isAboutBody(code)) {
      lane.batchLimit = Math.max(1, Math.floor(batch.length / 2))
      if (batch.length > 1 || only === undefined) return
      if (this.ways.all.length === 1) await settlement.rejectAlone(only, code)
      else this.#ask(way, only, code, alarms)
      return
    }
    const failure = { key: way.key, atOnce: code !== 'timeout', random: random() }
    const now = clock.mono()
    const round = afterFailure(this.ways.ladder(now), lane.round, name, failure, now)
    lane.round = lane.isHurried ? hurried(round) : round
    await settlement.failed(batch)
  }

  /** A message that one way does not take is offered to the others; its alarm stays under way until they have said. */
  #ask(way: Way, message: WaitingMessage, code: string | undefined, alarms: Set<string>): void {
    if (code === undefined || this.ways.all.length === 1) return
    alarms.delete(message.alarmId)
    this.#secondOpinion.ask(way, message, code)
  }
}
