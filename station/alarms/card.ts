import type { AlarmCard, CardEscalation } from '../../shared/api/board.ts'
import type { Absence } from '../../shared/domain/absence.ts'
import {
  carerWhoCalls,
  isGivenUnderWay,
  isOpen,
  type Alarm,
  type Closing,
  type Shelf,
} from '../../shared/domain/alarm.ts'
import { readLockedSubject, type LockedCall } from '../../shared/domain/locked-call.ts'
import type { Registry } from '../devices/registry.ts'
import { nextDeadline, waitsForOwner, type Deadlines } from './escalation.ts'
import { rungAt, rungsFor, type Ladder } from './ladder.ts'

/** What the screens of the house are called. */
export interface ScreenNames {
  /** Null: nobody has named it. */
  readonly nameOf: (screenId: string) => string | null
  /** Of those whose sound is missing or blocked now; null: one that nobody has named. */
  readonly mute: () => readonly (string | null)[]
}

const NO_NAMES: ScreenNames = { nameOf: () => null, mute: () => [] }

/** An alarm as the board shows it: who, where, what, since when, who has it, and whether the centre has it. */
export function cardOf(
  alarm: Alarm,
  registry: Registry,
  delivery: AlarmCard['delivery'],
  escalation: CardEscalation | undefined,
  awayOf: (residentId: string) => Absence | null = () => null,
  screens: ScreenNames = NO_NAMES,
): AlarmCard {
  const resident = alarm.residentId === null ? undefined : registry.resident(alarm.residentId)
  const away = resident === undefined ? null : awayOf(resident.id)
  const owner = alarm.ownerId
  const carer = carerWhoCalls(alarm)
  const locked = readLockedSubject(alarm.subject)
  return {
    alarmId: alarm.id,
    incidentId: alarm.incidentId,
    revision: alarm.revision,
    cause: alarm.cause,
    category: alarm.category,
    priority: alarm.priority,
    state: alarm.state,
    count: alarm.count,
    ringing: alarm.ringing,
    ringRevision: alarm.ringRevision,
    openedAt: alarm.openedAt,
    lastRangAt: alarm.lastRangAt,
    restoredAt: alarm.restoredAt,
    ...(alarm.lastReportedAt === alarm.lastRangAt ? {} : { lastReportedAt: alarm.lastReportedAt }),
    ...(alarm.shelf === null ? {} : { shelf: shelfOf(alarm.shelf, registry) }),
    ...(alarm.chattering ? { chattering: true as const } : {}),
    resident:
      resident === undefined
        ? null
        : {
            id: resident.id,
            name: resident.name,
            birthYear: resident.birth_year,
            address: resident.address,
            unit: resident.unit,
            floor: resident.floor,
            ...(away === null ? {} : { away: { until: away.until, reason: away.reason } }),
          },
    deviceId: alarm.deviceId,
    placement: alarm.placement,
    ...(alarm.subject === undefined || locked !== null ? {} : { subject: alarm.subject }),
    ...(locked === null ? {} : { lockedCall: lockedCallOf(locked, registry, screens) }),
    ...muteScreens(alarm, screens),
    ...(carer === null ? {} : { carer: registry.personOnAlarm(carer) }),
    ...(alarm.code === undefined ? {} : { code: alarm.code }),
    ...(alarm.figure === undefined ? {} : { figure: alarm.figure }),
    owner: owner === null ? null : registry.personOnAlarm(owner),
    ...(isGivenUnderWay(alarm) ? { isGiven: true as const } : {}),
    outcome: alarm.outcome?.kind ?? null,
    ...(alarm.closing === undefined ? {} : { closing: closingOf(alarm.closing, registry) }),
    delivery,
    ...(escalation === undefined ? {} : { escalation }),
    ...(alarm.request === undefined
      ? {}
      : { request: { ...alarm.request, by: registry.personOnAlarm(alarm.request.by) } }),
  }
}

function lockedCallOf(
  { from, address, lastPersonId, screenId }: LockedCall,
  registry: Registry,
  { nameOf }: ScreenNames,
) {
  const name = screenId === null ? null : nameOf(screenId)
  return {
    from,
    address,
    lastPerson: lastPersonId === null ? null : registry.personOnAlarm(lastPersonId),
    ...(name === null ? {} : { screen: name }),
  }
}

/** Whether the card of this alarm says what that screen is called, or may. */
export function tellsOfScreen({ cause, subject }: Alarm, screenId: string): boolean {
  return cause === 'no-sound' || readLockedSubject(subject)?.screenId === screenId
}

/**
 * While nobody hears the alarms the names say where to go; afterwards they would be others. Where one has no name the
 * others would send somebody past it.
 */
function muteScreens(alarm: Alarm, { mute }: ScreenNames): Pick<AlarmCard, 'muteScreens'> {
  if (alarm.cause !== 'no-sound' || !isOpen(alarm)) return {}
  const screens = mute()
  const names = screens.flatMap((name) => name ?? [])
  return names.length === 0 || names.length < screens.length ? {} : { muteScreens: names }
}

function shelfOf({ until, by, why }: Shelf, registry: Registry): NonNullable<AlarmCard['shelf']> {
  return { until, why, by: registry.personOnAlarm(by) }
}

function closingOf({ by, reason }: Closing, registry: Registry): NonNullable<AlarmCard['closing']> {
  if (by.kind === 'person') return { by: registry.personOnAlarm(by.id), reason }
  // An operator may have the id of somebody here.
  return { by: by.kind === 'centre' ? { id: by.id, name: null, hasLeft: false } : null, reason }
}

/** How far it has climbed and when it climbs on; undefined where it neither rings nor waits for anybody. */
export function escalationOf(alarm: Alarm, deadlines: Deadlines, ladder: Ladder): CardEscalation | undefined {
  const next = nextDeadline(deadlines)
  const calls = rungAt(rungsFor(ladder, alarm), alarm.level)?.calls
  if (calls === undefined || (next === null && !alarm.ringing)) return undefined
  return {
    level: alarm.level,
    calls,
    calledAt: alarm.escalatedAt,
    nextAt: next?.dueAt ?? null,
    waitsFor: next?.kind ?? null,
    ...(waitsForOwner(alarm, deadlines) ? { waitsForOwner: true as const } : {}),
  }
}
