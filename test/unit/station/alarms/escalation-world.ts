/** One alarm and its deadlines on two clocks, as the station keeps them, without a database. */
import type { Alarm, AlarmAction, AlarmOpening } from '../../../../shared/domain/alarm.ts'
import type { AlarmInput } from '../../../../shared/domain/alarm-input.ts'
import { decideStep, raiseAlarm } from '../../../../shared/domain/alarm-lifecycle.ts'
import {
  deadlinesAfter,
  dueDeadline,
  escalate,
  NO_DEADLINES,
  recoverDeadline,
  rewound,
  type Deadline,
  type Deadlines,
} from '../../../../station/alarms/escalation.ts'
import { DEFAULT_LADDER, type Ladder } from '../../../../station/alarms/ladder.ts'
import { NO_SHIFTS, type Reach } from '../../../../station/alarms/on-call.ts'

export const KARI = { kind: 'person', id: 'kari' } as const
export const OLA = { kind: 'person', id: 'ola' } as const
export const RADAR = { kind: 'rule', id: 'fall' } as const

export const FALL: AlarmOpening = {
  id: 'alarm-1',
  incidentId: 'incident-1',
  residentId: 'r-204',
  deviceId: 'radar-204-bath',
  placement: 'bathroom',
  cause: 'fall',
  category: 'care',
  priority: 'critical',
}

/** The station looks four times a second. */
export const LOOK_MS = 250

const each = ({ answer, help }: Deadlines, change: (deadline: Deadline) => Deadline): Deadlines => ({
  answer: answer === null ? null : change(answer),
  help: help === null ? null : change(help),
})

export class EscalationWorld {
  wall = Date.parse('2026-11-21T02:40:00Z')
  mono = 5_000
  alarm: Alarm
  deadlines: Deadlines
  /** What was called, when by the clock that does not jump: seconds since the alarm. */
  readonly called: string[] = []
  readonly actions: AlarmAction[] = []
  #passed = 0

  constructor(
    opening: AlarmOpening = FALL,
    private readonly reach: Reach = { shifts: NO_SHIFTS, hasCentre: true },
    private readonly ladder: Ladder = DEFAULT_LADDER,
  ) {
    const step = raiseAlarm(opening, RADAR, { eventId: 'e-1' }, this.wall)
    if (!step.ok) throw new Error(step.code)
    this.alarm = step.alarm
    this.actions.push(step.action)
    this.deadlines = deadlinesAfter(NO_DEADLINES, step.alarm, step.action, ladder, this.#now)
  }

  get #now() {
    return { wall: this.wall, mono: this.mono }
  }

  /** A step that does not apply is refused and changes nothing. */
  take(input: AlarmInput): boolean {
    const step = decideStep(this.alarm, input, this.wall)
    if (step.ok) this.#follow(step.alarm, step.action)
    return step.ok
  }

  fallsAgain(): void {
    this.take({ type: 'repeated', actor: RADAR, eventId: 'e-2', priority: 'critical' })
  }

  acknowledge(actor: typeof KARI | typeof OLA = KARI, seenRevision = this.alarm.revision): void {
    this.take({ type: 'acknowledged', actor, seenRevision })
  }

  /** Time goes by and the station looks. */
  pass(ms: number): void {
    const until = this.#passed + ms
    while (this.#passed < until) {
      const step = Math.min(LOOK_MS, until - this.#passed)
      this.#passed += step
      this.wall += step
      this.mono += step
      this.look()
    }
  }

  look(): void {
    const due = dueDeadline(this.deadlines, this.mono)
    if (due === undefined) return
    const step = escalate(this.alarm, due.kind, this.ladder, this.reach, this.wall)
    if (!step.ok) throw new Error(step.code)
    const { level = 0, calls = 'nobody' } = step.action.data
    this.called.push(`${String(this.#passed / 1000)} s: ${String(level)} ${calls}, ${step.action.reason}`)
    this.#follow(step.alarm, step.action)
  }

  /** The clock on the wall is set by hand. */
  jump(ms: number): void {
    this.wall += ms
    this.deadlines = each(this.deadlines, (deadline) => rewound(deadline, this.#now))
  }

  /** Power off and on again `downMs` later by the wall; the other clock begins anew. */
  restart(downMs: number, offMs = 0): void {
    this.#passed += downMs
    this.wall += downMs + offMs
    this.mono = 100
    const recovered = each(this.deadlines, (deadline) => recoverDeadline(deadline, this.#now))
    this.deadlines = deadlinesAfter(recovered, this.alarm, null, this.ladder, this.#now)
    this.look()
  }

  #follow(alarm: Alarm, action: AlarmAction): void {
    this.alarm = alarm
    this.actions.push(action)
    this.deadlines = deadlinesAfter(this.deadlines, alarm, action, this.ladder, this.#now)
  }
}
