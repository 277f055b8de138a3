/** A house whose shift's report is asked for: alarms by radar and by hand, shifts of Kari and Ola. */
import type { ShiftReport } from '../../../../shared/api/night.ts'
import { ReportDesk } from '../../../../station/alarms/report-desk.ts'
import { ShiftReports } from '../../../../station/night/shift-reports.ts'
import { PeopleStore } from '../../../../station/people/people-store.ts'
import { SightLog } from '../../../../station/people/sight-log.ts'
import type { DeskInput } from '../../../../station/services.ts'
import { endShift, insertShift } from '../../../../station/store/shift-rows.ts'
import type { EventKind, EventValue } from '../../../../shared/domain/device-event.ts'
import { cardOf } from '../../../fakes/api-station.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'

export const MINUTE = 60_000
export const kari = { kind: 'person', id: 'kari' } as const
export const ola = { kind: 'person', id: 'ola' } as const

export class ReportNight {
  private constructor(
    readonly folder: string,
    public core: StationCore,
  ) {}

  static async open(): Promise<ReportNight> {
    const folder = await newFolder()
    const night = new ReportNight(folder, await openCore(folder))
    for (const id of ['kari', 'ola']) {
      await night.core.store.writer.query("INSERT INTO people (id, name, role) VALUES (?, ?, 'caregiver')", [
        id,
        id,
      ])
    }
    return night
  }

  async end(): Promise<void> {
    await this.core.close()
    await removeFolder(this.folder)
  }

  /** The station goes down and comes back; its clocks go on. */
  async restarts(): Promise<void> {
    const now = this.core.clock.wall()
    await this.core.close()
    this.core = await openCore(this.folder, undefined, now)
  }

  pass(ms: number): void {
    this.core.clock.pass(ms)
  }

  begins(shiftId: string, personId = 'kari'): Promise<void> {
    const shift = {
      shiftId,
      personId,
      startedAt: this.core.clock.wall(),
      endedAt: null,
      soundCheck: 'heard',
    } as const
    return this.core.writeQueue.run('routine', (transaction) => insertShift(transaction, shift))
  }

  ends(shiftId: string): Promise<void> {
    return this.core.writeQueue.run('routine', (transaction) =>
      endShift(transaction, shiftId, this.core.clock.wall()),
    )
  }

  /** What the radar of a unit says; the alarm it is about. */
  async says(unit: string, kind: EventKind, value: EventValue = true): Promise<string> {
    const arrival = says(unit, kind, value)
    const now = this.core.clock.wall()
    await this.core.intake.take([
      {
        ...arrival,
        receivedAt: this.core.clock.mono(),
        event: { ...arrival.event, occurredAt: now, receivedAt: now },
      },
    ])
    const [row] = await this.core.rows<{ id: string }>(
      `SELECT id FROM alarms WHERE device_id = 'radar-${unit}' ORDER BY last_reported_at DESC, id DESC LIMIT 1`,
    )
    return row?.id ?? ''
  }

  async byHand(place: string): Promise<string> {
    const desk = new ReportDesk(this.core.parts)
    return (await desk.report({ cause: 'fall', residentId: null, place }, null, ola)).id
  }

  /** Refused where it does not apply, as for a screen. */
  async takes(alarmId: string, input: DeskInput): Promise<void> {
    await this.core.desk.take(alarmId, input)
  }

  async reopens(alarmId: string): Promise<void> {
    const done = await this.core.desk.reopen(alarmId, { id: 'kari', readsOfResidents: true }, [])
    if (!done.ok) throw new Error(done.code)
  }

  acknowledges(alarmId: string, actor: typeof kari | typeof ola = kari): Promise<void> {
    return this.takes(alarmId, { type: 'acknowledged', actor, seenRevision: 999 })
  }

  closes(alarmId: string): Promise<void> {
    const outcome = { kind: 'helped-unhurt', words: null } as const
    return this.takes(alarmId, { type: 'resolved', actor: kari, seenRevision: 999, outcome })
  }

  async reportOf(shiftId: string): Promise<ShiftReport> {
    const reports = new ShiftReports({
      reader: this.core.store.reader.manager,
      store: new PeopleStore(this.core.parts),
      sights: new SightLog(new PeopleStore(this.core.parts)),
      clock: this.core.clock,
      cardOf,
      personOf: (id) => ({ id, name: id, hasLeft: false }),
    })
    const read = await reports.read('kari', shiftId)
    if (!read.ok) throw new Error(read.code)
    return read.report
  }
}
