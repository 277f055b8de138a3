/**
 * Calls the next level when a deadline is up. It decides nothing: what is due is said by the deadlines, what follows
 * by `escalate`. The monotonic clock counts, so that a clock that jumps neither calls nor keeps anybody waiting.
 */
import type { Instant } from '../../shared/domain/time.ts'
import type { Log } from '../services.ts'
import type { Transaction } from '../store/write-queue.ts'
import { SteadyLook } from '../steady-look.ts'
import { writeSteps } from './alarm-writer.ts'
import type { DueAlarm } from './deadline-book.ts'
import type { DeskParts } from './desk.ts'
import { dueDeadline, escalate } from './escalation.ts'
import type { TakenStep } from './intake-decision.ts'
import type { Reach } from './on-call.ts'

/** How late a level is called at most; the countdown on the board goes by the second. */
const LOOK_MS = 250
/** Most alarms in one transaction: a house full of unanswered alarms must not hold up the next fall. */
const MOST_AT_ONCE = 100
/** Time synchronisation turns a clock gently; the rows are set anew where it moved by more than this. */
const MOVED_MS = 1_000

export interface EscalatorParts extends DeskParts {
  /** Whom the levels reach, asked at the moment they are called. */
  readonly reach: () => Reach
  readonly canStore: () => boolean
  readonly log: Log
}

export class Escalator {
  readonly #looks = new SteadyLook(() => this.look(), LOOK_MS)
  #offset: number | undefined

  constructor(private readonly parts: EscalatorParts) {}

  start(): void {
    this.#looks.start()
  }

  stop(): Promise<void> {
    return this.#looks.stop()
  }

  /** One look, through to what is committed of it. What can't be stored now is tried again with the next one. */
  async look(): Promise<void> {
    const { deadlines, clock, log, canStore } = this.parts
    if (!canStore()) return
    try {
      await this.#followClock()
      const due = deadlines.due(clock.mono())
      for (let start = 0; start < due.length; start += MOST_AT_ONCE) {
        await this.#call(due.slice(start, start + MOST_AT_ONCE))
      }
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown'
      log.error({ reason }, 'an escalation could not be stored; it is tried again')
    }
  }

  async #call(due: readonly DueAlarm[]): Promise<void> {
    const { writeQueue, book, effects, clock, log } = this.parts
    await writeQueue.run('alarm', async (transaction) => {
      const steps = due.flatMap((one) => this.#step(one, clock.wall()) ?? [])
      if (steps.length === 0) return
      const messages = await writeSteps(transaction, this.parts, steps)
      transaction.afterCommit(() => {
        for (const { alarm, action } of steps) {
          book.apply(alarm)
          const { level = 0, calls = null } = action.data
          log.warn({ alarm: alarm.id, level, calls, reason: action.reason }, 'an alarm called the next level')
        }
        effects.alarmsChanged(
          steps.map(({ alarm }) => alarm),
          messages,
          [],
        )
      })
    })
  }

  /** Judged inside the transaction: whoever answered meanwhile has answered. */
  #step({ alarmId, kind }: DueAlarm, now: Instant): TakenStep | undefined {
    const { book, deadlines, clock, reach } = this.parts
    const alarm = book.get(alarmId)
    if (alarm === undefined || dueDeadline(deadlines.of(alarmId), clock.mono())?.kind !== kind)
      return undefined
    const step = escalate(alarm, kind, deadlines.ladder, reach(), now)
    if (!step.ok) throw new Error(`escalation: ${step.code}`)
    return { alarm: step.alarm, action: step.action, occurredAt: now }
  }

  /** Rows and cards say by the clock on the wall when a level is called: when it jumps they follow. */
  async #followClock(): Promise<void> {
    const { writeQueue, deadlines, book, effects, clock } = this.parts
    const offset = clock.wall() - clock.mono()
    const moved = Math.abs(offset - (this.#offset ?? offset))
    if (this.#offset !== undefined && moved < MOVED_MS) return
    if (this.#offset !== undefined) {
      await writeQueue.run('routine', (transaction: Transaction) => deadlines.rewind(transaction))
      effects.alarmsChanged([...book.open()], [], [])
    }
    this.#offset = offset
  }
}
