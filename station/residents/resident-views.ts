/** Who looks at whose record, and what they see. Each look at a record stands in the audit log before it is shown. */
import type { z } from 'zod'
import type {
  Away,
  CardOutput,
  Keys,
  KeysInput,
  ResidentLine,
  ResidentRecord,
} from '../../shared/api/residents.ts'
import type { Alarm } from '../../shared/domain/alarm.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import type { Absence } from '../../shared/domain/absence.ts'
import type { Role } from '../../shared/domain/role.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Registry } from '../devices/registry.ts'
import { refused, type Outcome } from '../people/outcome.ts'
import { person, type PeopleStore } from '../people/people-store.ts'
import { findAlarm } from '../store/alarm-rows.ts'
import { readLastAlarms, readLastMovement } from '../store/card-rows.ts'
import { readKeysOf, readResident, readResidents } from '../store/resident-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import type { AbsenceBook } from './absence-book.ts'

export interface ResidentViewsParts {
  readonly registry: Registry
  readonly absences: AbsenceBook
  readonly store: PeopleStore
  readonly reader: RowSource
  readonly clock: Clock
  /** Those for whom a rule over time is on that nothing in their home can tell what it waits for. */
  readonly withUnfedRules: () => Promise<ReadonlySet<string>>
}

/** Who closed an alarm may still have to lock the door behind them, or to call the family. */
const REASON_AFTER_CLOSED_MS = 12 * 60 * 60_000
const KEEPS_RECORDS: readonly Role[] = ['manager', 'administrator']

export class ResidentViews {
  constructor(private readonly parts: ResidentViewsParts) {}

  /** No more of anybody than the board shows; by name. */
  async list(): Promise<readonly ResidentLine[]> {
    const { registry, reader, withUnfedRules } = this.parts
    const unfed = await withUnfedRules()
    const withDevices = new Set([...registry.devices()].map((device) => device.resident_id))
    return (await readResidents(reader)).map(({ residentId: id, details, leftAt, leftWhy }) => {
      const { name, unit, floor, contacts, consent } = details
      const lacks: ResidentLine['lacks'] = []
      if (contacts.length === 0) lacks.push('contacts')
      if (!withDevices.has(id)) lacks.push('devices')
      if (consent === null) lacks.push('consent')
      if (unfed.has(id)) lacks.push('rule-source')
      return {
        id,
        name,
        unit,
        floor,
        away: this.#away(id),
        leftAt,
        leftWhy,
        lacks: leftAt === null ? lacks : [],
      }
    })
  }

  async record(by: string, residentId: string): Promise<Outcome<{ readonly record: ResidentRecord }>> {
    const { registry, reader } = this.parts
    if (registry.resident(residentId) === undefined) return unknown(residentId)
    await this.#note(by, 'resident.record-seen', residentId, {})
    const resident = await readResident(reader, residentId)
    if (resident === undefined) return unknown(residentId)
    const devices = [...registry.devices()].filter((device) => device.resident_id === residentId)
    return {
      ok: true,
      record: {
        ...resident,
        away: this.#away(residentId),
        devices: devices.map(({ id, protocol, placement }) => ({ deviceId: id, protocol, placement })),
      },
    }
  }

  /**
   * What a responder needs before driving; null for an alarm that is nobody's. Of an alarm that is long over only who
   * keeps records sees it; who is refused is noted.
   */
  async card(role: Role, by: string, alarmId: string): Promise<Outcome<z.infer<typeof CardOutput>>> {
    const { reader, clock } = this.parts
    const alarm = await findAlarm(reader, alarmId)
    if (alarm === undefined) return refused('unknown-alarm', `there is no alarm ${alarmId}`)
    const { residentId } = alarm
    if (residentId === null) return { ok: true, card: null }
    if (!KEEPS_RECORDS.includes(role) && !isReason(alarm, residentId, clock.wall())) {
      await this.#note(by, 'resident.card-refused', residentId, { alarm: alarmId })
      return refused('no-reason-for-card', `${by} has no reason to see the card of ${residentId}`)
    }
    await this.#note(by, 'resident.card-seen', residentId, { alarm: alarmId })
    const resident = await readResident(reader, residentId)
    if (resident === undefined) return { ok: true, card: null }
    const { cid: _cid, consent: _consent, ...details } = resident.details
    return {
      ok: true,
      card: {
        residentId,
        details,
        hasDoorCode: resident.hasDoorCode,
        hasKeyBox: resident.hasKeyBox,
        away: this.#away(residentId),
        lastMovement: await readLastMovement(reader, residentId),
        lastAlarms: [...(await readLastAlarms(reader, residentId, alarmId))],
      },
    }
  }

  /** Door code and key box, to whoever has a reason: who, whose and why is noted first, also where it is refused. */
  async keys(role: Role, asked: z.infer<typeof KeysInput>): Promise<Outcome<{ readonly keys: Keys }>> {
    const { reader, clock } = this.parts
    const { by, residentId, why } = asked
    const data = { why, alarm: asked.why === 'alarm' ? asked.alarmId : null }
    const alarm = asked.why === 'alarm' ? await findAlarm(reader, asked.alarmId) : undefined
    const isAllowed =
      asked.why === 'alarm'
        ? alarm !== undefined && isReason(alarm, residentId, clock.wall())
        : KEEPS_RECORDS.includes(role)
    if (!isAllowed) {
      await this.#note(by, 'resident.keys-refused', residentId, data)
      return refused('no-reason-for-keys', `${by} has no reason to see the keys of ${residentId}`)
    }
    await this.#note(by, 'resident.keys-seen', residentId, data)
    const stored = await readKeysOf(reader, residentId)
    if (stored === undefined) return unknown(residentId)
    return { ok: true, keys: { doorCode: stored.doorCode, keyBox: stored.keyBox } }
  }

  #away(residentId: string): Away | null {
    const absence = this.parts.absences.of(residentId)
    return absence === null ? null : awayOf(absence)
  }

  async #note(
    by: string,
    action: string,
    subject: string,
    data: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    await this.parts.store.write({ actor: person(by), action, subject, data })
  }
}

function isReason(alarm: Alarm, residentId: string, now: Instant): boolean {
  if (alarm.residentId !== residentId) return false
  return isOpen(alarm) || now - alarm.lastRangAt < REASON_AFTER_CLOSED_MS
}

export function awayOf({ reason, from, until, silences }: Absence): Away {
  return { reason, from, until, silences: [...silences] }
}

function unknown(residentId: string) {
  return refused('unknown-resident', `there is no resident ${residentId}`)
}
