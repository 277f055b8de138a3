/** How an alarm came to be, as a station would tell it. */
import type { Chain } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard } from '../../shared/api/board.ts'

const LEVELS = ['on-call', 'everyone', 'centre'] as const

/** The levels it has climbed, a minute apart. */
function calledSteps({ openedAt, count, escalation }: AlarmCard): Chain['steps'] {
  return LEVELS.slice(0, escalation?.level ?? 0).map((calls, index) => {
    const at = openedAt + (index + 1) * 60_000
    return {
      sequence: count + 1 + index,
      type: 'escalated',
      at,
      actor: { kind: 'rule', id: 'escalation', name: null, hasLeft: false },
      reason: 'not-answered',
      ruleId: 'escalation',
      count: null,
      level: index + 1,
      calls,
      to: null,
      outcome: null,
      falseCause: null,
      words: null,
      eventId: null,
      delivery: { storedAt: at, deliveredAt: at + 58, attempts: 1 },
    }
  })
}

/** As the station tells it: who ended it stands in its steps and not on its card. */
function endedStep({ state, closing, openedAt, outcome }: AlarmCard, sequence: number): Chain['steps'] {
  if (closing === undefined) return []
  const { by, reason } = closing
  const kind = by === null ? 'rule' : by.name === null ? 'centre' : 'person'
  const at = openedAt + 120_000
  return [
    {
      sequence,
      type: state === 'cancelled' ? 'cancelled' : 'resolved',
      at,
      actor: { kind, ...(by ?? { id: 'cleared', name: null, hasLeft: false }) },
      reason,
      ruleId: null,
      count: null,
      to: null,
      outcome,
      falseCause: null,
      words: null,
      eventId: null,
      delivery: { storedAt: at, deliveredAt: at + 61, attempts: 1 },
    },
  ]
}

/** Raised, then reported again as often as the card counts, then answered; the newest twenty events. */
export function sampleChain(alarm: AlarmCard): Chain {
  const reports = Array.from({ length: alarm.count }, (_, index) => index + 1)
  const at = (report: number) => alarm.openedAt + (report - 1) * 1_000
  const steps = reports.map((report) => ({
    sequence: report,
    type: report === 1 ? ('raised' as const) : ('repeated' as const),
    at: at(report),
    actor: { kind: 'rule', id: alarm.cause, name: null, hasLeft: false },
    reason: report === 1 ? ('rule-matched' as const) : ('same-source-again' as const),
    ruleId: alarm.cause,
    ...(report === 1 ? { ruleSet: 1 } : {}),
    count: report,
    to: null,
    outcome: null,
    falseCause: null,
    words: null,
    eventId: `e-${String(report)}`,
    delivery: { storedAt: at(report), deliveredAt: at(report) + 61, attempts: 1 },
  }))
  const answered = {
    sequence: alarm.count + 1,
    type: 'acknowledged' as const,
    at: alarm.openedAt + 20_000,
    actor: { kind: 'person', id: 'kari', name: 'Kari Nordmann', hasLeft: false },
    reason: 'answered' as const,
    ruleId: null,
    count: null,
    to: null,
    outcome: null,
    falseCause: null,
    words: null,
    eventId: null,
    delivery: { storedAt: alarm.openedAt + 20_000, deliveredAt: null, attempts: 3 },
  }
  const { closing: _closing, ...told } = alarm
  const open = alarm.state === 'raised' ? [...steps, ...calledSteps(alarm)] : [...steps, answered]
  return {
    alarm: told,
    steps: [...open, ...endedStep(alarm, open.length + 1)],
    events: reports.slice(-20).map((report) => ({
      id: `e-${String(report)}`,
      deviceId: alarm.deviceId ?? 'station',
      kind: 'fall',
      value: true,
      occurredAt: at(report),
      receivedAt: at(report),
      raw: '53598301000101325443',
      protocol: 'mr60fda',
      fields: [
        { name: 'command', value: '01' },
        { name: 'kind', value: 'fall' },
        { name: 'fallen', value: 'true' },
      ],
    })),
  }
}
