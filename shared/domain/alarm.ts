import type { ActionReason } from './action-reason.ts'
import type { CallGroup } from './call-group.ts'
import { readLockedSubject } from './locked-call.ts'
import type { Category, Priority } from './priority.ts'
import type { Watched } from './rule-profiles.ts'
import type { Instant } from './time.ts'

/** Why an alarm exists (design: causes of alarms). */
export const CAUSES = [
  'fall',
  'help-call',
  'assistance',
  'smoke',
  'gas',
  'epilepsy',
  'bed',
  'door',
  'inactivity',
  'bathroom',
  'water',
  'temperature',
  'medicine',
  'device-silent',
  'port-lost',
  'adapter-lost',
  'centre-lost',
  'database',
  'disk',
  'clock',
  'mains',
  'no-duty',
  'no-sound',
  'uncovered',
  'fault',
  'battery',
  'tamper',
  'reminder',
] as const
export type Cause = (typeof CAUSES)[number]

export const ALARM_STATES = [
  'raised',
  'acknowledged',
  'on-the-way',
  'on-site',
  'resolved',
  'cancelled',
] as const
export type AlarmState = (typeof ALARM_STATES)[number]

/** One step in an alarm's life. The words are those of the wire (`alarm.<type>`): each action is one message. */
export const ACTION_TYPES = [
  'raised',
  'repeated',
  'restored',
  'acknowledged',
  'released',
  'handed-over',
  'on-the-way',
  'on-site',
  'escalated',
  'priority-changed',
  'shelved',
  'unshelved',
  'note',
  'resolved',
  'cancelled',
  'reopened',
] as const
export type ActionType = (typeof ACTION_TYPES)[number]

export const OUTCOMES = [
  'helped-unhurt',
  'injured-ambulance',
  'false-alarm',
  'test',
  'handled',
  'other',
] as const
export type OutcomeKind = (typeof OUTCOMES)[number]

/** What set off a false alarm (design: "false alarm (by cause)"); the order is that of the screen. */
export const FALSE_ALARM_CAUSES = [
  'sat-or-lay-down',
  'visitor-or-staff',
  'pet-or-object',
  'device-moved',
  'pressed-by-mistake',
  'device-fault',
  'unknown',
] as const
export type FalseAlarmCause = (typeof FALSE_ALARM_CAUSES)[number]

/**
 * How it ended. `other` needs words, `false-alarm` its cause; `handled` is for alarms that are not critical. The
 * words stay in the building.
 */
export interface Outcome {
  readonly kind: OutcomeKind
  readonly falseCause?: FalseAlarmCause
  readonly words: string | null
}

/**
 * What a person must hear each time it is reported: never folded into silence, never shelved, never held back by
 * chatter or flood (design: "Priorities").
 */
export const ALWAYS_RINGS: ReadonlySet<Cause> = new Set<Cause>([
  'fall',
  'help-call',
  'assistance',
  'smoke',
  'gas',
  'epilepsy',
])

/** What a person raises an alarm about when no device did: phoned in, found on the floor. */
export const REPORTED_CAUSES = ['fall', 'help-call', 'assistance'] as const satisfies readonly Cause[]
export type ReportedCause = (typeof REPORTED_CAUSES)[number]

/** Subject of the alarm that no way to a care centre is set up: it is about none of them. */
export const NO_CENTRE = 'none'

/** Why somebody sets an alarm aside for a while; `other` needs words. The order is that of the screen. */
export const SHELF_REASONS = ['known-cause', 'being-mended', 'somebody-there', 'agreed', 'other'] as const
export type ShelfReason = (typeof SHELF_REASONS)[number]

/** An alarm set aside by a named person until a time (alarm-standards.md, section 5: shelving). */
export interface Shelf {
  readonly until: Instant
  readonly by: string
  readonly why: ShelfReason
}

/** Who did it. `id`: a person, a rule, an operator of the centre, a resident; `station` for the station itself. */
export interface Actor {
  readonly kind: 'person' | 'rule' | 'centre' | 'resident' | 'station'
  readonly id: string
}

/** Facts of a step, flat and small; `words` (free text) never leaves the building. */
export interface ActionData {
  readonly eventId?: string
  readonly ruleId?: string
  /** The version of the rules that this one is of; what a person raised has none. */
  readonly ruleSet?: number
  /** Of a rule over time: by which profile and numbers it came due. They stay in the building. */
  readonly watched?: Watched
  readonly count?: number
  /** Of a repeat that is more urgent than what was open: the alarm is as urgent from here on. */
  readonly priority?: Priority
  readonly ended?: string
  /** It is told and does not ring; the reason says why. */
  readonly quiet?: true
  /** The other alarm that this step is about: of the same incident, or the cause that explains it. */
  readonly with?: string
  /** Its source came and went too often to ring each time. */
  readonly chattering?: true
  /** Of a shelf: its end, and why. */
  readonly until?: Instant
  readonly why?: ShelfReason
  readonly to?: string
  readonly outcome?: OutcomeKind
  readonly falseCause?: FalseAlarmCause
  readonly words?: string
  /** Of a note: the centre asks the shift for what the words say. */
  readonly request?: true
  readonly seenRevision?: number
  /** Of an escalation: the level that is called now, and whom it calls; `to` where that is one person. */
  readonly level?: number
  readonly calls?: CallGroup
  /** What a technical alarm is about: the path of a port, the name of an adapter. */
  readonly subject?: string
  /** What is wrong, from the closed list of its cause: `missing`, `partner-silent`, `jumped`. */
  readonly code?: string
  /** The number that belongs to `code`: people without an alarm, days of battery, seconds of a jump. */
  readonly figure?: number
}

/** What the centre asks the shift for; it stands on the card until a person of the station takes the next step. */
export interface CentreRequest {
  readonly at: Instant
  /** An operator of the centre. */
  readonly by: string
  readonly words: string
}

/** Who ended an alarm, and why. */
export interface Closing {
  readonly by: Actor
  readonly reason: ActionReason
}

/** Append-only; `sequence` is 1, 2, 3 … within its alarm and equals the alarm's revision after it. */
export interface AlarmAction {
  readonly alarmId: string
  readonly sequence: number
  readonly type: ActionType
  readonly actor: Actor
  readonly at: Instant
  readonly reason: ActionReason
  readonly data: ActionData
}

/** What never changes about an alarm, but for what is wrong with the equipment. */
export interface AlarmOpening {
  readonly id: string
  readonly incidentId: string
  readonly residentId: string | null
  readonly deviceId: string | null
  readonly placement: string | null
  /** Of an alarm that neither a person nor a device has: the path of a port, the name of an adapter. */
  readonly subject?: string
  /** What is wrong by its last report, from the closed list of its cause, and the number that belongs to it. */
  readonly code?: string
  readonly figure?: number
  readonly cause: Cause
  readonly category: Category
  readonly priority: Priority
}

/** An alarm: its opening and the fold of its actions. */
export interface Alarm extends AlarmOpening {
  readonly state: AlarmState
  /** How often the cause was reported while this alarm was open; 1 for a single report. */
  readonly count: number
  readonly ownerId: string | null
  /**
   * Whose word "on the way" is; whoever is handed it then has not said so. Null unless somebody is on the way, and once
   * whoever gave it away was given it back.
   */
  readonly onTheWayId: string | null
  readonly openedAt: Instant
  /** The last time it was raised or repeated: the clock the caregiver must answer. */
  readonly lastRangAt: Instant
  /** The last report of its cause, also one that joined without a ring. */
  readonly lastReportedAt: Instant
  /** Revision of the action that last made it ring. An answer to an older revision does not silence it. */
  readonly ringRevision: number
  /** True until somebody answers what made it ring last. */
  readonly ringing: boolean
  /** When the sensor said that the condition ended; says nothing about the person being well. */
  readonly restoredAt: Instant | null
  /** Set aside until then; null when it stands on the board. */
  readonly shelf: Shelf | null
  /** Its source comes and goes too often: it rang once for all of it. */
  readonly chattering: boolean
  /** How far it has climbed its ladder; 0: it rings where it rang first. */
  readonly level: number
  /** When it last called somebody beyond those on duty. */
  readonly escalatedAt: Instant | null
  readonly outcome: Outcome | null
  /** Absent: the centre asks for nothing. */
  readonly request?: CentreRequest
  /** Of one that has just ended; absent while it is open, and where it was read from its row. */
  readonly closing?: Closing
  /** Number of actions so far; also the sequence of the last message to the centre. */
  readonly revision: number
}

/** Open is neither resolved nor cancelled: an acknowledged alarm is open. */
export function isOpen(alarm: Pick<Alarm, 'state'>): boolean {
  return alarm.state !== 'resolved' && alarm.state !== 'cancelled'
}

/** Somebody was on the way and handed it over: whoever has it now has not said that they go. */
export function isGivenUnderWay({ state, ownerId, onTheWayId }: Alarm): boolean {
  return state === 'on-the-way' && ownerId !== onTheWayId
}

/**
 * A carer asks for help with this alarm: it has the carer, or the locked screen that was pressed, as its subject. One
 * about a place alone has the place as both.
 */
export function isCarersCall({
  cause,
  subject,
  placement,
}: Pick<AlarmOpening, 'cause' | 'subject' | 'placement'>): boolean {
  return cause === 'assistance' && subject !== undefined && subject !== placement
}

/** The id of the carer who asks for help; null for every other alarm, and where nobody had said who they are. */
export function carerWhoCalls(alarm: Pick<AlarmOpening, 'cause' | 'subject' | 'placement'>): string | null {
  const { subject } = alarm
  if (subject === undefined || !isCarersCall(alarm)) return null
  return readLockedSubject(subject) === null ? subject : null
}
