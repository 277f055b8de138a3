import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CAUSES,
  FALSE_ALARM_CAUSES,
  isOpen,
  type Alarm,
  type AlarmAction,
  type AlarmOpening,
} from '../../../../shared/domain/alarm.ts'
import { applyAction, foldActions } from '../../../../shared/domain/alarm-fold.ts'
import type { AlarmInput } from '../../../../shared/domain/alarm-input.ts'
import { decideStep, raiseAlarm } from '../../../../shared/domain/alarm-lifecycle.ts'
import { PRIORITIES } from '../../../../shared/domain/priority.ts'

const KARI = { kind: 'person', id: 'kari' } as const
const PER = { kind: 'person', id: 'per' } as const
const RADAR = { kind: 'rule', id: 'fall' } as const

const OPENING: AlarmOpening = {
  id: 'alarm-1',
  incidentId: 'incident-1',
  residentId: 'r-204',
  deviceId: 'radar-204-bath',
  placement: 'bathroom',
  cause: 'fall',
  category: 'care',
  priority: 'critical',
}

function raised(opening: AlarmOpening = OPENING): Alarm {
  const step = raiseAlarm(opening, RADAR, { eventId: 'e-1' }, 1000)
  if (!step.ok) throw new Error(step.code)
  return step.alarm
}

function after(alarm: Alarm, ...inputs: AlarmInput[]): Alarm {
  return inputs.reduce((current, input) => {
    const step = decideStep(current, input, 2000)
    if (!step.ok) throw new Error(`${input.type}: ${step.code}`)
    return step.alarm
  }, alarm)
}

const fallsAgain: AlarmInput = {
  type: 'repeated',
  actor: RADAR,
  eventId: 'e-2',
  priority: 'critical',
}
const acknowledge = (seenRevision: number, actor = KARI as typeof KARI | typeof PER): AlarmInput => ({
  type: 'acknowledged',
  actor,
  seenRevision,
})
const unhurt = { kind: 'helped-unhurt', words: null } as const
const sat = { kind: 'false-alarm', falseCause: 'sat-or-lay-down', words: null } as const

describe('a wired call', () => {
  const call = (priority: 'critical' | 'high'): AlarmInput => ({
    type: 'repeated',
    actor: RADAR,
    eventId: 'e-3',
    priority,
  })
  const ordinary: AlarmOpening = { ...OPENING, cause: 'help-call', priority: 'high' }

  test('an emergency press on an open ordinary call makes it critical, and it stays so', () => {
    expect(after(raised(ordinary), call('high')).priority).toBe('high')
    expect(after(raised(ordinary), call('critical')).priority).toBe('critical')
    expect(after(raised(ordinary), call('critical'), call('high')).priority).toBe('critical')
  })
})

describe('a fall', () => {
  test('rings, is acknowledged, helped and closed with its outcome', () => {
    const alarm = after(
      raised(),
      acknowledge(1),
      { type: 'on-the-way', actor: KARI, seenRevision: 2 },
      { type: 'on-site', actor: KARI, seenRevision: 3 },
      { type: 'resolved', actor: KARI, seenRevision: 4, outcome: unhurt },
    )
    expect(alarm).toMatchObject({
      state: 'resolved',
      ownerId: 'kari',
      ringing: false,
      revision: 5,
      outcome: unhurt,
    })
  })

  test('a second fall while somebody is on the way keeps state and owner and rings again', () => {
    const alarm = after(raised(), { type: 'on-the-way', actor: KARI, seenRevision: 1 }, fallsAgain)
    expect(alarm).toMatchObject({ state: 'on-the-way', ownerId: 'kari', ringing: true, count: 2 })
    expect(after(alarm, acknowledge(3, PER))).toMatchObject({
      state: 'on-the-way',
      ownerId: 'kari',
      ringing: false,
    })
  })

  test('an answer to the first fall does not silence the second, which the caregiver had not seen', () => {
    const alarm = after(raised(), fallsAgain, acknowledge(1))
    expect(alarm).toMatchObject({ state: 'acknowledged', ownerId: 'kari', ringing: true })
  })

  test('closing does not swallow a fall that came after the caregiver looked', () => {
    const alarm = after(raised(), acknowledge(1), fallsAgain)
    expect(decideStep(alarm, { type: 'resolved', actor: KARI, seenRevision: 2, outcome: unhurt }, 1)).toEqual(
      {
        ok: false,
        code: 'changed-since-seen',
      },
    )
  })

  test('two caregivers at once: the first has it, the second learns so', () => {
    const alarm = after(raised(), acknowledge(1))
    expect(decideStep(alarm, acknowledge(1, PER), 1)).toEqual({ ok: false, code: 'already-taken' })
  })

  test('is not closed without an outcome, nor with "other" and no words', () => {
    const alarm = after(raised(), acknowledge(1))
    const resolve = (outcome: Alarm['outcome']): unknown =>
      decideStep(alarm, { type: 'resolved', actor: KARI, seenRevision: 2, outcome }, 1)
    expect(resolve(null)).toEqual({ ok: false, code: 'outcome-required' })
    expect(resolve({ kind: 'other', words: ' ' })).toEqual({ ok: false, code: 'words-required' })
  })

  test('a false alarm is closed with its cause, "unknown" among them, or not at all', () => {
    const alarm = after(raised(), acknowledge(1))
    const resolve = (outcome: Alarm['outcome']) =>
      decideStep(alarm, { type: 'resolved', actor: KARI, seenRevision: 2, outcome }, 1)
    expect(resolve({ kind: 'false-alarm', words: null })).toEqual({ ok: false, code: 'false-cause-required' })
    for (const falseCause of FALSE_ALARM_CAUSES) {
      expect(resolve({ kind: 'false-alarm', falseCause, words: null })).toMatchObject({
        ok: true,
        alarm: { state: 'resolved', outcome: { kind: 'false-alarm', falseCause } },
        action: { data: { outcome: 'false-alarm', falseCause } },
      })
    }
    expect(resolve({ kind: 'test', falseCause: 'unknown', words: null })).toMatchObject({
      alarm: { outcome: { kind: 'test', words: null } },
      action: { data: { seenRevision: 2, outcome: 'test' } },
    })
  })

  test('the end of the condition closes nothing', () => {
    const alarm = after(raised(), { type: 'restored', actor: RADAR, eventId: 'e-2', ended: 'fall' })
    expect(alarm).toMatchObject({ state: 'raised', ringing: true, restoredAt: 2000 })
  })

  test('given back, it rings for everybody again', () => {
    const alarm = after(raised(), acknowledge(1), { type: 'released', actor: KARI })
    expect(alarm).toMatchObject({ state: 'raised', ownerId: null, ringing: true })
  })

  test('is given back only by who has it', () => {
    const alarm = after(raised(), acknowledge(1))
    expect(decideStep(alarm, { type: 'released', actor: PER }, 1)).toEqual({ ok: false, code: 'not-owner' })
  })

  test('a colleague who goes instead takes it over', () => {
    const alarm = after(raised(), acknowledge(1), { type: 'on-the-way', actor: PER, seenRevision: 2 })
    expect(alarm).toMatchObject({ state: 'on-the-way', ownerId: 'per' })
  })

  test.each(['acknowledged', 'on-the-way', 'on-site'] as const)(
    'a screen that is behind takes it from nobody who is %s; whoever sees who has it may',
    (state) => {
      const byKari: AlarmInput =
        state === 'acknowledged' ? acknowledge(1) : { type: state, actor: KARI, seenRevision: 1 }
      const alarm = after(raised(), byKari)
      const steps = (seenRevision: number): AlarmInput[] => [
        { type: 'handed-over', actor: PER, to: 'per', seenRevision },
        ...(state === 'acknowledged' ? [{ type: 'on-the-way' as const, actor: PER, seenRevision }] : []),
        ...(state === 'on-site' ? [] : [{ type: 'on-site' as const, actor: PER, seenRevision }]),
      ]
      for (const behind of steps(1)) {
        expect(decideStep(alarm, behind, 1)).toEqual({ ok: false, code: 'already-taken' })
      }
      for (const intended of steps(2)) expect(after(alarm, intended).ownerId).toBe('per')
    },
  )

  test('its owner goes on from a screen that is behind; the centre hands it over without a screen', () => {
    const alarm = after(raised(), acknowledge(1), { type: 'note', actor: PER, words: 'sett' })
    expect(after(alarm, { type: 'on-the-way', actor: KARI, seenRevision: 2 }).state).toBe('on-the-way')
    expect(after(alarm, { type: 'handed-over', actor: KARI, to: 'per', seenRevision: 2 }).ownerId).toBe('per')
    const eva = { kind: 'centre', id: 'eva' } as const
    expect(after(alarm, { type: 'handed-over', actor: eva, to: 'per' }).ownerId).toBe('per')
  })

  describe('handed over while somebody is on the way', () => {
    const OLA = { kind: 'person', id: 'ola' } as const
    const goes = (actor: typeof KARI | typeof PER | typeof OLA, seenRevision: number): AlarmInput => ({
      type: 'on-the-way',
      actor,
      seenRevision,
    })
    const given = after(raised(), goes(KARI, 1), {
      type: 'handed-over',
      actor: KARI,
      to: 'per',
      seenRevision: 2,
    })

    test('whoever was given it says that they go, a step with their own name, and says it once', () => {
      expect(given).toMatchObject({ state: 'on-the-way', ownerId: 'per', onTheWayId: 'kari' })
      const step = decideStep(given, goes(PER, 3), 2000)
      expect(step).toMatchObject({
        ok: true,
        action: { type: 'on-the-way', actor: PER, sequence: 4, reason: 'step-taken' },
        alarm: { state: 'on-the-way', ownerId: 'per', onTheWayId: 'per' },
      })
      expect(decideStep(after(given, goes(PER, 3)), goes(PER, 4), 1)).toEqual({
        ok: false,
        code: 'not-in-this-state',
      })
    })

    test('it is theirs to say, not of who gave it nor of a third; who is given it back says it anew, who takes it back has said so', () => {
      for (const other of [KARI, OLA])
        expect(decideStep(given, goes(other, 3), 1)).toEqual({ ok: false, code: 'not-in-this-state' })
      const back = after(given, { type: 'handed-over', actor: PER, to: 'kari', seenRevision: 3 })
      expect(decideStep(back, goes(KARI, 4), 1)).toMatchObject({ ok: true, alarm: { onTheWayId: 'kari' } })
      const taken = after(given, { type: 'handed-over', actor: KARI, to: 'kari', seenRevision: 3 })
      expect(decideStep(taken, goes(KARI, 4), 1)).toEqual({ ok: false, code: 'not-in-this-state' })
    })

    test('given back to all, reopened or on site, nobody’s word is left', () => {
      for (const input of [
        { type: 'released', actor: PER },
        { type: 'on-site', actor: PER, seenRevision: 3 },
      ] as const)
        expect(after(given, input).onTheWayId).toBeNull()
    })
  })

  test('a colleague’s call for help is handed to anybody but to who calls', () => {
    const call = raised({ ...OPENING, cause: 'assistance', subject: 'kari' })
    const taken = after(call, acknowledge(1, PER))
    const handTo = (to: string): AlarmInput => ({ type: 'handed-over', actor: PER, to, seenRevision: 2 })
    expect(decideStep(taken, handTo('kari'), 1)).toEqual({ ok: false, code: 'own-call' })
    expect(after(taken, handTo('ola')).ownerId).toBe('ola')
  })

  test('what a colleague has meanwhile is not closed from a screen that is behind', () => {
    const alarm = after(raised(), acknowledge(1))
    const closes = (seenRevision: number): AlarmInput => ({
      type: 'resolved',
      actor: PER,
      seenRevision,
      outcome: unhurt,
    })
    expect(decideStep(alarm, closes(1), 1)).toEqual({ ok: false, code: 'already-taken' })
    expect(after(alarm, closes(2)).state).toBe('resolved')
  })

  test('closed by mistake, it is reopened and rings', () => {
    const alarm = after(
      raised(),
      { type: 'resolved', actor: KARI, seenRevision: 1, outcome: unhurt },
      { type: 'reopened', actor: KARI },
    )
    expect(alarm).toMatchObject({ state: 'raised', ringing: true, outcome: null, ownerId: null })
  })
})

test.each(['fall', 'smoke', 'gas'] as const)('%s is never cancelled', (cause) => {
  const alarm = raised({ ...OPENING, cause })
  for (const reason of ['condition-ended', 'resident-cancelled'] as const) {
    expect(decideStep(alarm, { type: 'cancelled', actor: RADAR, reason }, 1)).toEqual({
      ok: false,
      code: 'never-cancelled',
    })
  }
})

test('a help call ends when the resident says so, not when the cord is reset', () => {
  const alarm = raised({ ...OPENING, cause: 'help-call' })
  expect(decideStep(alarm, { type: 'cancelled', actor: RADAR, reason: 'condition-ended' }, 1).ok).toBe(false)
  expect(decideStep(alarm, { type: 'cancelled', actor: RADAR, reason: 'resident-cancelled' }, 1).ok).toBe(
    true,
  )
})

const actorArbitrary = fc.constantFrom(KARI, PER)
const revisionArbitrary = fc.integer({ min: 1, max: 12 })
const inputArbitrary: fc.Arbitrary<AlarmInput> = fc.oneof(
  fc.record({
    type: fc.constant('repeated' as const),
    actor: fc.constant(RADAR),
    eventId: fc.uuid(),
    priority: fc.constantFrom(...PRIORITIES),
  }),
  fc.record({
    type: fc.constant('restored' as const),
    actor: fc.constant(RADAR),
    eventId: fc.uuid(),
    ended: fc.constant('fall'),
  }),
  fc.record({
    type: fc.constantFrom('acknowledged' as const, 'on-the-way' as const, 'on-site' as const),
    actor: actorArbitrary,
    seenRevision: revisionArbitrary,
  }),
  fc.record({ type: fc.constantFrom('released' as const, 'reopened' as const), actor: actorArbitrary }),
  fc.record({
    type: fc.constant('handed-over' as const),
    actor: actorArbitrary,
    to: fc.constantFrom('kari', 'per'),
    seenRevision: revisionArbitrary,
  }),
  fc.record({ type: fc.constant('note' as const), actor: actorArbitrary, words: fc.string() }),
  fc.record({
    type: fc.constant('resolved' as const),
    actor: actorArbitrary,
    seenRevision: revisionArbitrary,
    outcome: fc.constantFrom(null, unhurt, { kind: 'other' as const, words: 'satt på gulvet' }, sat),
  }),
  fc.record({
    type: fc.constant('cancelled' as const),
    actor: fc.constant(RADAR),
    reason: fc.constantFrom('condition-ended' as const, 'resident-cancelled' as const),
  }),
)
const openingArbitrary = fc.record({
  cause: fc.constantFrom(...CAUSES),
  priority: fc.constantFrom(...PRIORITIES),
})

describe('whatever happens to an alarm', () => {
  const lives = fc.tuple(openingArbitrary, fc.array(inputArbitrary, { maxLength: 25 }))

  function live([opening, inputs]: [{ cause: Alarm['cause']; priority: Alarm['priority'] }, AlarmInput[]]): {
    start: Alarm
    states: Alarm[]
    actions: AlarmAction[]
  } {
    const first = raiseAlarm({ ...OPENING, ...opening }, RADAR, { eventId: 'e-1' }, 1)
    if (!first.ok) throw new Error(first.code)
    const states = [first.alarm]
    const actions = [first.action]
    inputs.forEach((input, index) => {
      const step = decideStep(states.at(-1) ?? first.alarm, input, 2 + index)
      if (!step.ok) return
      states.push(step.alarm)
      actions.push(step.action)
    })
    return { start: first.alarm, states, actions }
  }

  test('its stored actions, folded, give it again', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { start, states, actions } = live(life)
        expect(foldActions(start, actions)).toEqual(states.at(-1))
      }),
    )
  })

  test('sequences run 1, 2, 3 … without a gap, and are its revision', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { states, actions } = live(life)
        expect(actions.map(({ sequence }) => sequence)).toEqual(actions.map((_, index) => index + 1))
        expect(states.at(-1)?.revision).toBe(actions.length)
      }),
    )
  })

  test('an open alarm that nobody has is ringing, a closed one is silent', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const alarm of live(life).states) {
          if (alarm.state === 'raised') expect(alarm.ringing).toBe(true)
          if (!isOpen(alarm)) expect(alarm.ringing).toBe(false)
        }
      }),
    )
  })

  test('a ring falls silent only by a person or the end of the alarm, never by a sensor', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { states, actions } = live(life)
        states.forEach((alarm, index) => {
          const before = states[index - 1]
          if (before?.ringing !== true || alarm.ringing) return
          expect(['acknowledged', 'on-the-way', 'on-site', 'resolved', 'cancelled']).toContain(
            actions[index]?.type,
          )
        })
      }),
    )
  })

  test('nobody who is behind takes it from whoever has it', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const alarm of live(life).states) {
          if (alarm.ownerId === null) continue
          const behind = {
            actor: alarm.ownerId === KARI.id ? PER : KARI,
            seenRevision: alarm.revision - 1,
          }
          const steps: AlarmInput[] = [
            { type: 'on-the-way', ...behind },
            { type: 'on-site', ...behind },
            { type: 'handed-over', to: behind.actor.id, ...behind },
            { type: 'resolved', outcome: unhurt, ...behind },
          ]
          for (const input of steps) expect(decideStep(alarm, input, 1).ok).toBe(false)
        }
      }),
    )
  })

  test('on the way, its owner has said so or may say so, and nobody says it twice', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { states, actions } = live(life)
        states.forEach((alarm, index) => {
          if (alarm.state !== 'on-the-way') return
          const last = actions.slice(0, index + 1).findLast(({ type }) => type === 'on-the-way')
          for (const actor of [KARI, PER]) {
            const mayGo = decideStep(alarm, { type: 'on-the-way', actor, seenRevision: alarm.revision }, 1).ok
            expect(mayGo).toBe(alarm.ownerId === actor.id && last?.actor.id !== actor.id)
          }
        })
      }),
    )
  })

  test('a critical alarm is closed with an outcome or not at all', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const alarm of live(life).states) {
          if (alarm.priority === 'critical' && alarm.state === 'resolved')
            expect(alarm.outcome).not.toBeNull()
        }
      }),
    )
  })
})

test('an action of the past is a fact: folding it asks nothing again', () => {
  const alarm = raised()
  const closing: AlarmAction = {
    alarmId: alarm.id,
    sequence: 2,
    type: 'resolved',
    actor: KARI,
    at: 5,
    reason: 'closed',
    data: {},
  }
  expect(applyAction(alarm, closing)).toMatchObject({ state: 'resolved', outcome: null })
})
