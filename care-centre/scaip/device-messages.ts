/**
 * The life of alarms that a device of any maker reports straight to the centre: its documents as messages, in the
 * words of the wire. Pure; ids and time are given in.
 */
import type { Cause } from '../../shared/domain/alarm.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { isMoreUrgent, type Category, type Priority } from '../../shared/domain/priority.ts'
import { isoInstant, type Instant } from '../../shared/domain/time.ts'
import { codeText, nameOfCode } from '../../shared/scaip/codes.ts'
import type { ScaipRequest } from '../../shared/scaip/document.ts'
import { placementOf } from '../../shared/scaip/placements.ts'
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'
import { reportOf, type Ring } from './device-report.ts'

/** An alarm of this device that is open at the centre. */
export interface OpenAlarm {
  readonly id: string
  readonly incident: string
  readonly cause: string
  readonly category: Category
  readonly priority: Priority
  readonly count: number
  readonly sequence: number
}

export interface DeviceContext {
  /** Of the same `cid` and `did`, the newest last. */
  readonly open: readonly OpenAlarm[]
  readonly now: Instant
  readonly newId: () => string
}

/** Conditions that are over when the device says so; the others need a person to look (design: "Life of an alarm"). */
const ENDS_BY_ITSELF: ReadonlySet<string> = new Set<Cause>([
  'bed',
  'door',
  'inactivity',
  'temperature',
  'medicine',
  'device-silent',
  'centre-lost',
  'mains',
  'battery',
  'fault',
  'reminder',
])

/** What goes into the intake for one document; nothing for a heartbeat, a test, or what concerns no open alarm. */
export function messagesOf(request: ScaipRequest, context: DeviceContext): AlarmMessage[] {
  const report = reportOf(request)
  switch (report.kind) {
    case 'heartbeat':
    case 'test':
      return []
    case 'alarm':
      return [ring(report.ring, request, context)]
    case 'over': {
      const { causes } = report
      return context.open
        .filter(({ cause }) => causes === 'all' || causes.some((word) => word === cause))
        .map((alarm) => next(alarm, overType(alarm), request, context))
    }
    case 'step':
      return context.open.map((alarm) => next(alarm, report.type, request, context))
    case 'information':
      return context.open.slice(-1).map((alarm) => next(alarm, 'alarm.note', request, context))
    default:
      return assertNever(report)
  }
}

/** One that stands open rings anew; nothing is folded into silence (contract: "One message per fall"). */
function ring(what: Ring, request: ScaipRequest, context: DeviceContext): AlarmMessage {
  const same = context.open.findLast(({ cause }) => cause === what.cause)
  if (same !== undefined) {
    const priority = isMoreUrgent(what.priority, same.priority) ? what.priority : same.priority
    const repeated = next({ ...same, priority }, 'alarm.repeated', request, context)
    return { ...repeated, data: { ...repeated.data, count: same.count + 1 } }
  }
  const incidentId = context.open.at(-1)?.incident ?? context.newId()
  const opening = { id: context.newId(), incident: incidentId, sequence: 0, ...what }
  const raised = next(opening, 'alarm.raised', request, context)
  return { ...raised, data: { ...raised.data, count: 1 } }
}

function overType({ cause }: OpenAlarm): string {
  return ENDS_BY_ITSELF.has(cause) ? 'alarm.cancelled' : 'alarm.restored'
}

function next(
  alarm: Omit<OpenAlarm, 'count'>,
  type: string,
  request: ScaipRequest,
  { now, newId }: DeviceContext,
): AlarmMessage {
  return {
    id: newId(),
    alarmId: alarm.id,
    incidentId: alarm.incident,
    sequence: alarm.sequence + 1,
    type,
    priority: alarm.priority,
    category: alarm.category,
    cause: alarm.cause,
    // The person is looked up by the controller (scaip.md §9.10).
    residentRef: request.cid,
    deviceId: deviceIdOf(request),
    placement: placementOf(request)?.slice(0, 64) ?? null,
    occurredAt: isoInstant(now),
    sentAt: isoInstant(now),
    data: { origin: 'scaip', ...factsOf(request) },
  }
}

/** The device as it names itself, as far as an id can hold it; null for the controller's own alarm. */
export function deviceIdOf({ did }: Pick<ScaipRequest, 'did'>): string | null {
  const id = (did ?? '').replace(/[^A-Za-z0-9._-]/g, '').slice(0, 64)
  return id === '' ? null : id
}

/** Codes with their numbers, known or not; the device's own words; where the person can be reached by voice. */
function factsOf(request: ScaipRequest): Record<string, unknown> {
  const { mty, dty, stc, dco, lco, lva, lge, cha } = request
  const text = [request.dte, request.stt, request.lte, request.ite].filter((words) => words !== undefined)
  const callback = request.crd?.filter((caller) => caller !== 'no-voice:') ?? []
  return {
    mty,
    dty: codeText('dty', dty),
    deviceType: nameOfCode('dty', dty) ?? null,
    stc: codeText('stc', stc),
    status: nameOfCode('stc', stc) ?? null,
    ...(dco === undefined ? {} : { dco: codeText('dco', dco) }),
    ...(lco === undefined ? {} : { lco: codeText('lco', lco) }),
    ...(lva === undefined ? {} : { lva }),
    ...(lge === undefined ? {} : { position: lge }),
    ...(text.length === 0 ? {} : { text: text.join(' · ') }),
    ...(callback.length === 0 ? {} : { callback }),
    ...(cha === 1 ? { wantsCall: true } : {}),
  }
}
