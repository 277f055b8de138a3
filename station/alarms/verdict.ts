/** What the stages find of one event: each takes a verdict and gives the next. */
import type { ActionReason } from '../../shared/domain/action-reason.ts'
import type { Alarm, Cause } from '../../shared/domain/alarm.ts'
import type { Priority } from '../../shared/domain/priority.ts'
import type { SourceActivity } from './activity.ts'
import type { Occasion } from './placed-event.ts'
import type { AlarmRule } from './rules.ts'
import type { Source } from './source.ts'

/** What becomes of the event: `keep` marks it as belonging to an alarm that it does not change. */
export type Act = 'none' | 'keep' | 'raise' | 'repeat' | 'restore' | 'take-back'

/** An open alarm that a new one confirms, and how urgent the two are together. */
export interface Confirmed {
  readonly alarm: Alarm
  readonly priority: Priority
}

export interface Verdict {
  readonly event: Occasion
  readonly act: Act
  /** The rules it may set off or end, in order; the first that fits is `rule`. */
  readonly candidates: readonly AlarmRule[]
  readonly rule: AlarmRule | null
  /** The open alarm of its source. */
  readonly alarm: Alarm | null
  /** Of `keep`. */
  readonly keptWith: string | null
  /** Why it is held back, joined or raised otherwise than its rule says; null where it went straight through. */
  readonly reason: ActionReason | null
  /** It is on the board and told to the centre, and does not ring. */
  readonly isQuiet: boolean
  readonly isChattering: boolean
  /** The open alarm whose incident a new one joins. */
  readonly incidentOf: Alarm | null
  /** More urgent than the rule, because two causes confirm each other. */
  readonly confirmedAs: Priority | null
  /** They become as urgent as each is together with the new one. */
  readonly confirms: readonly Confirmed[]
  /** How its source behaves after this event, where that is followed. */
  readonly activity: { readonly key: string; readonly after: SourceActivity } | null
}

/** What stages know beside the event itself, as of this event within its batch. */
export interface World {
  openFor(source: Source): Alarm | undefined
  openOfResident(residentId: string): Iterable<Alarm>
  activityOf(key: string): SourceActivity | undefined
  /** Causes that are silent for a resident who is away. */
  silencedFor(residentId: string): readonly Cause[]
  readonly isFlood: boolean
}

export type Stage = (verdict: Verdict, world: World) => Verdict

export function unjudged(event: Occasion): Verdict {
  return {
    event,
    act: 'none',
    candidates: [],
    rule: null,
    alarm: null,
    keptWith: null,
    reason: null,
    isQuiet: false,
    isChattering: false,
    incidentOf: null,
    confirmedAs: null,
    confirms: [],
    activity: null,
  }
}
