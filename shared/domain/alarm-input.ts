/** What can happen to an alarm, what it becomes, and why it is refused: the words of the lifecycle. */
import type { ActionReason } from './action-reason.ts'
import type { Actor, Alarm, AlarmAction, Outcome, ShelfReason } from './alarm.ts'
import type { CallGroup } from './call-group.ts'
import type { Priority } from './priority.ts'
import type { Watched } from './rule-profiles.ts'
import type { Instant } from './time.ts'

/** Something that wants to happen to an alarm. `seenRevision`: the alarm as the person who answers saw it. */
export type AlarmInput =
  | {
      readonly type: 'repeated'
      readonly actor: Actor
      /** Absent where nothing was reported: the engine lets it ring after it had held it back. */
      readonly eventId?: string
      /** Of this report; a more urgent one raises the alarm, a lesser one never lowers it. */
      readonly priority: Priority
      /** Absent: `same-source-again`. */
      readonly reason?: ActionReason
      readonly quiet?: true
      readonly chattering?: true
      /** Absent: one more. */
      readonly count?: number
      readonly watched?: Watched
      /** Of a fault of the house's own equipment: what is wrong by this report, and its number. */
      readonly code?: string
      readonly figure?: number
    }
  | {
      readonly type: 'restored'
      readonly actor: Actor
      /** Of a device; what the station noticed by itself has none. */
      readonly eventId?: string
      readonly ended: string
    }
  | { readonly type: 'acknowledged'; readonly actor: Actor; readonly seenRevision: number }
  | {
      readonly type: 'released'
      readonly actor: Actor
      /** Whose it was, where the centre says that one of its own let go or somebody is out of service; absent: the actor's. */
      readonly from?: string
      /** Absent: `gave-back`. */
      readonly reason?: 'owner-left' | 'owner-off-duty'
    }
  | {
      readonly type: 'handed-over'
      readonly actor: Actor
      readonly to: string
      /** Absent: the centre, which decides over what it does not see. */
      readonly seenRevision?: number
    }
  | { readonly type: 'on-the-way'; readonly actor: Actor; readonly seenRevision: number }
  | { readonly type: 'on-site'; readonly actor: Actor; readonly seenRevision: number }
  | {
      readonly type: 'note'
      readonly actor: Actor
      readonly words: string
      /** The centre asks the shift for something. */
      readonly isRequest?: true
    }
  | {
      readonly type: 'resolved'
      readonly actor: Actor
      readonly seenRevision: number
      readonly outcome: Outcome | null
    }
  | {
      readonly type: 'cancelled'
      readonly actor: Actor
      readonly reason: 'condition-ended' | 'resident-cancelled'
    }
  | { readonly type: 'reopened'; readonly actor: Actor }
  | {
      readonly type: 'shelved'
      readonly actor: Actor
      readonly seenRevision: number
      readonly until: Instant
      /** The latest end that is allowed now (alarm-standards.md, section 5). */
      readonly latest: Instant
      readonly why: ShelfReason
      readonly words: string | null
    }
  | {
      readonly type: 'unshelved'
      readonly actor: Actor
      readonly reason: 'taken-off-shelf' | 'shelf-over' | 'more-urgent'
    }
  | {
      readonly type: 'priority-changed'
      readonly actor: Actor
      readonly priority: Priority
      /** The alarm of the same incident that confirms this one. */
      readonly with: string
    }
  | {
      readonly type: 'escalated'
      readonly actor: Actor
      readonly reason: 'not-answered' | 'not-on-the-way' | 'receiver-silent'
      readonly level: number
      readonly calls: CallGroup
      /** Of a level that calls one person by name. */
      readonly to: string | null
    }

/** Why an input was refused. The first two tell a caregiver that somebody or something was faster. */
export type RefusalCode =
  | 'already-taken'
  | 'changed-since-seen'
  | 'not-in-this-state'
  | 'not-owner'
  | 'outcome-required'
  | 'false-cause-required'
  | 'words-required'
  | 'never-cancelled'
  | 'never-shelved'
  | 'shelf-too-long'
  | 'deadline-past'
  | 'own-call'

export type AlarmStep =
  | { readonly ok: true; readonly alarm: Alarm; readonly action: AlarmAction }
  | { readonly ok: false; readonly code: RefusalCode }
