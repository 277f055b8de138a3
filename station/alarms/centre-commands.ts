/**
 * What the centre wants done, taken from its answers: each id once, through the same desk as everybody, and
 * the result reported with the next body until the centre has it (contract: "Commands").
 */
import type { AlarmInput } from '../../shared/domain/alarm-input.ts'
import type { Outcome } from '../../shared/domain/alarm.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Instant } from '../../shared/domain/time.ts'
import {
  CentreCommandSchema,
  ON_DUTY,
  type CentreCommand,
  type HandledCommand,
} from '../../shared/wire/centre-messages.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import type { Registry } from '../devices/registry.ts'
import type { DeskResult, Log } from '../services.ts'
import { findCommand, insertCommand, markReported, type KnownCommand } from '../store/command-rows.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { CommandDesk } from '../sync/settlement.ts'
import type { Desk } from './desk.ts'
import { RefusedCommands } from './refused-commands.ts'

/** Most results in one body; the rest goes with the next. */
const MOST_REPORTED = 100
/** Most commands that are taken of one answer; the centre repeats the others. */
const MOST_TAKEN = 100

/** An answer that was under way when the centre was told of the result may still bring the command. */
const UNDER_WAY_MS = 60_000

type Inputs = readonly [AlarmInput, ...AlarmInput[]]

export interface CentreCommandsParts {
  readonly writeQueue: WriteQueue
  readonly desk: Desk
  readonly registry: () => Registry
  readonly audit: AuditLog
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
  readonly #refused: RefusedCommands

  constructor(
    private readonly parts: CentreCommandsParts,
    unreported: readonly HandledCommand[],
  ) {
    this.#unreported = new Map(unreported.map((handled) => [handled.id, handled]))
    this.#refused = new RefusedCommands(parts.audit, parts.clock)
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
      else await this.#refuseUnreadable(raw)
    }
    if (this.#refused.isDue) {
      await this.parts.writeQueue.run('routine', (transaction) => this.#refused.countOthers(transaction))
    }
  }

  async #handle(command: CentreCommand): Promise<void> {
    const { writeQueue, clock, log } = this.parts
    await writeQueue.run('alarm', async (transaction) => {
      const { manager, afterCommit } = transaction
      const known = await findCommand(manager, command.id)
      if (known !== undefined || this.#unreported.has(command.id)) {
        await this.#repeat(transaction, command, known)
        return
      }
      const handled = await this.#perform(transaction, command)
      await insertCommand(manager, command, handled, clock.wall())
      if (handled.result === 'refused') await this.#refuse(transaction, command, handled.code ?? 'refused')
      afterCommit(() => {
        this.#unreported.set(handled.id, handled)
        this.#counts[handled.result] += 1
        log.info(
          { command: command.id, type: command.type, alarm: command.alarmId, result: handled.result },
          'a command of the centre',
        )
        this.parts.onResultWaiting()
      })
    })
  }

  /** What became of it is reported again with whatever goes next; of a forged one nothing more comes than an entry. */
  async #repeat(
    transaction: Transaction,
    command: CentreCommand,
    known: KnownCommand | undefined,
  ): Promise<void> {
    const why = known === undefined ? undefined : whyForged(command, known, this.parts.clock.wall())
    if (why !== undefined) await this.#refuse(transaction, command, why)
    transaction.afterCommit(() => {
      this.#counts.repeated += 1
      if (known !== undefined) this.#unreported.set(command.id, known.handled)
    })
  }

  #refuse(transaction: Transaction, { id, type, alarmId, by }: CentreCommand, code: string): Promise<void> {
    return this.#refused.note(transaction, { id, code, says: { type, alarmId, by } })
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
      case 'release':
        return [{ type: 'released', actor, from: command.from ?? command.by }]
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

  async #refuseUnreadable(raw: unknown): Promise<void> {
    const parsed = IdSchema.safeParse(
      typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined,
    )
    const id = parsed.success ? parsed.data : null
    this.#counts.unreadable += 1
    this.parts.log.warn({ command: id }, 'a command of the centre could not be read')
    if (id !== null && this.#unreported.has(id)) return
    await this.parts.writeQueue.run('routine', (transaction) =>
      this.#refused.note(transaction, { id, code: 'unreadable' }),
    )
    if (id === null || this.#unreported.size >= MOST_REPORTED) return
    this.#unreported.set(id, { id, result: 'refused', code: 'unreadable' })
  }
}

/** Why a command whose id is known is none that the centre merely gave again. */
function whyForged(command: CentreCommand, known: KnownCommand, now: Instant): string | undefined {
  const { type, alarmId, by, at } = known
  const isSame = command.type === type && command.alarmId === alarmId && command.by === by
  if (!isSame || (at !== null && command.at !== at)) return 'id-reused'
  return known.reportedAt !== null && now - known.reportedAt > UNDER_WAY_MS ? 'replayed' : undefined
}

function outcomeOf({ outcome, falseCause, text }: CentreCommand): Outcome | null {
  if (outcome === undefined) return null
  return { kind: outcome, words: text ?? null, ...(falseCause === undefined ? {} : { falseCause }) }
}
