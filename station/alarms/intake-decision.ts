/** What a batch of events does to the alarms: a pure function; nothing here is stored or shown yet. */
import type { ActionReason } from '../../shared/domain/action-reason.ts'
import type { Alarm, AlarmAction, Cause } from '../../shared/domain/alarm.ts'
import type { AlarmStep } from '../../shared/domain/alarm-input.ts'
import type { Priority } from '../../shared/domain/priority.ts'
import type { SourceActivity } from './activity.ts'
import { carryOut } from './carry-out.ts'
import type { Occasion, PlacedEvent } from './placed-event.ts'
import type { AlarmRule } from './rules.ts'
import { sourceKey, type Source } from './source.ts'
import { judge } from './stages.ts'
import type { Verdict, World } from './verdict.ts'

export interface OpenAlarms {
  openFor(source: Source): Alarm | undefined
  openOfResident(residentId: string): Iterable<Alarm>
  /** Causes that are silent for a resident who is away. */
  silencedFor?(residentId: string): readonly Cause[]
}

/** How busy sources and house are, from what is committed. */
export interface AlarmLoad {
  activityOf(key: string): SourceActivity | undefined
  readonly isFlood: boolean
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

/** An event that changes no alarm although a rule is for it: kept, with the reason, for "why?". */
export interface Suppression {
  readonly eventId: string
  readonly alarmId: string | null
  readonly reason: ActionReason
}

export interface IntakePlan {
  readonly events: readonly DecidedEvent[]
  readonly steps: readonly TakenStep[]
  readonly suppressed: readonly Suppression[]
  /** How the sources behave after these events. */
  readonly activity: ReadonlyMap<string, SourceActivity>
}

/**
 * Each `fall` is one step: `raised` when no alarm of that device and cause is open, else `repeated` on the
 * open one, whatever its state (contract: "One message per fall"). `newId` gives ids for new alarms.
 */
export function decideIntake(
  open: OpenAlarms,
  load: AlarmLoad,
  events: readonly PlacedEvent[],
  newId: () => string,
): IntakePlan {
  const batch = new Batch(open, load)
  const suppressed: Suppression[] = []
  const decided = events.map((event): DecidedEvent => {
    const verdict = judge(event, batch)
    const alarm = carryOut(verdict, newId, (step) => batch.take(event, step))
    batch.follow(verdict)
    const { act, keptWith, reason } = verdict
    const isHeldBack = reason !== null && (act === 'keep' || act === 'none')
    if (isHeldBack) suppressed.push({ eventId: event.id, alarmId: keptWith, reason })
    return { event, alarmId: alarm?.id ?? keptWith, priority: alarm?.priority ?? 'none' }
  })
  return { events: decided, steps: batch.steps, suppressed, activity: batch.activity }
}

/**
 * A rule over time that came due for one home, with that home's numbers; what a person reports; or a fault that
 * supervision found: the rule, and what it is about.
 */
export interface DueRule {
  readonly rule: AlarmRule
  readonly occasion: Occasion
}

/** The alarm that it belongs to, and why where it changes none. */
export interface DecidedDue {
  readonly alarmId: string | null
  readonly heldBack: ActionReason | null
}

/** The same stages for what came due, `decided` in their order. */
export function decideDue(
  open: OpenAlarms,
  load: AlarmLoad,
  due: readonly DueRule[],
  newId: () => string,
): Pick<IntakePlan, 'steps' | 'activity'> & { readonly decided: readonly DecidedDue[] } {
  const batch = new Batch(open, load)
  const decided = due.map(({ rule, occasion }): DecidedDue => {
    const verdict = judge({ ...occasion, due: rule }, batch)
    const alarm = carryOut(verdict, newId, (step) => batch.take(occasion, step))
    batch.follow(verdict)
    const heldBack = verdict.act === 'keep' ? verdict.reason : null
    return { alarmId: alarm?.id ?? verdict.keptWith, heldBack }
  })
  return { steps: batch.steps, activity: batch.activity, decided }
}

/** What is committed, with the steps of the batch so far on top. */
class Batch implements World {
  readonly steps: TakenStep[] = []
  readonly activity = new Map<string, SourceActivity>()
  readonly #bySource = new Map<string, Alarm>()
  readonly #byId = new Map<string, Alarm>()

  constructor(
    private readonly open: OpenAlarms,
    private readonly load: AlarmLoad,
  ) {}

  get isFlood(): boolean {
    return this.load.isFlood
  }

  openFor(source: Source): Alarm | undefined {
    return this.#bySource.get(sourceKey(source)) ?? this.#latest(this.open.openFor(source))
  }

  *openOfResident(residentId: string): Iterable<Alarm> {
    const known = new Set<string>()
    for (const alarm of this.open.openOfResident(residentId)) {
      known.add(alarm.id)
      yield this.#byId.get(alarm.id) ?? alarm
    }
    for (const alarm of this.#byId.values()) {
      if (alarm.residentId === residentId && !known.has(alarm.id)) yield alarm
    }
  }

  silencedFor(residentId: string): readonly Cause[] {
    return this.open.silencedFor?.(residentId) ?? []
  }

  activityOf(key: string): SourceActivity | undefined {
    return this.activity.get(key) ?? this.load.activityOf(key)
  }

  take({ occurredAt }: Occasion, step: AlarmStep): Alarm {
    if (!step.ok) throw new Error(`intake: ${step.code}`)
    this.steps.push({ alarm: step.alarm, action: step.action, occurredAt })
    this.#bySource.set(sourceKey(step.alarm), step.alarm)
    this.#byId.set(step.alarm.id, step.alarm)
    return step.alarm
  }

  follow({ activity }: Verdict): void {
    if (activity !== null) this.activity.set(activity.key, activity.after)
  }

  #latest(alarm: Alarm | undefined): Alarm | undefined {
    return alarm === undefined ? undefined : (this.#byId.get(alarm.id) ?? alarm)
  }
}
