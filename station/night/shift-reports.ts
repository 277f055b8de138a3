/** The report of a shift, made of what is stored, and what the shift adds to it in words. */
import type { ReportLine, ShiftReport } from '../../shared/api/night.ts'
import type { AlarmCard, PersonOnAlarm } from '../../shared/api/board.ts'
import type { Shift } from '../../shared/api/people.ts'
import type { Actor, Alarm } from '../../shared/domain/alarm.ts'
import type { Clock } from '../clock.ts'
import { person, type PeopleStore } from '../people/people-store.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { refused, type Outcome } from '../people/outcome.ts'
import type { StoredShift } from '../people/shift.ts'
import type { SightLog } from '../people/sight-log.ts'
import type { RowSource } from '../store/row-source.ts'
import { StoreError } from '../store/store-error.ts'
import { findShift, lastShiftOf, shiftsBetween, spanOf } from '../store/shift-rows.ts'
import { insertRemarks, readRemarks, readStories } from '../store/shift-report-rows.ts'
import { lineOf, type StoryLine } from './report-line.ts'
import { ShiftFigures } from './shift-figures.ts'

/** Lines of one report: more is no report that anybody reads aloud. Its figures are of all. */
const MOST_LINES = 500

export interface ShiftReportsParts {
  readonly reader: RowSource
  readonly store: PeopleStore
  readonly clock: Clock
  readonly sights: SightLog
  readonly cardOf: (alarm: Alarm) => AlarmCard
  readonly personOf: (id: string) => PersonOnAlarm
}

export class ShiftReports {
  constructor(private readonly parts: ShiftReportsParts) {}

  /**
   * `shiftId` null: the running shift of this person, else their last. Who looks stands in the audit log before it is
   * shown, once for each opening of the window.
   */
  async read(
    by: string,
    shiftId: string | null,
    openedAt: Instant | null = null,
  ): Promise<Outcome<{ report: ShiftReport }>> {
    const { reader, clock, sights } = this.parts
    const shift = shiftId === null ? await lastShiftOf(reader, by) : await findShift(reader, shiftId)
    if (shift === undefined) return refused('not-on-duty', 'there is no such shift')
    await sights.note({ by, action: 'shift.report-seen', subject: shift.shiftId, openedAt })
    const until = Math.max(shift.endedAt ?? clock.wall(), shift.startedAt)
    const others = await shiftsBetween(reader, shift.startedAt, until)
    const counted = new ShiftFigures(MOST_LINES)
    for await (const story of readStories(reader, await spanOf(reader, shift))) {
      const line = lineOf(story, shift.startedAt, until)
      if (line !== undefined) counted.take(line)
    }
    const remarks = await readRemarks(reader, shift.shiftId)
    return {
      ok: true,
      report: {
        shift: this.#shown(shift),
        until,
        colleagues: others
          .filter((other) => other.shiftId !== shift.shiftId)
          .map((other) => this.#shown(other)),
        lines: counted.lines.map((line) => this.#line(line)),
        more: counted.more,
        figures: counted.figures,
        remarks:
          remarks === undefined
            ? null
            : {
                words: remarks.words,
                by: this.parts.personOf(remarks.byId),
                at: remarks.at,
                revision: remarks.revision,
              },
      },
    }
  }

  /** `seenRevision`: of the remarks that this change was made over; 0 where there were none. */
  async remark(by: string, shiftId: string, seenRevision: number, words: string): Promise<Outcome<object>> {
    const { reader, store } = this.parts
    if ((await findShift(reader, shiftId)) === undefined)
      return refused('not-on-duty', 'there is no such shift')
    const before = await readRemarks(reader, shiftId)
    if ((before?.revision ?? 0) !== seenRevision) return changedMeanwhile()
    const entry = { actor: person(by), action: 'shift.remarked', subject: shiftId, data: { seenRevision } }
    const revision = seenRevision + 1
    try {
      await store.write(entry, (transaction, at) =>
        insertRemarks(transaction, shiftId, { words, byId: by, at, revision }),
      )
      return { ok: true }
    } catch (error) {
      // Of two at once the second meets the first one's row.
      if (error instanceof StoreError && error.code === 'refused') return changedMeanwhile()
      throw error
    }
  }

  #line({ alarm, answeredBy, notes, ...line }: StoryLine): ReportLine {
    return {
      card: this.parts.cardOf(alarm),
      isCarriedIn: line.isCarriedIn,
      answeredBy: answeredBy === null ? null : this.#actor(answeredBy),
      answeredAfterMs: line.answeredAfterMs,
      longestWaitMs: line.longestWaitMs,
      isLate: line.isLate,
      notes: notes.map((note) => ({ at: note.at, by: this.#actor(note.by), words: note.words })),
    }
  }

  #actor({ kind, id }: Actor): PersonOnAlarm {
    return kind === 'person' ? this.parts.personOf(id) : { id, name: null, hasLeft: false }
  }

  #shown(shift: StoredShift): Shift {
    return { ...shift, name: this.parts.personOf(shift.personId).name }
  }
}

function changedMeanwhile(): Outcome<object> {
  return refused('changed-since-seen', 'somebody changed the remarks meanwhile')
}
