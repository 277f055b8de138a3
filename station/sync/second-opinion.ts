/**
 * What one way does not take (a rejected message, a body refused whole) is offered to the other ways before a
 * technician hears of it (scaip.md, section 6.11: next receiver), beside the lanes of the outbox and in nobody's way: in
 * their order and in bodies like theirs, and what is critical in a lane of its own.
 */
import type { MessagesReply } from '../../shared/wire/centre-messages.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { REJECTED_PAUSE_MS, type WaitingMessage } from '../store/outbox-rows.ts'
import { isAboutBody, type Courier } from './courier.ts'
import { ANSWER_LIMIT_MS, type SendLane } from './ladder.ts'
import { mostAtOnce, selectNext } from './send-order.ts'
import type { CommandDesk, Settlement } from './settlement.ts'
import type { Way, Ways } from './ways.ts'

/** A critical message that a way could not be asked about is not left for minutes (design: capped at 30 s). */
const CRITICAL_PAUSE_MS = 30_000
const NONE: ReadonlySet<string> = new Set()

export interface SecondOpinionParts {
  readonly ways: Ways
  readonly courier: Courier
  readonly settlement: Settlement
  readonly commands: CommandDesk
  readonly clock: Clock
  readonly log: Log
  /** Of this alarm nothing is asked any more: a way has taken it, or none does. */
  readonly onSaid: (alarmId: string) => void
}

interface Question {
  readonly message: WaitingMessage
  readonly refusedBy: Way
  readonly code: string
}

interface Lane {
  readonly waiting: Map<string, Question>
  /** Resolves when nothing waits. */
  over: Promise<void>
  isRunning: boolean
}

export class SecondOpinion {
  readonly #lanes: Readonly<Record<SendLane, Lane>> = { critical: newLane(), rest: newLane() }
  #stopped = false

  constructor(private readonly parts: SecondOpinionParts) {}

  /** What is not said by then waits in the database. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all([this.#lanes.critical.over, this.#lanes.rest.over])
  }

  /** The answer without what the others are asked about: their word counts. */
  withoutAsked(way: Way, reply: MessagesReply): MessagesReply {
    return this.#others(way).length === 0 ? reply : { ...reply, rejected: [] }
  }

  ask(refusedBy: Way, message: WaitingMessage, code: string): void {
    const name = message.priorityRank === 0 ? 'critical' : 'rest'
    const lane = this.#lanes[name]
    lane.waiting.set(message.id, { message, refusedBy, code })
    if (lane.isRunning) return
    lane.isRunning = true
    lane.over = this.#run(name, lane)
  }

  async #run(name: SendLane, lane: Lane): Promise<void> {
    // All that one answer refuses is asked together.
    await Promise.resolve()
    while (!this.#stopped && lane.waiting.size > 0) {
      const questions = this.#next(lane)
      await this.#offer(name, questions)
      for (const { message } of questions) lane.waiting.delete(message.id)
      const left = new Set([...lane.waiting.values()].map(({ message }) => message.alarmId))
      for (const alarmId of new Set(questions.map(({ message }) => message.alarmId))) {
        if (!left.has(alarmId)) this.parts.onSaid(alarmId)
      }
    }
    lane.isRunning = false
  }

  /** The first in order, and what goes along with it: refused by the same way, in one body of the others. */
  #next({ waiting }: Lane): readonly Question[] {
    const questions = [...waiting.values()]
    const ordered = (some: readonly Question[]): Question[] =>
      selectNext(
        some.map(({ message }) => message),
        NONE,
      ).flatMap(({ id }) => waiting.get(id) ?? [])
    const [first] = ordered(questions)
    if (first === undefined) return []
    const { refusedBy } = first
    const widths = this.#others(refusedBy).map(({ transport }) => mostAtOnce(transport.mostMessages))
    return ordered(questions.filter((one) => one.refusedBy === refusedBy)).slice(0, Math.min(...widths))
  }

  async #offer(name: SendLane, questions: readonly Question[]): Promise<void> {
    const { settlement, log } = this.parts
    const [first] = questions
    if (first === undefined) return
    try {
      let left = questions.map(({ message }) => message)
      const unsaid = new Set<string>()
      for (const way of this.#others(first.refusedBy)) {
        if (left.length === 0) return
        left = isReached(way)
          ? await this.#offerTo(way, left, ANSWER_LIMIT_MS[name], unsaid)
          : noteAll(left, unsaid)
      }
      if (left.length === 0 || this.#stopped) return
      const ofAll = left.map(({ id }) => id).filter((id) => !unsaid.has(id))
      for (const way of [first.refusedBy, ...this.#others(first.refusedBy)]) way.state.nobodyTook(ofAll)
      const codes = new Map(questions.map(({ message, code }) => [message.id, code]))
      await settlement.reject(
        left.map((message) => ({
          message,
          code: codes.get(message.id) ?? '',
          pauseMs: name === 'critical' && unsaid.has(message.id) ? CRITICAL_PAUSE_MS : REJECTED_PAUSE_MS,
        })),
      )
    } catch (error) {
      // Not settled (the disk is full): still waiting, and offered again.
      log.error(
        { messages: questions.length, reason: error instanceof Error ? error.message : 'unknown' },
        'an answer of the centre could not be stored',
      )
    }
  }

  /** Those that the way has not taken; `unsaid` gets those that it did not answer. */
  async #offerTo(
    way: Way,
    messages: readonly WaitingMessage[],
    limitMs: number,
    unsaid: Set<string>,
  ): Promise<WaitingMessage[]> {
    const { courier, settlement, commands, clock } = this.parts
    const result = await courier.take(way, messages, limitMs)
    if (!result.ok) {
      if (!isAboutBody(result.code)) return noteAll(messages, unsaid)
      if (messages.length === 1) return [...messages]
      const half = Math.ceil(messages.length / 2)
      return [
        ...(await this.#offerTo(way, messages.slice(0, half), limitMs, unsaid)),
        ...(await this.#offerTo(way, messages.slice(half), limitMs, unsaid)),
      ]
    }
    const { acknowledged, rejected } = result.reply
    await commands.take(result.reply.commands)
    const taken = messages.filter(({ id }) => acknowledged.includes(id))
    if (taken.length > 0) await settlement.settle(taken, { ...result.reply, rejected: [] }, clock.mono())
    const left = messages.filter(({ id }) => !acknowledged.includes(id))
    noteAll(
      left.filter(({ id }) => !rejected.some((one) => one.id === id)),
      unsaid,
    )
    return left
  }

  #others(way: Way): readonly Way[] {
    return this.parts.ways.all.filter((other) => other !== way)
  }
}

function newLane(): Lane {
  return { waiting: new Map(), over: Promise.resolve(), isRunning: false }
}

/** A way that answers heartbeats alone is asked as well: where the others refuse everything, only this tells. */
function isReached({ state }: Way): boolean {
  return state.failingSince === null || state.isDeaf
}

function noteAll(messages: readonly WaitingMessage[], unsaid: Set<string>): WaitingMessage[] {
  for (const { id } of messages) unsaid.add(id)
  return [...messages]
}
