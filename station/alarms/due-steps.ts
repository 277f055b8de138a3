/** What the engine does to open alarms as time passes, without any event. Pure. */
import { isOpen, type Actor, type Alarm } from '../../shared/domain/alarm.ts'
import type { AlarmInput } from '../../shared/domain/alarm-input.ts'
import { decideStep } from '../../shared/domain/alarm-lifecycle.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { SUPERVISED_CAUSES } from '../supervision/condition.ts'
import { FOLD_MS, isRestless, isWithin, type SourceActivity } from './activity.ts'
import type { TakenStep } from './intake-decision.ts'
import { ALARM_RULES, type AlarmRule } from './rules.ts'
import { TIME_RULES } from './time-rules/rule-set.ts'

const ENGINE: Actor = { kind: 'rule', id: 'engine' }

export interface Passing {
  /** True when the alarm's shelf has come to its end. */
  readonly isShelfOver: (alarm: Alarm) => boolean
  readonly activityOf: (alarm: Alarm) => SourceActivity | undefined
  /** While it floods, what it holds back is not let go. */
  readonly isFlood: boolean
}

/** The steps of one alarm that are due, in order. */
export function dueSteps(alarm: Alarm, passing: Passing, now: Instant): readonly TakenStep[] {
  const steps: TakenStep[] = []
  let latest = alarm
  const take = (input: AlarmInput): void => {
    const step = decideStep(latest, input, now)
    if (!step.ok) throw new Error(`engine: ${step.code}`)
    steps.push({ alarm: step.alarm, action: step.action, occurredAt: now })
    latest = step.alarm
  }
  if (alarm.shelf !== null && passing.isShelfOver(alarm)) {
    take({ type: 'unshelved', actor: ENGINE, reason: 'shelf-over' })
    if (isOverOnShelf(alarm)) take(CONDITION_ENDED)
  }
  if (latest.chattering && isOpen(latest)) {
    const activity = passing.activityOf(alarm)
    if (activity !== undefined && !activity.isOn && !isRestless(activity, now)) {
      take({ type: 'restored', actor: ENGINE, ended: alarm.cause })
      if (endsWithCondition(alarm) && latest.shelf === null) take(CONDITION_ENDED)
    }
  }
  // Nothing is held back for good: what still stands after a quarter of an hour rings, when no flood is on.
  if (isHeldBack(latest) && !passing.isFlood && !isWithin(latest.openedAt, now, FOLD_MS)) {
    const { priority, count } = latest
    take({ type: 'repeated', actor: ENGINE, priority, count, reason: 'still-standing' })
  }
  return steps
}

export const CONDITION_ENDED = {
  type: 'cancelled',
  actor: ENGINE,
  reason: 'condition-ended',
} as const satisfies AlarmInput

/** Nothing is wrong any more: off the shelf it would ring for nothing. */
export function isOverOnShelf(alarm: Alarm): boolean {
  return alarm.shelf !== null && alarm.restoredAt !== null && endsWithCondition(alarm)
}

/** Nobody has answered it and yet it does not ring. */
function isHeldBack({ state, ringing, shelf }: Alarm): boolean {
  return state === 'raised' && !ringing && shelf === null
}

/** What supervision restored has ended. What a device said may need somebody to look though the same, noticed by nobody, would end by itself. */
function endsWithCondition({ cause, category, deviceId, code }: Alarm): boolean {
  if (category === 'technical' && SUPERVISED_CAUSES.some((supervised) => supervised === cause)) return true
  const isOf = (rule: AlarmRule): boolean =>
    rule.cause === cause && rule.category === category && (category !== 'care' || rule.code === code)
  const ofDevice = ALARM_RULES.filter(isOf)
  if (deviceId !== null && ofDevice.length > 0) return ofDevice.some((rule) => rule.endsWithCondition)
  return [...ofDevice, ...TIME_RULES.filter(isOf)].some((rule) => rule.endsWithCondition)
}
