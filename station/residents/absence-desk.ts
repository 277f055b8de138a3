/** Says who is away and that they are back: one transaction with its audit entry, then every part knows it. */
import { v7 as newId } from 'uuid'
import { LONGEST_ABSENCE_MS, type Absence } from '../../shared/domain/absence.ts'
import type { Actor } from '../../shared/domain/alarm.ts'
import { isMissing } from '../alarms/time-rules/due.ts'
import { TIME_RULE_IDS, TIME_RULES } from '../alarms/time-rules/rule-set.ts'
import type { Clock } from '../clock.ts'
import type { Registry } from '../devices/registry.ts'
import { refused, type Outcome } from '../people/outcome.ts'
import { person, type PeopleStore } from '../people/people-store.ts'
import type { Log } from '../services.ts'
import { endAbsence, insertAbsence, unsayHeldBack } from '../store/absence-rows.ts'
import { Turns } from '../../shared/domain/turns.ts'
import type { AbsenceBook } from './absence-book.ts'

/** How late the end of an absence may be stored; what it silences ends at its time all the same. */
const LOOK_MS = 1_000

/** Rules about what stands, and not about what should have happened on a day. */
const STANDING_RULES = TIME_RULES.filter((rule) => !isMissing(rule)).map(({ id }) => id)

export interface AbsenceDeskParts {
  readonly book: AbsenceBook
  readonly registry: Pick<Registry, 'resident' | 'absenceOf'>
  readonly store: PeopleStore
  readonly clock: Clock
  /** The registry holds what was committed, and the resident's cards say it. */
  readonly onChanged: (residentId: string) => Promise<void>
  /** What stands counts anew from now; where nobody has seen the resident, what was held back meanwhile is said too. */
  readonly countAnew: (absence: Absence, isSeen: boolean) => Promise<void>
  readonly log: Log
}

export type AwayWish = Pick<Absence, 'residentId' | 'reason' | 'until' | 'silences'>

export class AbsenceDesk {
  #timer: NodeJS.Timeout | undefined
  readonly #turns = new Turns()
  #looking = false

  constructor(private readonly parts: AbsenceDeskParts) {}

  start(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_MS)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#turns.idle()
  }

  /** A wish for somebody who is away already takes the place of the one before. */
  set(by: string, wish: AwayWish): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const { registry, store, clock } = this.parts
      const { residentId, reason, until, silences } = wish
      const resident = registry.resident(residentId)
      if (resident === undefined || resident.left_at !== null) {
        return refused('unknown-resident', `nobody lives here with the id ${residentId}`)
      }
      const now = clock.wall()
      if (until <= now) return refused('deadline-past', 'the end lies in the past')
      if (until - now > LONGEST_ABSENCE_MS) return refused('absence-too-long', 'longer than a year')
      const entry = {
        actor: person(by),
        action: 'resident.away',
        subject: residentId,
        data: { reason, until, silences: silences.join(' ') },
      }
      await store.write(entry, async (transaction, at) => {
        await endAbsence(transaction, residentId, by, at)
        await insertAbsence(transaction, { ...wish, absenceId: newId(), from: at, by })
      })
      await this.parts.onChanged(residentId)
      return { ok: true }
    })
  }

  /** Somebody has seen them: of a morning that is over nothing is said. */
  end(by: string, residentId: string): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const absence = this.parts.registry.absenceOf(residentId)
      if (absence === undefined) return refused('not-away', `${residentId} is not away`)
      await this.#store(absence, by, person(by))
      return { ok: true }
    })
  }

  /** Ends what is over: by its time or by a sign of life. What can't be stored now is tried with the next look. */
  async look(): Promise<void> {
    if (this.#looking || this.parts.book.over().length === 0) return
    this.#looking = true
    try {
      await this.#turns.take(async () => {
        for (const { absence, by } of this.parts.book.over()) {
          await this.#store(absence, by, { kind: 'station', id: `absence-${by}` })
        }
        return { ok: true }
      })
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown'
      this.parts.log.warn({ reason }, 'the end of an absence could not be stored; it is tried again')
    } finally {
      this.#looking = false
    }
  }

  async #store(absence: Absence, by: string, actor: Actor): Promise<void> {
    const { store, book, onChanged, countAnew } = this.parts
    const { residentId } = absence
    // Expected back and nobody has seen them: that nobody was noticed on a day is said now.
    const isSeen = by !== 'time'
    await store.write(
      { actor, action: 'resident.back', subject: residentId, data: {} },
      async (transaction, at) => {
        await endAbsence(transaction, residentId, by, at)
        await unsayHeldBack(transaction, absence, isSeen ? STANDING_RULES : TIME_RULE_IDS)
      },
    )
    book.forget(absence)
    await onChanged(residentId)
    await countAnew(absence, isSeen)
  }
}
