/** Collects what stations say of themselves beside their alarms, and writes it down every few seconds. */
import type { Instant } from '../../shared/domain/time.ts'
import type { MessagesReply } from '../../shared/wire/centre-messages.ts'
import { writeReport, type StationReport } from '../store/station-report-rows.ts'
import type { Writes } from '../store/transaction.ts'
import type { JudgedBody } from './judge-message.ts'

/** Less may be the way of the body itself. */
const CLOCK_OFF_AFTER_SECONDS = 120
/** Far more than there are stations; ids that strangers make up do not fill the memory. */
const MOST_KEPT = 10_000

export class StationReports {
  readonly #unwritten = new Map<string, StationReport>()
  #isWriting = false

  constructor(
    private readonly writes: Writes,
    private readonly now: () => Instant,
    private readonly onCannotStore: (error: unknown) => void,
  ) {}

  /** After a body has been answered. */
  note(station: string, body: JudgedBody, reply: Pick<MessagesReply, 'rejected'>): void {
    const last = body.messages.findLast((judged) => judged.kind === 'heartbeat')
    if (last === undefined && body.late === undefined && reply.rejected.length === 0) return
    const before = this.#reportOf(station)
    if (before === undefined) return
    const beat = last?.kind === 'heartbeat' ? last.message : undefined
    this.#unwritten.set(station, {
      ...before,
      waiting: beat?.data.waiting ?? before.waiting,
      paths: beat?.data.paths === undefined ? before.paths : JSON.stringify(beat.data.paths),
      clockOffSeconds: beat === undefined ? before.clockOffSeconds : this.#clockOff(beat.sentAt),
      lateSince: body.late?.since ?? before.lateSince,
      lateReason: body.late?.reason ?? before.lateReason,
      lateAt: body.late === undefined ? before.lateAt : this.now(),
      rejected: before.rejected + reply.rejected.length,
    })
  }

  /** It was told to come back later. */
  noteSlowed(station: string): void {
    const before = this.#reportOf(station)
    if (before !== undefined) this.#unwritten.set(station, { ...before, slowed: before.slowed + 1 })
  }

  /** What could not be written is kept for the next time. */
  async write(): Promise<void> {
    if (this.#isWriting || this.#unwritten.size === 0) return
    this.#isWriting = true
    const reports = [...this.#unwritten.values()].sort((a, b) => (a.station < b.station ? -1 : 1))
    this.#unwritten.clear()
    try {
      await this.writes.run(async (transaction) => {
        for (const report of reports) await writeReport(transaction, report)
      })
    } catch (error) {
      for (const report of reports) this.#keep(report)
      this.onCannotStore(error)
    } finally {
      this.#isWriting = false
    }
  }

  #keep(report: StationReport): void {
    const newer = this.#unwritten.get(report.station)
    const rejected = report.rejected + (newer?.rejected ?? 0)
    const slowed = report.slowed + (newer?.slowed ?? 0)
    this.#unwritten.set(report.station, { ...(newer ?? report), rejected, slowed })
  }

  #clockOff(sentAt: string): number | null {
    const off = Math.round((Date.parse(sentAt) - this.now()) / 1000)
    return Math.abs(off) > CLOCK_OFF_AFTER_SECONDS ? off : null
  }

  #reportOf(station: string): StationReport | undefined {
    const known = this.#unwritten.get(station)
    if (known !== undefined || this.#unwritten.size >= MOST_KEPT) return known
    const nothing = { waiting: null, paths: '[]', lateSince: null, lateReason: null, lateAt: null }
    return { station, ...nothing, clockOffSeconds: null, rejected: 0, slowed: 0 }
  }
}
