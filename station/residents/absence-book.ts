/** Who is away at this moment, and what is silent for them: from committed rows and from what has been seen since. */
import type { Absence, SilentWhenAway } from '../../shared/domain/absence.ts'
import type { DeviceEvent } from '../../shared/domain/device-event.ts'
import type { DeviceStanding } from '../alarms/placed-event.ts'
import type { Clock } from '../clock.ts'
import type { Registry } from '../devices/registry.ts'
import { isBackBy, isOver } from './absence.ts'

const NOTHING: readonly SilentWhenAway[] = []

export interface AbsenceOver {
  readonly absence: Absence
  readonly by: 'time' | 'activity'
}

export class AbsenceBook {
  /** Absences in which somebody was seen: nothing is silent any more, also while the disk takes no row of it. */
  readonly #seen = new Set<string>()

  constructor(
    private readonly registry: Pick<Registry, 'absences' | 'absenceOf'>,
    private readonly clock: Clock,
  ) {}

  /** Null as soon as it is over, whether its end is stored or not. */
  of(residentId: string): Absence | null {
    const absence = this.registry.absenceOf(residentId)
    if (absence === undefined || this.#seen.has(absence.absenceId)) return null
    return isOver(absence, this.clock.wall()) ? null : absence
  }

  silencedFor(residentId: string): readonly SilentWhenAway[] {
    return this.of(residentId)?.silences ?? NOTHING
  }

  get count(): number {
    let away = 0
    for (const { residentId } of this.registry.absences()) if (this.of(residentId) !== null) away += 1
    return away
  }

  /**
   * After the commit of the event. True when it ended an absence; what a device says that is tried or set aside tells
   * of a technician, and of nobody who has come home.
   */
  note(
    event: Pick<DeviceEvent, 'residentId' | 'kind' | 'value' | 'receivedAt'>,
    standing: DeviceStanding | undefined,
  ): boolean {
    if (standing !== undefined) return false
    const absence = event.residentId === null ? undefined : this.registry.absenceOf(event.residentId)
    if (absence === undefined || this.#seen.has(absence.absenceId) || !isBackBy(absence, event)) return false
    this.#seen.add(absence.absenceId)
    return true
  }

  /** Those whose end is to be stored. */
  over(): readonly AbsenceOver[] {
    const now = this.clock.wall()
    return [...this.registry.absences()].flatMap((absence): AbsenceOver[] => {
      if (this.#seen.has(absence.absenceId)) return [{ absence, by: 'activity' }]
      return isOver(absence, now) ? [{ absence, by: 'time' }] : []
    })
  }

  /** After the commit of its end. */
  forget({ absenceId }: Absence): void {
    this.#seen.delete(absenceId)
  }
}
