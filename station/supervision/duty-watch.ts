/**
 * The duty check: every ten minutes by the clock that does not jump, and by its row over a restart, so that a station
 * that begins anew again and again is still looked at.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { OnCall } from '../alarms/on-call.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { writeDuty, type DutyRow } from '../store/duty-rows.ts'
import type { WriteQueue } from '../store/write-queue.ts'
import type { Attendance } from './attendance.ts'
import type { Condition } from './condition.ts'
import { ALL_WELL, DUTY_CHECK_MS, dutyConditions, dutyFindings, type DutyFindings } from './duty.ts'

export interface DutyWatchParts {
  readonly shifts: OnCall
  /** Whether anybody who could answer an alarm has an account. */
  readonly isStaffed: () => boolean
  readonly attendance: Attendance
  /** Clients that show the board. */
  readonly clients: () => number
  /** There is no way to a centre, and nobody has said that there is to be none. */
  readonly isCentreMissed: () => boolean
  readonly writeQueue: WriteQueue
  readonly clock: Clock
  readonly log: Log
}

export class DutyWatch {
  #row: DutyRow
  #dueMono: MonotonicMs
  #isStored: boolean
  #found: DutyFindings = ALL_WELL

  constructor(
    private readonly parts: DutyWatchParts,
    stored: DutyRow | undefined,
  ) {
    const { clock } = parts
    const [wall, mono] = [clock.wall(), clock.mono()]
    this.#isStored = stored !== undefined
    this.#row = stored ?? { dueAt: wall + DUTY_CHECK_MS, soundExpectedSince: null }
    // Whatever the clock did meanwhile: at once where the time has passed, never later than a whole round.
    this.#dueMono = mono + Math.min(Math.max(0, this.#row.dueAt - wall), DUTY_CHECK_MS)
  }

  /** What stands now, after a check where one is due; what it must keep is stored beside it. */
  async look(): Promise<readonly Condition[]> {
    const { attendance, clock } = this.parts
    let row = this.#row
    if (row.soundExpectedSince === null && attendance.sound !== null) {
      row = { ...row, soundExpectedSince: clock.wall() }
    }
    const now = this.#findings(row)
    if (clock.mono() >= this.#dueMono) {
      this.#found = now
      this.#dueMono = clock.mono() + DUTY_CHECK_MS
      row = { ...row, dueAt: clock.wall() + DUTY_CHECK_MS }
    }
    if (row !== this.#row || !this.#isStored) await this.#keep(row)
    return dutyConditions(this.#found, now)
  }

  #findings({ soundExpectedSince }: DutyRow): DutyFindings {
    const { shifts, isStaffed, attendance, clients, isCentreMissed } = this.parts
    const isSoundExpected = soundExpectedSince !== null
    const { sound } = attendance
    return dutyFindings({
      shifts,
      isStaffed: isStaffed(),
      clients: clients(),
      sound,
      isSoundExpected,
      isCentreMissed: isCentreMissed(),
    })
  }

  /** Known at once; what can't be stored now is stored with the next look. */
  async #keep(row: DutyRow): Promise<void> {
    const { writeQueue, log } = this.parts
    this.#row = row
    try {
      await writeQueue.run('routine', (transaction) => writeDuty(transaction, row))
      this.#isStored = true
    } catch (error) {
      this.#isStored = false
      const reason = error instanceof Error ? error.name : 'unknown'
      log.warn({ reason }, 'the next duty check could not be stored; it is tried again')
    }
  }
}
