/** Alarms that people raise: the stages and the one transaction of every alarm, with the person as actor. */
import { v7 as newId } from 'uuid'
import { decideStep } from '../../shared/domain/alarm-lifecycle.ts'
import type { Actor, Alarm } from '../../shared/domain/alarm.ts'
import { writeSteps } from './alarm-writer.ts'
import { alarmInHand, carerAsksForHelp, reportedByHand, type Report } from './by-hand.ts'
import type { DeskParts } from './desk.ts'
import { decideDue, type DueRule, type TakenStep } from './intake-decision.ts'

export class ReportDesk {
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

  #raise(due: (now: number) => DueRule, actor: Actor, words: string | null): Promise<Alarm> {
    const { writeQueue, book, effects, clock } = this.parts
    return writeQueue.run('alarm', async (transaction) => {
      const now = clock.wall()
      const plan = decideDue(book, book.load, [due(now)], newId)
      const steps = withNote(plan.steps, actor, words, now)
      const last = steps.at(-1)
      if (last === undefined) throw new Error('what a person reports was held back')
      const messages = await writeSteps(transaction, this.parts, steps)
      transaction.afterCommit(() => {
        book.apply(last.alarm)
        effects.alarmsChanged([last.alarm], messages, [])
      })
      return last.alarm
    })
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
