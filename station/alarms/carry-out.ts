/** The steps of the lifecycle that a verdict means; an alarm's own steps follow each other. Pure. */
import type { Actor, Alarm } from '../../shared/domain/alarm.ts'
import type { AlarmInput, AlarmStep } from '../../shared/domain/alarm-input.ts'
import { decideStep, raiseAlarm } from '../../shared/domain/alarm-lifecycle.ts'
import { isMoreUrgent } from '../../shared/domain/priority.ts'
import type { Occasion } from './placed-event.ts'
import { RULE_SET_VERSION, type AlarmRule } from './rules.ts'
import type { Confirmed, Verdict } from './verdict.ts'

/** Takes a step that the lifecycle allows and gives the alarm after it. */
export type TakeStep = (step: AlarmStep) => Alarm

/** The alarm that the event belongs to after it, or null where it belongs to none. */
export function carryOut(verdict: Verdict, newId: () => string, take: TakeStep): Alarm | null {
  const { act, rule, alarm } = verdict
  if (rule === null || act === 'none' || act === 'keep') return null
  if (act === 'raise') return raise(verdict, rule, newId, take)
  if (alarm === null) return null
  if (act === 'repeat') return repeat(verdict, rule, alarm, take)
  return act === 'restore' ? restore(verdict, rule, alarm, take) : takeBack(verdict, rule, alarm, take)
}

function raise(verdict: Verdict, rule: AlarmRule, newId: () => string, take: TakeStep): Alarm {
  const { event, incidentOf, confirmedAs } = verdict
  const subject = event.subject === undefined ? {} : { subject: event.subject }
  const which = rule.code === undefined ? {} : { code: rule.code }
  const found = foundIn(event)
  const opening = {
    id: newId(),
    incidentId: incidentOf?.incidentId ?? newId(),
    residentId: event.residentId,
    deviceId: event.deviceId,
    placement: event.placement,
    ...subject,
    ...which,
    ...found,
    cause: rule.cause,
    category: rule.category,
    priority: confirmedAs ?? rule.priority,
  }
  const data = {
    ...named(event),
    ruleId: rule.id,
    // A person's word and what supervision finds are of no version of the rules.
    ...(event.reportedBy === undefined && event.fault === undefined ? { ruleSet: RULE_SET_VERSION } : {}),
    ...(event.watched === undefined ? {} : { watched: event.watched }),
    ...subject,
    ...which,
    ...found,
    ...(incidentOf === null ? {} : { with: incidentOf.id }),
    ...(verdict.isQuiet ? { quiet: true as const } : {}),
    ...(verdict.isChattering ? { chattering: true as const } : {}),
  }
  const reason = verdict.reason ?? event.reportedAs ?? 'rule-matched'
  const raised = take(raiseAlarm(opening, reporterOf(event, rule), data, event.receivedAt, reason))
  for (const confirmed of verdict.confirms) confirm(verdict, rule, raised, confirmed, take)
  return raised
}

/** A cause that was there first is as urgent as the two are together; the new one rings for both. */
function confirm(
  { event }: Verdict,
  rule: AlarmRule,
  raised: Alarm,
  { alarm, priority }: Confirmed,
  take: TakeStep,
): void {
  if (!isMoreUrgent(priority, alarm.priority)) return
  const back = alarm.shelf === null ? alarm : take(unshelve(alarm, rule, event.receivedAt))
  const input = { type: 'priority-changed', actor: actorOf(rule), priority, with: raised.id } as const
  take(decideStep(back, input, event.receivedAt))
}

function repeat(verdict: Verdict, rule: AlarmRule, alarm: Alarm, take: TakeStep): Alarm {
  const { event, isQuiet, isChattering } = verdict
  const reason = verdict.reason ?? event.reportedAs ?? null
  const isBack = alarm.shelf !== null && reason === 'more-urgent'
  const standing = isBack ? take(unshelve(alarm, rule, event.receivedAt)) : alarm
  const input: AlarmInput = {
    type: 'repeated',
    actor: reporterOf(event, rule),
    ...named(event),
    ...foundIn(event),
    priority: rule.priority,
    ...(event.watched === undefined ? {} : { watched: event.watched }),
    ...(reason === null ? {} : { reason }),
    ...(isQuiet ? { quiet: true } : {}),
    ...(isChattering ? { chattering: true } : {}),
  }
  return take(decideStep(standing, input, event.receivedAt))
}

/** What was set aside stays so until its time: it would ring with each coming and going. */
function restore({ event }: Verdict, rule: AlarmRule, alarm: Alarm, take: TakeStep): Alarm {
  const actor = actorOf(rule)
  const input = { type: 'restored', actor, ...named(event), ended: String(event.value) } as const
  const restored = take(decideStep(alarm, input, event.receivedAt))
  if (!rule.endsWithCondition || alarm.shelf !== null) return restored
  return take(decideStep(restored, { type: 'cancelled', actor, reason: 'condition-ended' }, event.receivedAt))
}

/** Who called took it back: a help call ends, a fall, smoke or gas never does (the lifecycle refuses it). */
function takeBack({ event }: Verdict, rule: AlarmRule, alarm: Alarm, take: TakeStep): Alarm {
  const actor: Actor = event.residentId === null ? actorOf(rule) : { kind: 'resident', id: event.residentId }
  return take(decideStep(alarm, { type: 'cancelled', actor, reason: 'resident-cancelled' }, event.receivedAt))
}

function unshelve(alarm: Alarm, rule: AlarmRule, now: number): AlarmStep {
  return decideStep(alarm, { type: 'unshelved', actor: actorOf(rule), reason: 'more-urgent' }, now)
}

/** What is wrong with the house's own equipment. */
function foundIn({ fault }: Occasion): { readonly code?: string; readonly figure?: number } {
  if (fault === undefined) return {}
  const { code, figure } = fault
  return { ...(code === undefined ? {} : { code }), ...(figure === undefined ? {} : { figure }) }
}

function named({ id }: Occasion): { readonly eventId?: string } {
  return id === null ? {} : { eventId: id }
}

function reporterOf({ reportedBy }: Occasion, rule: AlarmRule): Actor {
  return reportedBy ?? actorOf(rule)
}

function actorOf(rule: AlarmRule): Actor {
  return { kind: 'rule', id: rule.id }
}
