/** Alarms that people raise: the stages and the one transaction of every alarm, with the person as actor. */
import { v7 as newId } from 'uuid'
import { decideStep } from '../../shared/domain/alarm-lifecycle.ts'
import type { Actor, Alarm } from '../../shared/domain/alarm.ts'
import { lockedSubject, type LockedCall } from '../../shared/domain/locked-call.ts'
import { writeSteps } from './alarm-writer.ts'
import {
  alarmInHand,
  carerAsksForHelp,
  LOCKED_SCREEN,
  lockedScreenAsksForHelp,
  reportedByHand,
  type Report,
} from './by-hand.ts'
import type { Transaction } from '../store/write-queue.ts'
import type { DeskParts } from './desk.ts'
import { HelpLimit } from './help-limit.ts'
import { decideDue, type DueRule, type TakenStep } from './intake-decision.ts'

/** A press so soon after the one before is the same press: a frightened hand, a key that bounces. */
const SAME_PRESS_MS = 10_000

/** `rang` false: it rings already. */
export type LockedHelp =
  { readonly ok: true; readonly rang: boolean } | { readonly ok: false; readonly waitSeconds: number }

export class ReportDesk {
  readonly #limit = new HelpLimit()

  constructor(private readonly parts: DeskParts) {}

  /** `words` become a note of the alarm and stay in the building. Resolves when it is committed and rings. */
  report(report: Report, words: string | null, actor: Actor): Promise<Alarm> {
    return this.#raise((now) => reportedByHand(report, actor, now), actor, words)
  }

  /** `alarmId`: the alarm the carer is on; null: the one they took last. */
  askForHelp(actor: Actor, alarmId: string | null): Promise<Alarm> {
    const { book } = this.parts
    return this.#raise(
      (now) => {
        const at = alarmId === null ? alarmInHand(book.open(), actor.id) : book.get(alarmId)
        return carerAsksForHelp(actor, at, now)
      },
      actor,
      null,
    )
  }

  /** From a screen where nobody is signed in. It never waits for a sign-in; who plays with it is slowed. */
  askForHelpLocked(call: LockedCall): Promise<LockedHelp> {
    const { writeQueue, book, audit, clock } = this.parts
    const { address, from, lastPersonId } = call
    return writeQueue.run('alarm', async (transaction) => {
      const now = clock.wall()
      const at = lastPersonId === null ? undefined : alarmInHand(book.open(), lastPersonId)
      const due = lockedScreenAsksForHelp(call, at, now)
      const open = book.openFor({ ...due.occasion, ...due.rule, subject: lockedSubject(call) })
      if (open?.ringing === true && Math.abs(now - open.lastRangAt) < SAME_PRESS_MS) {
        return { ok: true, rang: false }
      }
      const waitMs = this.#limit.waitMs(address, clock.mono())
      if (waitMs > 0) {
        return open === undefined
          ? { ok: false, waitSeconds: Math.ceil(waitMs / 1000) }
          : { ok: true, rang: false }
      }
      const alarm = await this.#raiseWithin(transaction, due, LOCKED_SCREEN, null, now)
      const data = { from, address, lastPerson: lastPersonId }
      await audit.append(transaction, [
        { at: now, actor: LOCKED_SCREEN, action: 'help.asked-locked', subject: alarm.id, data },
      ])
      transaction.afterCommit(() => {
        this.#limit.rang(address, clock.mono())
      })
      return { ok: true, rang: true }
    })
  }

  #raise(due: (now: number) => DueRule, actor: Actor, words: string | null): Promise<Alarm> {
    const { writeQueue, clock } = this.parts
    return writeQueue.run('alarm', (transaction) => {
      const now = clock.wall()
      return this.#raiseWithin(transaction, due(now), actor, words, now)
    })
  }

  async #raiseWithin(
    transaction: Transaction,
    due: DueRule,
    actor: Actor,
    words: string | null,
    now: number,
  ): Promise<Alarm> {
    const { book, effects } = this.parts
    const plan = decideDue(book, book.load, [due], newId)
    const steps = withNote(plan.steps, actor, words, now)
    const last = steps.at(-1)
    if (last === undefined) throw new Error('what a person reports was held back')
    const messages = await writeSteps(transaction, this.parts, steps)
    transaction.afterCommit(() => {
      book.apply(last.alarm)
      effects.alarmsChanged([last.alarm], messages, [])
    })
    return last.alarm
  }
}

function withNote(
  steps: readonly TakenStep[],
  actor: Actor,
  words: string | null,
  now: number,
): readonly TakenStep[] {
  const last = steps.at(-1)
  if (last === undefined || words === null || words.trim() === '') return steps
  const note = decideStep(last.alarm, { type: 'note', actor, words: words.trim() }, now)
  return note.ok ? [...steps, { alarm: note.alarm, action: note.action, occurredAt: now }] : steps
}
