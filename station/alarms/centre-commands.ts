/**
 * What the centre wants done, taken from its answers: each id once, through the same desk as everybody, and
 * the result reported with the next body until the centre has it (contract: "Commands").
 */
import type { AlarmInput } from '../../shared/domain/alarm-input.ts'
import type { Outcome } from '../../shared/domain/alarm.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import {
  CentreCommandSchema,
  ON_DUTY,
  type CentreCommand,
  type HandledCommand,
} from '../../shared/wire/centre-messages.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import type { Clock } from '../clock.ts'
import type { Registry } from '../devices/registry.ts'
import type { DeskResult, Log } from '../services.ts'
import { findCommand, insertCommand, markReported } from '../store/command-rows.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { CommandDesk } from '../sync/settlement.ts'
import type { Desk } from './desk.ts'

/** Most results in one body; the rest goes with the next. */
const MOST_REPORTED = 100
/** Most commands that are taken of one answer; the centre repeats the others. */
const MOST_TAKEN = 100

type Inputs = readonly [AlarmInput, ...AlarmInput[]]

export interface CentreCommandsParts {
  readonly writeQueue: WriteQueue
  readonly desk: Desk
  readonly registry: () => Registry
  readonly clock: Clock
  readonly log: Log
  /** The alarm as the centre has it: highest acknowledged sequence, so that it answers what it has seen. */
  readonly seenByCentre: (transaction: Transaction, alarmId: string) => Promise<number>
  /** A result waits that no message will carry soon. */
  readonly onResultWaiting: () => void
}

/** What became of commands in this run; `repeated`: one that was handled before and changed nothing. */
export const COMMAND_FATES = ['done', 'refused', 'repeated', 'unreadable'] as const
export type CommandFate = (typeof COMMAND_FATES)[number]

export class CentreCommands implements CommandDesk {
  readonly #unreported: Map<string, HandledCommand>
  readonly #counts: Record<CommandFate, number> = { done: 0, refused: 0, repeated: 0, unreadable: 0 }

  constructor(
    private readonly parts: CentreCommandsParts,
    unreported: readonly HandledCommand[],
  ) {
    this.#unreported = new Map(unreported.map((handled) => [handled.id, handled]))
  }

  get counts(): Readonly<Record<CommandFate, number>> {
    return this.#counts
  }

  unreported(): readonly HandledCommand[] {
    return [...this.#unreported.values()].slice(0, MOST_REPORTED)
  }

  async reported(handled: readonly HandledCommand[]): Promise<void> {
    if (handled.length === 0) return
    const ids = handled.map(({ id }) => id)
    await this.parts.writeQueue.run('routine', async ({ manager, afterCommit }) => {
      await markReported(manager, ids, this.parts.clock.wall())
      afterCommit(() => {
        for (const id of ids) this.#unreported.delete(id)
      })
    })
  }

  async take(commands: readonly unknown[]): Promise<void> {
    if (commands.length > MOST_TAKEN) {
      this.parts.log.warn({ commands: commands.length }, 'more commands than one answer may bring')
    }
    for (const raw of commands.slice(0, MOST_TAKEN)) {
      const command = CentreCommandSchema.safeParse(raw)
      if (command.success) await this.#handle(command.data)
      else this.#refuseUnreadable(raw)
    }
  }

  async #handle(command: CentreCommand): Promise<void> {
    const { writeQueue, clock, log } = this.parts
    await writeQueue.run('alarm', async (transaction) => {
      if (this.#unreported.has(command.id)) {
        this.#counts.repeated += 1
        return
      }
      const known = await findCommand(transaction.manager, command.id)
      const handled = known ?? (await this.#perform(transaction, command))
      if (known === undefined) await insertCommand(transaction.manager, command, handled, clock.wall())
      transaction.afterCommit(() => {
        this.#unreported.set(handled.id, handled)
        this.#counts[known === undefined ? handled.result : 'repeated'] += 1
        log.info(
          { command: command.id, type: command.type, alarm: command.alarmId, result: handled.result },
          'a command of the centre',
        )
        this.parts.onResultWaiting()
      })
    })
  }

  async #perform(transaction: Transaction, command: CentreCommand): Promise<HandledCommand> {
    const inputs = await this.#inputsOf(transaction, command)
    if (typeof inputs === 'string') return { id: command.id, result: 'refused', code: inputs }
    const result: DeskResult = await this.parts.desk.takeWithin(transaction, command.alarmId, ...inputs)
    return result.ok
      ? { id: command.id, result: 'done' }
      : { id: command.id, result: 'refused', code: result.code }
  }

  /** The command as inputs of the lifecycle, or the code it is refused with. */
  async #inputsOf(transaction: Transaction, command: CentreCommand): Promise<Inputs | string> {
    const actor = { kind: 'centre', id: command.by } as const
    const seen = (): Promise<number> => this.parts.seenByCentre(transaction, command.alarmId)
    const words = command.text ?? ''
    switch (command.type) {
      case 'acknowledge':
        return [{ type: 'acknowledged', actor, seenRevision: await seen() }]
      case 'assign': {
        const { to } = command
        if (to === undefined || this.parts.registry().person(to) === undefined) {
          return to === ON_DUTY ? [{ type: 'released', actor }] : 'unknown-person'
        }
        const handOver = { type: 'handed-over', actor, to } as const
        const alarm = await this.parts.desk.find(transaction, command.alarmId)
        if (alarm?.state !== 'raised') return [handOver]
        // Whoever assigns what nobody has taken has answered it.
        return [{ type: 'acknowledged', actor, seenRevision: await seen() }, handOver]
      }
      case 'note':
        return [{ type: 'note', actor, words }]
      case 'request':
        return [{ type: 'note', actor, words, isRequest: true }]
      case 'resolve':
        return [{ type: 'resolved', actor, seenRevision: await seen(), outcome: outcomeOf(command) }]
      default:
        return assertNever(command.type)
    }
  }

  #refuseUnreadable(raw: unknown): void {
    const id = IdSchema.safeParse(typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined)
    this.#counts.unreadable += 1
    this.parts.log.warn({ command: id.success ? id.data : null }, 'a command of the centre could not be read')
    if (!id.success || this.#unreported.has(id.data) || this.#unreported.size >= MOST_REPORTED) return
    this.#unreported.set(id.data, { id: id.data, result: 'refused', code: 'unreadable' })
    this.parts.onResultWaiting()
  }
}

function outcomeOf({ outcome, falseCause, text }: CentreCommand): Outcome | null {
  if (outcome === undefined) return null
  return { kind: outcome, words: text ?? null, ...(falseCause === undefined ? {} : { falseCause }) }
}
