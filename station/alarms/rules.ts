/** Which event raises which alarm: data, so that "why?" can name the rule (design, promise 5). */
import type { Cause } from '../../shared/domain/alarm.ts'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { Category, Priority } from '../../shared/domain/priority.ts'

/**
 * Of all rules together, those over time as well: one more with each change of the data. Stored with every alarm that
 * a rule raises and with what is switched on for a resident, so that a later set knows by which numbers it was.
 */
export const RULE_SET_VERSION = 5

export interface AlarmRule {
  readonly id: string
  readonly kind: EventKind
  /** The rule is for events with this value alone; without it for every value that no rule names. */
  readonly value?: EventValue
  readonly cause: Cause
  /** Which of several things that have one cause: each is an alarm of its own, and called by its own name. */
  readonly code?: string
  readonly category: Category
  readonly priority: Priority
  /** True where the end of the condition ends the alarm; never for what a person must look after. */
  readonly endsWithCondition: boolean
}

export const ALARM_RULES: readonly AlarmRule[] = [
  {
    id: 'fall',
    kind: 'fall',
    cause: 'fall',
    category: 'care',
    priority: 'critical',
    endsWithCondition: false,
  },
  {
    id: 'help-call',
    kind: 'help-call',
    cause: 'help-call',
    category: 'care',
    priority: 'critical',
    endsWithCondition: false,
  },
  {
    // A wired nurse call whose line is set up so (espa-444.md, section 8).
    id: 'ordinary-call',
    kind: 'help-call',
    value: 'ordinary',
    cause: 'help-call',
    category: 'care',
    priority: 'high',
    endsWithCondition: false,
  },
  {
    id: 'smoke',
    kind: 'smoke',
    cause: 'smoke',
    category: 'care',
    priority: 'critical',
    endsWithCondition: false,
  },
  {
    id: 'gas',
    kind: 'gas',
    cause: 'gas',
    category: 'care',
    priority: 'critical',
    endsWithCondition: false,
  },
  {
    // Dry again is not mended: somebody looks where the water came from.
    id: 'water',
    kind: 'water',
    cause: 'water',
    category: 'care',
    priority: 'high',
    endsWithCondition: false,
  },
  {
    id: 'inactivity',
    kind: 'inactivity',
    cause: 'inactivity',
    category: 'care',
    priority: 'high',
    endsWithCondition: false,
  },
  {
    // By limits that were set on the sensor itself (ble-gatt-pendant.md, section 3); it tells when they are kept again.
    id: 'bed-absence',
    kind: 'bed',
    value: 'absence-violation',
    cause: 'bed',
    category: 'care',
    priority: 'high',
    endsWithCondition: true,
  },
  {
    id: 'bed-not-taken',
    kind: 'bed',
    value: 'start-violation',
    cause: 'bed',
    category: 'care',
    priority: 'high',
    endsWithCondition: true,
  },
  {
    id: 'bed-not-left',
    kind: 'bed',
    value: 'end-violation',
    cause: 'bed',
    category: 'care',
    priority: 'high',
    endsWithCondition: true,
  },
  {
    id: 'door-left-open',
    kind: 'door',
    value: 'left-open',
    cause: 'door',
    category: 'care',
    priority: 'high',
    endsWithCondition: true,
  },
  {
    // Nothing tells that whoever went out is back: not that the door was left open behind them and closed again.
    id: 'door-exit',
    kind: 'door',
    value: 'exit',
    cause: 'door',
    code: 'exit',
    category: 'care',
    priority: 'high',
    endsWithCondition: false,
  },
  {
    id: 'device-silent',
    kind: 'silent',
    cause: 'device-silent',
    category: 'technical',
    priority: 'medium',
    endsWithCondition: true,
  },
  {
    id: 'fault',
    kind: 'fault',
    cause: 'fault',
    category: 'technical',
    priority: 'medium',
    endsWithCondition: true,
  },
  {
    // The device says itself that nobody may rely on it (bthome-v2.md, section 7).
    id: 'unsafe',
    kind: 'fault',
    value: 'unsafe',
    cause: 'fault',
    category: 'technical',
    priority: 'high',
    endsWithCondition: true,
  },
  {
    // Closed again is not looked after: who opened it, and is it still where it should be?
    id: 'tamper',
    kind: 'tamper',
    cause: 'tamper',
    category: 'technical',
    priority: 'low',
    endsWithCondition: false,
  },
]

/** The rule that an event of this kind and value sets off; `false` says that a level is not there. */
export function ruleFor(kind: EventKind, value: EventValue): AlarmRule | undefined {
  if (value === false) return undefined
  const ofKind = ALARM_RULES.filter((rule) => rule.kind === kind)
  return ofKind.find((rule) => rule.value === value) ?? ofKind.find((rule) => rule.value === undefined)
}

/** The rule whose condition `restored` says has ended; `ended` is the event's value, the kind that ended. */
export function ruleEndedBy(ended: EventValue): AlarmRule | undefined {
  return ALARM_RULES.find((rule) => rule.kind === ended)
}

/** The rule whose alarm the resident takes back with this event; a value other than true takes nothing back. */
export function ruleTakenBack(kind: EventKind, value: EventValue): AlarmRule | undefined {
  return kind === 'help-cancelled' && value === true ? ruleFor('help-call', true) : undefined
}

/** True for events that can change an alarm and so go through the alarm lane. */
export function concernsAlarms(kind: EventKind, value: EventValue): boolean {
  return kind === 'restored' || (ruleFor(kind, value) ?? ruleTakenBack(kind, value)) !== undefined
}

/** What a device does when somebody tries it, and what the test is then called on the board. */
export const TEST_CAUSES: Readonly<Partial<Record<EventKind, Cause>>> = {
  fall: 'fall',
  'help-call': 'help-call',
  smoke: 'smoke',
  gas: 'gas',
  water: 'water',
  bed: 'bed',
  door: 'door',
  motion: 'inactivity',
  presence: 'inactivity',
  inactivity: 'inactivity',
  medicine: 'medicine',
  button: 'assistance',
  tamper: 'tamper',
}

/**
 * During a guided test whatever a person makes the device say rings as a test: softly, told to the centre as a
 * test, and never folded with a real alarm. Faults and silence are no test: they are told once and would be lost.
 */
export function testRuleFor(kind: EventKind, value: EventValue): AlarmRule | undefined {
  const cause = TEST_CAUSES[kind]
  if (cause === undefined || value === false || value === null) return undefined
  return { id: 'guided-test', kind, cause, category: 'test', priority: 'low', endsWithCondition: false }
}
