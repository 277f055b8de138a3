/** What a batch of events does to the alarms: a pure function; nothing here is stored or shown yet. */
import { isOpen, type Actor, type Alarm, type AlarmAction } from '../../shared/domain/alarm.ts'
import { decideStep, raiseAlarm, type AlarmStep } from '../../shared/domain/alarm-lifecycle.ts'
import { EVENT_KINDS, type DeviceEvent } from '../../shared/domain/device-event.ts'
import type { Priority } from '../../shared/domain/priority.ts'
import { ruleEndedBy, ruleFor, ruleTakenBack, testRuleFor, type AlarmRule } from './rules.ts'

/** An event with where its device hangs; `placement` goes on the card and to the centre. */
export interface PlacedEvent extends DeviceEvent {
  readonly placement: string | null
  /** What the card of its alarm says where device and resident say nothing. */
  readonly subject?: string
  /** The open alarm that explains this event: it is kept with that one and raises none of its own. */
  readonly inhibitedBy?: string
  readonly standing?: DeviceStanding
}

/** `test`: a guided test runs; `suspended`: in maintenance, so that it raises nothing. */
export type DeviceStanding = 'test' | 'suspended'

/** What an open alarm must share with an event to take it in. */
export type Source = Pick<Alarm, 'deviceId' | 'residentId' | 'cause' | 'category' | 'subject'>

export interface OpenAlarms {
  openFor(source: Source): Alarm | undefined
}

/**
 * A device that was moved to another resident while its alarm is open: the new person's fall is no repeat of
 * the old one's, nothing folds across people (design, promise 3). A fault of the device is the device's own.
 */
export function sourceKey({ deviceId, residentId, cause, category, subject }: Source): string {
  const isOfDevice = category === 'technical' && deviceId !== null
  const whose = isOfDevice ? '' : (residentId ?? '')
  // The subject of a device's alarm is only what it is called.
  // A real fall must never be a repeat of a test that somebody left open.
  const isTest = category === 'test' ? 'test' : ''
  return `${deviceId ?? ''} ${cause} ${whose} ${deviceId === null ? (subject ?? '') : ''} ${isTest}`
}

export interface DecidedEvent {
  readonly event: PlacedEvent
  readonly alarmId: string | null
  readonly priority: Priority | 'none'
}

/** A step taken, the alarm as it is after it, and the instant the device gave for what caused it. */
export interface TakenStep {
  readonly alarm: Alarm
  readonly action: AlarmAction
  readonly occurredAt: number
}

export interface IntakePlan {
  readonly events: readonly DecidedEvent[]
  readonly steps: readonly TakenStep[]
}

/**
 * Each `fall` is one step: `raised` when no alarm of that device and cause is open, else `repeated` on the
 * open one, whatever its state (contract: "One message per fall"). `newId` gives ids for new alarms.
 */
export function decideIntake(
  open: OpenAlarms,
  events: readonly PlacedEvent[],
  newId: () => string,
): IntakePlan {
  const changed = new Map<string, Alarm>()
  const steps: TakenStep[] = []
  const openNow = (event: PlacedEvent, rule: AlarmRule): Alarm | undefined => {
    const source = { ...event, cause: rule.cause, category: rule.category }
    return changed.get(sourceKey(source)) ?? open.openFor(source)
  }

  const take = (event: PlacedEvent, step: AlarmStep): Alarm => {
    if (!step.ok) throw new Error(`intake: ${step.code}`)
    steps.push({ alarm: step.alarm, action: step.action, occurredAt: event.occurredAt })
    changed.set(sourceKey(step.alarm), step.alarm)
    return step.alarm
  }

  const decided = events.map((event): DecidedEvent => {
    if (event.inhibitedBy !== undefined) return { event, alarmId: event.inhibitedBy, priority: 'none' }
    const ends = rulesEndedBy(event)
    const isStillOpen = (rule: AlarmRule): boolean => {
      const current = openNow(event, rule)
      return current !== undefined && isOpen(current)
    }
    const rule = ends.find(isStillOpen) ?? ends[0] ?? ruleRaisedBy(event)
    if (rule === undefined) return { event, alarmId: null, priority: 'none' }
    const alarm = isStillOpen(rule) ? openNow(event, rule) : undefined
    if (event.kind === 'restored') return restore(event, rule, alarm, take)
    if (ends.length > 0) return takeBack(event, rule, alarm, take)
    const after = take(event, alarm === undefined ? raise(event, rule, newId) : repeat(event, rule, alarm))
    return { event, alarmId: after.id, priority: after.priority }
  })
  return { events: decided, steps }
}

/** The rules whose alarm this event may end: that of a test as well, and first while one runs. */
function rulesEndedBy({ kind, value, standing }: PlacedEvent): readonly AlarmRule[] {
  const real = kind === 'restored' ? ruleEndedBy(value) : ruleTakenBack(kind, value)
  const ended = kind === 'restored' ? EVENT_KINDS.find((known) => known === value) : real?.kind
  const tested = ended === undefined ? undefined : testRuleFor(ended, true)
  const rules = standing === 'test' ? [tested, real] : [real, tested]
  return rules.filter((rule) => rule !== undefined)
}

function ruleRaisedBy({ kind, value, standing }: PlacedEvent): AlarmRule | undefined {
  if (standing === 'suspended') return undefined
  return (standing === 'test' ? testRuleFor(kind, value) : undefined) ?? ruleFor(kind, value)
}

function raise(event: PlacedEvent, rule: AlarmRule, newId: () => string): AlarmStep {
  const subject = event.subject === undefined ? {} : { subject: event.subject }
  const opening = {
    id: newId(),
    incidentId: newId(),
    residentId: event.residentId,
    deviceId: event.deviceId,
    placement: event.placement,
    ...subject,
    cause: rule.cause,
    category: rule.category,
    priority: rule.priority,
  }
  const actor = { kind: 'rule', id: rule.id } as const
  return raiseAlarm(opening, actor, { eventId: event.id, ruleId: rule.id, ...subject }, event.receivedAt)
}

function repeat(event: PlacedEvent, rule: AlarmRule, alarm: Alarm): AlarmStep {
  const actor = { kind: 'rule', id: rule.id } as const
  return decideStep(
    alarm,
    { type: 'repeated', actor, eventId: event.id, priority: rule.priority },
    event.receivedAt,
  )
}

function restore(
  event: PlacedEvent,
  rule: AlarmRule,
  alarm: Alarm | undefined,
  take: (event: PlacedEvent, step: AlarmStep) => Alarm,
): DecidedEvent {
  if (alarm === undefined) return { event, alarmId: null, priority: 'none' }
  const actor = { kind: 'rule', id: rule.id } as const
  const ended = String(event.value)
  const restored = take(
    event,
    decideStep(alarm, { type: 'restored', actor, eventId: event.id, ended }, event.receivedAt),
  )
  if (rule.endsWithCondition) {
    take(
      event,
      decideStep(restored, { type: 'cancelled', actor, reason: 'condition-ended' }, event.receivedAt),
    )
  }
  return { event, alarmId: alarm.id, priority: alarm.priority }
}

/** Who called took it back: a help call ends, a fall, smoke or gas never does (the lifecycle refuses it). */
function takeBack(
  event: PlacedEvent,
  rule: AlarmRule,
  alarm: Alarm | undefined,
  take: (event: PlacedEvent, step: AlarmStep) => Alarm,
): DecidedEvent {
  if (alarm === undefined) return { event, alarmId: null, priority: 'none' }
  const actor: Actor =
    event.residentId === null ? { kind: 'rule', id: rule.id } : { kind: 'resident', id: event.residentId }
  take(event, decideStep(alarm, { type: 'cancelled', actor, reason: 'resident-cancelled' }, event.receivedAt))
  return { event, alarmId: alarm.id, priority: alarm.priority }
}
