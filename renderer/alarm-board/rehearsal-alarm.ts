/** A fall that nobody had, for drawing only. */
import type { Chain } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard } from '../../shared/api/board.ts'

/** Differs from drawing to drawing in what differs between real ones: new, rung again, delivered. */
export function madeUpCard(drawing: number, at: number): AlarmCard {
  return {
    alarmId: `rehearsal-${String(drawing % 3)}`,
    incidentId: 'rehearsal',
    revision: drawing,
    cause: 'fall',
    category: 'care',
    priority: 'critical',
    state: 'raised',
    count: drawing,
    ringing: true,
    ringRevision: drawing,
    openedAt: at,
    lastRangAt: at,
    restoredAt: null,
    resident: null,
    deviceId: null,
    placement: null,
    owner: null,
    outcome: null,
    delivery: {
      state: drawing % 2 === 0 ? 'waiting' : 'delivered',
      waitingSince: drawing % 2 === 0 ? at : null,
    },
  }
}

/** How the made-up alarm came to be. */
export function madeUpChain(alarm: AlarmCard): Chain {
  return {
    alarm,
    steps: [
      {
        sequence: 1,
        type: 'raised',
        at: alarm.openedAt,
        actor: { kind: 'rule', id: 'fall', name: null, hasLeft: false },
        reason: 'rule-matched',
        ruleId: 'fall',
        count: 1,
        to: null,
        outcome: null,
        falseCause: null,
        words: null,
        eventId: null,
        delivery: { storedAt: alarm.openedAt, deliveredAt: null, attempts: 0 },
      },
    ],
    events: [],
  }
}
