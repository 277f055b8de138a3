/**
 * The whole alarm engine over memory, by a clock that goes only when told to: what is stored, decided and due in one
 * night. A restart forgets everything but what was stored.
 */
import { foldActions } from '../../shared/domain/alarm-fold.ts'
import type { AlarmInput, AlarmStep } from '../../shared/domain/alarm-input.ts'
import { decideStep } from '../../shared/domain/alarm-lifecycle.ts'
import type { Absence } from '../../shared/domain/absence.ts'
import {
  isOpen,
  type Actor,
  type Alarm,
  type AlarmAction,
  type AlarmOpening,
} from '../../shared/domain/alarm.ts'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import { CHATTER_WINDOW_MS, FOLD_MS } from '../../station/alarms/activity.ts'
import { AlarmBook } from '../../station/alarms/alarm-book.ts'
import { alarmInHand, carerAsksForHelp, reportedByHand, type Report } from '../../station/alarms/by-hand.ts'
import { dueSteps } from '../../station/alarms/due-steps.ts'
import { FLOOD_LOOK_BACK_MS } from '../../station/alarms/flood.ts'
import {
  decideDue,
  decideIntake,
  type DueRule,
  type IntakePlan,
  type Suppression,
} from '../../station/alarms/intake-decision.ts'
import { LoadBook, type RecentAct, type RecentRing } from '../../station/alarms/load-book.ts'
import type { DeviceStanding, Occasion, PlacedEvent } from '../../station/alarms/placed-event.ts'
import { ShelfClock } from '../../station/alarms/shelf-clock.ts'
import { latestShelfEnd } from '../../station/alarms/shelf-limits.ts'
import { sourceKey } from '../../station/alarms/source.ts'
import { TIME_RULES, type TimeRuleId } from '../../station/alarms/time-rules/rule-set.ts'
import { AbsenceBook } from '../../station/residents/absence-book.ts'

export interface NightDevice {
  readonly id: string
  readonly residentId: string | null
  readonly placement?: string
}

export interface Told {
  readonly at: number
  readonly alarm: Alarm
  readonly action: AlarmAction
  /** True where it made a sound. */
  readonly rang: boolean
}

/** What is stored of somebody who is away: that they left, and that they were back. */
export type StoredAbsence =
  | { readonly at: number; readonly absence: Absence }
  | { readonly at: number; readonly endedBy: 'person'; readonly residentId: string }

const KARI = { kind: 'person', id: 'kari' } as const

export class Night {
  readonly told: Told[] = []
  readonly events: PlacedEvent[] = []
  readonly suppressed: Suppression[] = []
  /** Where somebody said that an alarm is by hand or that they need help, and about whom it is. */
  readonly reports: { readonly alarm: Alarm; readonly residentId: string | null }[] = []
  readonly absences: StoredAbsence[] = []
  now: number
  #mono = 1_000
  #book: AlarmBook
  readonly #away = new Map<string, Absence>()
  #absenceBook: AbsenceBook
  #shelves: ShelfClock
  #ids = 0
  readonly #openings = new Map<string, AlarmOpening>()

  /** `from` as `2026-11-21T03:40:00+01:00`. */
  constructor(from: string) {
    this.now = Date.parse(from)
    this.#absenceBook = this.#newAbsences()
    this.#book = new AlarmBook([], new LoadBook(), (id) => this.#absenceBook.silencedFor(id))
    this.#shelves = this.#newShelves()
  }

  /** Open alarms, the oldest first. */
  open(): readonly Alarm[] {
    return [...this.#book.open()]
  }

  get isFlood(): boolean {
    return this.#book.load.isFlood
  }

  only(): Alarm {
    const [alarm, ...others] = this.open()
    if (alarm === undefined || others.length > 0)
      throw new Error(`${String(this.open().length)} alarms are open`)
    return alarm
  }

  rings(): readonly Told[] {
    return this.told.filter(({ rang }) => rang)
  }

  /** Seconds pass; what is due by then happens. */
  pass(seconds: number): void {
    this.now += seconds * 1000
    this.#mono += seconds * 1000
    this.#look()
  }

  says(
    device: NightDevice,
    kind: EventKind,
    value: EventValue = true,
    standing?: DeviceStanding,
  ): PlacedEvent {
    const event: PlacedEvent = {
      id: this.#newId(),
      deviceId: device.id,
      residentId: device.residentId,
      kind,
      value,
      occurredAt: this.now,
      receivedAt: this.now,
      raw: null,
      placement: device.placement ?? null,
      ...(standing === undefined ? {} : { standing }),
    }
    this.hears([event])
    return event
  }

  /** Events as intake gets them, in one transaction. */
  hears(events: readonly PlacedEvent[]): IntakePlan {
    const plan = decideIntake(this.#book, this.#book.load, events, () => this.#newId())
    this.events.push(...events)
    this.suppressed.push(...plan.suppressed)
    for (const { alarm, action } of plan.steps) this.#commit(alarm, action)
    for (const alarm of new Map(plan.steps.map((step) => [step.alarm.id, step.alarm])).values()) {
      this.#book.apply(alarm)
    }
    this.#book.load.follow(plan)
    for (const event of events) {
      const { residentId } = event
      if (residentId !== null && this.#absenceBook.note(event, event.standing)) this.#endAbsence(residentId)
    }
    return plan
  }

  /** Phoned in, or found on the floor. */
  reportsByHand(report: Report, by: Actor): Alarm {
    return this.#reports(reportedByHand(report, by, this.now), report.residentId)
  }

  /** A carer needs help where the alarm is that they took last. */
  asksForHelp(by: Actor): Alarm {
    const at = alarmInHand(this.#book.open(), by.id)
    return this.#reports(carerAsksForHelp(by, at, this.now), at?.residentId ?? null)
  }

  /** A rule over time has found what it looks for in that resident's home, by the word of that device. */
  comesDue(id: TimeRuleId, residentId: string, deviceId: string | null = null): Alarm {
    const rule = TIME_RULES.find((one) => one.id === id)
    if (rule === undefined) throw new Error(`no rule ${id}`)
    const occasion: Occasion = {
      id: null,
      deviceId,
      residentId,
      kind: rule.kind,
      value: true,
      occurredAt: this.now,
      receivedAt: this.now,
      raw: null,
      placement: null,
    }
    return this.#raises({ rule, occasion })
  }

  /** Nobody is at home: what only says so is silent until then. */
  goesAway(residentId: string, minutes: number, silences: Absence['silences'] = ['inactivity']): void {
    const absence: Absence = {
      absenceId: `away-${String(this.absences.length)}`,
      residentId,
      reason: 'hospital',
      from: this.now,
      until: this.now + minutes * 60_000,
      silences,
      by: KARI.id,
    }
    this.#away.set(residentId, absence)
    this.absences.push({ at: this.now, absence })
  }

  /** Somebody says that they are back. */
  isBack(residentId: string): void {
    if (!this.#away.has(residentId)) return
    this.#endAbsence(residentId)
    this.absences.push({ at: this.now, endedBy: 'person', residentId })
  }

  /** A person's step at an alarm, as it is now. */
  does(alarm: Alarm, input: AlarmInput): AlarmStep {
    const step = decideStep(alarm, input, this.now)
    if (!step.ok) return step
    this.#commit(step.alarm, step.action)
    if (input.type === 'reopened') this.#book.reopened(step.alarm)
    else this.#book.apply(step.alarm)
    this.#book.load.personActed(step.alarm)
    this.#shelves.follow(this.#book.open())
    return step
  }

  acknowledges(alarm: Alarm): AlarmStep {
    return this.does(alarm, { type: 'acknowledged', actor: KARI, seenRevision: alarm.revision })
  }

  resolves(alarm: Alarm): AlarmStep {
    const outcome = { kind: 'helped-unhurt', words: null } as const
    return this.does(alarm, { type: 'resolved', actor: KARI, seenRevision: alarm.revision, outcome })
  }

  shelves(alarm: Alarm, minutes: number): AlarmStep {
    return this.does(alarm, {
      type: 'shelved',
      actor: KARI,
      seenRevision: alarm.revision,
      until: this.now + minutes * 60_000,
      latest: latestShelfEnd(this.now),
      why: 'known-cause',
      words: null,
    })
  }

  /** The process ends and starts again: only what was stored is known. */
  restart(): void {
    this.#absenceBook = this.#newAbsences()
    const open = this.stored().filter(isOpen)
    const chattering = new Set(open.flatMap(({ id, chattering }) => (chattering ? [id] : [])))
    const since = this.now - CHATTER_WINDOW_MS
    const lastOf = new Map(
      this.told.flatMap(({ action }) =>
        action.data.eventId === undefined ? [] : [[action.alarmId, action.data.eventId]],
      ),
    )
    for (const { eventId, alarmId } of this.suppressed) if (alarmId !== null) lastOf.set(alarmId, eventId)
    const lastOfChattering = new Set(
      [...lastOf].flatMap(([alarmId, eventId]) => (chattering.has(alarmId) ? [eventId] : [])),
    )
    const uncounted = new Set(
      this.suppressed.flatMap(({ eventId, reason }) => (reason === 'chattering' ? [] : [eventId])),
    )
    const recent = this.events.filter(
      ({ id, receivedAt }) => (receivedAt >= since && !uncounted.has(id)) || lastOfChattering.has(id),
    )
    const opened = this.stored().filter(({ openedAt }) => openedAt >= this.now - FLOOD_LOOK_BACK_MS)
    this.#book = new AlarmBook(
      open,
      new LoadBook({
        events: recent,
        changes: [],
        acts: this.#acts(),
        rings: this.#rings(),
        alarms: opened,
        now: this.now,
      }),
      (id) => this.#absenceBook.silencedFor(id),
    )
    this.#mono = 5
    this.#shelves = this.#newShelves()
    this.#look()
  }

  /** Every alarm as its stored actions tell it. */
  stored(): readonly Alarm[] {
    return [...this.#openings].flatMap(([id, opening]) => {
      const actions = this.told.flatMap(({ action }) => (action.alarmId === id ? [action] : []))
      return foldActions(opening, actions) ?? []
    })
  }

  /** As it is now, open or closed. */
  latest(alarmId: string): Alarm | undefined {
    return this.told.findLast(({ alarm }) => alarm.id === alarmId)?.alarm
  }

  #reports(due: DueRule, residentId: string | null): Alarm {
    const alarm = this.#raises(due)
    this.reports.push({ alarm, residentId })
    return alarm
  }

  #raises(due: DueRule): Alarm {
    const plan = decideDue(this.#book, this.#book.load, [due], () => this.#newId())
    for (const { alarm, action } of plan.steps) this.#commit(alarm, action)
    const changed = new Map(plan.steps.map(({ alarm }) => [alarm.id, alarm]))
    for (const alarm of changed.values()) this.#book.apply(alarm)
    const about = changed.get(plan.decided[0]?.alarmId ?? '')
    if (about === undefined) throw new Error('what was reported or came due was held back')
    return about
  }

  #endAbsence(residentId: string): void {
    const absence = this.#away.get(residentId)
    if (absence === undefined) return
    this.#away.delete(residentId)
    this.#absenceBook.forget(absence)
  }

  #newAbsences(): AbsenceBook {
    return new AbsenceBook(
      { absences: () => this.#away.values(), absenceOf: (residentId) => this.#away.get(residentId) },
      { wall: () => this.now, mono: () => this.#mono },
    )
  }

  #acts(): readonly RecentAct[] {
    return this.told.flatMap(({ at, alarm, action }) =>
      action.actor.kind === 'person' && at >= this.now - FOLD_MS ? [{ ...alarm, at }] : [],
    )
  }

  #rings(): readonly RecentRing[] {
    return this.told.flatMap(({ at, alarm, action: { type, data } }) => {
      const isRing = (type === 'raised' || type === 'repeated') && data.quiet !== true
      return isRing && at >= this.now - FOLD_MS ? [{ ...alarm, at }] : []
    })
  }

  #look(): void {
    this.#shelves.follow(this.#book.open())
    const chattering = new Set(this.open().flatMap((alarm) => (alarm.chattering ? [sourceKey(alarm)] : [])))
    this.#book.load.settle(this.now, chattering)
    for (const alarm of this.open()) {
      const steps = dueSteps(
        alarm,
        {
          isShelfOver: (shelved) => this.#shelves.isOver(shelved),
          activityOf: (source) => this.#book.load.activityOf(sourceKey(source)),
          isFlood: this.#book.load.isFlood,
        },
        this.now,
      )
      for (const { alarm: after, action } of steps) {
        this.#commit(after, action)
        this.#book.apply(after)
        if (action.type === 'repeated') this.#book.load.rang(after)
      }
    }
  }

  #commit(alarm: Alarm, action: AlarmAction): void {
    if (action.type === 'raised') this.#openings.set(alarm.id, alarm)
    this.told.push({
      at: this.now,
      alarm,
      action,
      rang: alarm.ringing && alarm.ringRevision === action.sequence,
    })
  }

  #newShelves(): ShelfClock {
    const shelves = new ShelfClock({ wall: () => this.now, mono: () => this.#mono })
    shelves.follow(this.#book.open())
    return shelves
  }

  #newId(): string {
    this.#ids += 1
    return `id-${String(this.#ids).padStart(6, '0')}`
  }
}
