/**
 * A message that one way does not take (a rejected one, a body refused whole) is offered to the other ways before a
 * technician hears of it (scaip.md, section 6.11: next receiver), beside the lanes and in nobody's way.
 */
import type { MessagesReply } from '../../shared/wire/centre-messages.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import type { WaitingMessage } from '../store/outbox-rows.ts'
import type { Courier } from './courier.ts'
import { ANSWER_LIMIT_MS } from './ladder.ts'
import type { CommandDesk, Settlement } from './settlement.ts'
import type { Way, Ways } from './ways.ts'

export interface SecondOpinionParts {
  readonly ways: Ways
  readonly courier: Courier
  readonly settlement: Settlement
  readonly commands: CommandDesk
  readonly clock: Clock
  readonly log: Log
}

export class SecondOpinion {
  #last: Promise<void> = Promise.resolve()

  constructor(private readonly parts: SecondOpinionParts) {}

  /** Resolves when everything that was asked has been said. */
  get over(): Promise<void> {
    return this.#last
  }

  /** The answer without what the others are asked about: their word counts. */
  withoutAsked(way: Way, reply: MessagesReply): MessagesReply {
    return this.#others(way).length === 0 ? reply : { ...reply, rejected: [] }
  }

  /** One message after the other; `onSaid` when every way has been asked or one has taken it. */
  ask(way: Way, message: WaitingMessage, code: string, onSaid: () => void): void {
    this.#last = this.#last.then(() => this.#offer(way, message, code)).finally(onSaid)
  }

  async #offer(refusedBy: Way, message: WaitingMessage, code: string): Promise<void> {
    const { courier, settlement, commands, clock, log } = this.parts
    try {
      for (const way of this.#others(refusedBy)) {
        if (way.state.failingSince !== null) continue
        const result = await courier.take(way, [message], ANSWER_LIMIT_MS.critical)
        if (!result.ok) continue
        await commands.take(result.reply.commands)
        if (!result.reply.acknowledged.includes(message.id)) continue
        await settlement.settle([message], result.reply, clock.mono())
        return
      }
      await settlement.rejectAlone(message, code)
    } catch (error) {
      // Not settled (the disk is full): still waiting, and offered again.
      log.error(
        { message: message.id, reason: error instanceof Error ? error.message : 'unknown' },
        'an answer of the centre could not be stored',
      )
    }
  }

  #others(way: Way): readonly Way[] {
    return this.parts.ways.all.filter((other) => other !== way)
  }
}
