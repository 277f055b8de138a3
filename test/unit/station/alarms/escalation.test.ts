/** Nights in which nobody answers, or somebody answers and does not go. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOpen, type AlarmOpening } from '../../../../shared/domain/alarm.ts'
import { foldActions } from '../../../../shared/domain/alarm-fold.ts'
import { nextDeadline, waitsForOwner } from '../../../../station/alarms/escalation.ts'
import {
  HELP_WITHIN_MS,
  LONGEST_HOLD_MS,
  rungAt,
  rungsFor,
  DEFAULT_LADDER,
} from '../../../../station/alarms/ladder.ts'
import type { OnCall } from '../../../../station/alarms/on-call.ts'
import { EscalationWorld, FALL, KARI, OLA, RADAR } from './escalation-world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const unhurt = { kind: 'helped-unhurt', words: null } as const

const shifts = (onDuty: readonly string[], onCall: readonly string[]): OnCall => ({
  inUse: true,
  onDuty: () => onDuty,
  onCall: () => onCall,
})

describe('a fall at 03:40 that nobody answers', () => {
  test('calls on call, then everyone, then the centre, and goes on calling the centre', () => {
    const night = new EscalationWorld()
    night.pass(8 * MINUTE)
    expect(night.called).toEqual([
      '60 s: 1 on-call, not-answered',
      '120 s: 2 everyone, not-answered',
      '180 s: 3 centre, not-answered',
      '300 s: 3 centre, not-answered',
      '420 s: 3 centre, not-answered',
    ])
    expect(night.alarm).toMatchObject({ state: 'raised', ringing: true, level: 3, ownerId: null })
  })

  test('calls everyone again where there is no centre', () => {
    const night = new EscalationWorld(FALL, { shifts: shifts([], []), hasCentre: false })
    night.pass(3 * MINUTE)
    expect(night.called).toEqual([
      '60 s: 2 everyone, not-answered',
      '120 s: 2 everyone, not-answered',
      '180 s: 2 everyone, not-answered',
    ])
  })

  test('calls by name whoever is next in the order of those on call', () => {
    const night = new EscalationWorld(FALL, { shifts: shifts(['kari'], ['ola', 'per']), hasCentre: true })
    night.pass(MINUTE)
    expect(night.actions.at(-1)).toMatchObject({
      type: 'escalated',
      actor: { kind: 'rule', id: 'escalation' },
      data: { level: 1, calls: 'on-call', to: 'ola' },
    })
  })

  test('is not put off by falls that come again and again', () => {
    const night = new EscalationWorld()
    for (let again = 0; again < 12; again += 1) {
      night.pass(10 * SECOND)
      night.fallsAgain()
    }
    expect(night.called).toEqual(['60 s: 1 on-call, not-answered', '120 s: 2 everyone, not-answered'])
  })

  test('stops calling when somebody takes it, also one who pressed in the second of the escalation', () => {
    const night = new EscalationWorld()
    const seen = night.alarm.revision
    night.pass(MINUTE)
    night.acknowledge(KARI, seen)
    expect(night.alarm).toMatchObject({ state: 'acknowledged', ringing: false, level: 1 })
    night.take({ type: 'on-the-way', actor: KARI, seenRevision: night.alarm.revision })
    night.pass(60 * MINUTE)
    expect(night.called).toHaveLength(1)
  })
})

describe('a fall that is taken', () => {
  test('and left lying rings anew at the next level after five minutes, and must be answered again', () => {
    const night = new EscalationWorld()
    night.pass(10 * SECOND)
    night.acknowledge()
    night.pass(HELP_WITHIN_MS - SECOND)
    expect(night.called).toEqual([])
    night.pass(SECOND)
    expect(night.called).toEqual(['310 s: 1 on-call, not-on-the-way'])
    expect(night.alarm).toMatchObject({ state: 'acknowledged', ringing: true, ownerId: 'kari' })
    night.pass(MINUTE)
    expect(night.called.at(-1)).toBe('370 s: 2 everyone, not-answered')
    night.acknowledge(OLA)
    expect(night.alarm).toMatchObject({ ringing: false, ownerId: 'kari' })
    night.pass(HELP_WITHIN_MS)
    expect(night.called.at(-1)).toBe('670 s: 3 centre, not-on-the-way')
  })

  test('handed over keeps its five minutes; given back rings at once with a minute of its own', () => {
    const night = new EscalationWorld()
    night.acknowledge()
    night.pass(4 * MINUTE)
    night.take({ type: 'handed-over', actor: KARI, to: 'ola' })
    night.pass(MINUTE)
    expect(night.called).toEqual(['300 s: 1 on-call, not-on-the-way'])
    night.acknowledge(OLA)
    night.take({ type: 'released', actor: OLA })
    expect(night.deadlines).toMatchObject({ answer: { spanMs: MINUTE }, help: null })
  })

  test('handed over while on the way rings at the next level where the receiver does nothing for five minutes', () => {
    const night = new EscalationWorld()
    night.take({ type: 'on-the-way', actor: KARI, seenRevision: 1 })
    night.pass(7 * MINUTE)
    night.take({ type: 'handed-over', actor: KARI, to: 'ola' })
    expect(night.alarm).toMatchObject({ state: 'on-the-way', ringing: false, ownerId: 'ola' })
    night.pass(HELP_WITHIN_MS - SECOND)
    expect(night.called).toEqual([])
    night.pass(SECOND)
    expect(night.called).toEqual(['720 s: 1 on-call, receiver-silent'])
    expect(night.alarm).toMatchObject({ state: 'on-the-way', ringing: true, ownerId: 'ola' })
    night.pass(2 * MINUTE)
    expect(night.called.slice(1)).toEqual([
      '780 s: 2 everyone, not-answered',
      '840 s: 3 centre, not-answered',
    ])
  })

  test('handed over while on the way still waits for the receiver when a colleague stops the ring', () => {
    const night = handedOverOnTheWay()
    night.pass(HELP_WITHIN_MS)
    night.acknowledge(KARI)
    expect(night.alarm).toMatchObject({ ringing: false, ownerId: 'ola' })
    night.pass(HELP_WITHIN_MS)
    expect(night.called).toEqual(['300 s: 1 on-call, receiver-silent', '600 s: 2 everyone, receiver-silent'])
    night.acknowledge(OLA)
    expect(night.called).toHaveLength(2)
  })

  test('handed over while on the way: who answers the ring and does not go is rung again; who says that they go is not', () => {
    const night = handedOverOnTheWay()
    night.pass(HELP_WITHIN_MS)
    night.acknowledge(OLA)
    night.pass(HELP_WITHIN_MS)
    expect(night.called).toEqual(['300 s: 1 on-call, receiver-silent', '600 s: 2 everyone, receiver-silent'])
    expect(night.take({ type: 'on-the-way', actor: OLA, seenRevision: night.alarm.revision })).toBe(true)
    expect(night.alarm).toMatchObject({ state: 'on-the-way', ringing: false, ownerId: 'ola' })
    night.pass(60 * MINUTE)
    expect(night.called).toHaveLength(2)
  })

  test.each([
    ['who was given it says that they go', { type: 'on-the-way', actor: OLA, seenRevision: 3 }],
    ['is there', { type: 'on-site', actor: OLA, seenRevision: 9 }],
    ['takes it over from whoever was given it', { type: 'on-site', actor: KARI, seenRevision: 9 }],
    ['hands it to themselves', { type: 'handed-over', actor: KARI, to: 'kari' }],
  ] as const)('handed over while on the way is quiet once somebody %s', (_, input) => {
    const night = handedOverOnTheWay()
    night.pass(4 * MINUTE)
    night.take(input)
    night.pass(60 * MINUTE)
    expect(night.called).toEqual([])
  })

  test('handed over by whoever was there rings at the next level unless the receiver says that they are there', () => {
    const given = (): EscalationWorld => {
      const night = new EscalationWorld()
      night.take({ type: 'on-site', actor: KARI, seenRevision: 1 })
      night.pass(7 * MINUTE)
      night.take({ type: 'handed-over', actor: KARI, to: 'ola' })
      return night
    }
    const [lying, there] = [given(), given()]
    expect(lying.alarm).toMatchObject({ state: 'on-site', ringing: false, ownerId: 'ola' })
    expect(waitsForOwner(lying.alarm, lying.deadlines)).toBe(true)
    there.take({ type: 'on-site', actor: OLA, seenRevision: there.alarm.revision })
    expect(waitsForOwner(there.alarm, there.deadlines)).toBe(false)
    for (const night of [lying, there]) night.pass(HELP_WITHIN_MS)
    expect(lying.called).toEqual(['720 s: 1 on-call, receiver-silent'])
    expect(there.called).toEqual([])
  })

  test('given away on the way and given back is nobody’s word: it rings unless she says anew that she goes', () => {
    const night = handedOverOnTheWay()
    night.pass(2 * MINUTE)
    night.take({ type: 'handed-over', actor: OLA, to: 'kari' })
    night.pass(3 * MINUTE)
    expect(night.called).toEqual(['300 s: 1 on-call, receiver-silent'])
    expect(night.take({ type: 'on-the-way', actor: KARI, seenRevision: night.alarm.revision })).toBe(true)
    night.pass(60 * MINUTE)
    expect(night.called).toHaveLength(1)
  })

  test('a silent sensor handed to the technician: a note is a word, and what a colleague sets aside waits until then', () => {
    const silent = (): EscalationWorld => {
      const night = new EscalationWorld({
        ...FALL,
        cause: 'device-silent',
        category: 'technical',
        priority: 'medium',
      })
      night.acknowledge(KARI)
      night.take({ type: 'handed-over', actor: KARI, to: 'ola' })
      return night
    }
    const [looked, aside, lying] = [silent(), silent(), silent()]
    looked.take({ type: 'note', actor: OLA, words: 'at the sensor' })
    const until = aside.wall + 60 * MINUTE
    const shelf = { until, latest: until, why: 'agreed', words: null } as const
    expect(aside.take({ type: 'shelved', actor: KARI, seenRevision: aside.alarm.revision, ...shelf })).toBe(
      true,
    )
    for (const night of [looked, aside, lying]) night.pass(59 * MINUTE)
    expect(looked.called).toEqual([])
    expect(aside.called).toEqual([])
    expect(lying.called[0]).toBe('900 s: 1 technicians, receiver-silent')
    expect(aside.alarm.shelf).not.toBeNull()
  })

  test('handed on and on while on the way is put off by nobody, nor by a note, nor by a restart', () => {
    const night = handedOverOnTheWay()
    night.pass(2 * MINUTE)
    night.take({ type: 'handed-over', actor: OLA, to: 'per' })
    night.take({ type: 'note', actor: OLA, words: 'Per is nearer' })
    night.restart(MINUTE)
    night.pass(2 * MINUTE)
    expect(night.called).toEqual(['300 s: 1 on-call, receiver-silent'])
  })

  test('and repeated while somebody is on site has a minute of its own', () => {
    const night = new EscalationWorld()
    night.take({ type: 'on-site', actor: KARI, seenRevision: 1 })
    night.pass(10 * MINUTE)
    night.fallsAgain()
    night.pass(MINUTE)
    expect(night.called).toEqual(['660 s: 1 on-call, not-answered'])
  })

  test('and repeated after even the centre was called has a minute of its own as well', () => {
    const night = new EscalationWorld()
    night.pass(3 * MINUTE)
    night.take({ type: 'on-site', actor: KARI, seenRevision: night.alarm.revision })
    night.pass(10 * MINUTE)
    night.fallsAgain()
    expect(night.deadlines).toMatchObject({ answer: { spanMs: MINUTE } })
    night.take({ type: 'note', actor: OLA, words: 'no answer at the door' })
    night.pass(3 * MINUTE)
    expect(night.called.slice(3)).toEqual(['840 s: 3 centre, not-answered', '960 s: 3 centre, not-answered'])
  })

  test('closed by mistake and reopened begins at the first level again', () => {
    const night = new EscalationWorld()
    night.pass(2 * MINUTE)
    night.take({ type: 'resolved', actor: KARI, seenRevision: night.alarm.revision, outcome: unhurt })
    night.pass(10 * MINUTE)
    expect(nextDeadline(night.deadlines)).toBeNull()
    night.take({ type: 'reopened', actor: KARI })
    night.pass(MINUTE)
    expect(night.called.at(-1)).toBe('780 s: 1 on-call, not-answered')
  })
})

describe('lesser alarms', () => {
  const lesser = (change: Partial<AlarmOpening>): EscalationWorld =>
    new EscalationWorld({ ...FALL, ...change })

  test('out of bed calls on call after three minutes, then everyone', () => {
    const night = lesser({ cause: 'bed', priority: 'high' })
    night.pass(6 * MINUTE)
    expect(night.called).toEqual(['180 s: 1 on-call, not-answered', '360 s: 2 everyone, not-answered'])
  })

  test('a silent sensor goes to the technicians after a quarter of an hour, a missed medicine to the caregivers', () => {
    const sensor = lesser({ cause: 'device-silent', category: 'technical', priority: 'medium' })
    const medicine = lesser({ cause: 'medicine', priority: 'medium' })
    for (const night of [sensor, medicine]) night.pass(15 * MINUTE)
    expect(sensor.called).toEqual(['900 s: 1 technicians, not-answered'])
    expect(medicine.called).toEqual(['900 s: 1 caregivers, not-answered'])
  })

  test.each([
    ['high', 'bed', 5 * MINUTE],
    ['medium', 'medicine', 15 * MINUTE],
    ['low', 'reminder', null],
  ] as const)('%s, taken and handed over, waits for a word of the receiver', (priority, cause, withinMs) => {
    const given = (): EscalationWorld => {
      const night = lesser({ cause, priority })
      night.acknowledge()
      night.pass(MINUTE)
      expect(nextDeadline(night.deadlines)).toBeNull()
      night.take({ type: 'handed-over', actor: KARI, to: 'ola' })
      return night
    }
    const [lying, taken] = [given(), given()]
    taken.take({ type: 'on-the-way', actor: OLA, seenRevision: taken.alarm.revision })
    for (const night of [lying, taken]) night.pass((withinMs ?? 24 * 60 * MINUTE) - SECOND)
    expect(lying.called).toEqual([])
    for (const night of [lying, taken]) night.pass(SECOND)
    expect(lying.called.length).toBe(withinMs === null ? 0 : 1)
    expect(lying.alarm.ringing).toBe(withinMs !== null)
    expect(taken.called).toEqual([])
  })

  test('handed over and then confirmed as critical, it waits no longer than a critical one', () => {
    const night = lesser({ cause: 'medicine', priority: 'medium' })
    night.acknowledge()
    night.take({ type: 'handed-over', actor: KARI, to: 'ola' })
    night.take({ type: 'priority-changed', actor: RADAR, priority: 'critical', with: 'alarm-2' })
    night.pass(HELP_WITHIN_MS)
    expect(night.called).toEqual(['300 s: 1 on-call, not-on-the-way'])
  })

  test('a low battery waits for the list of the next shift and calls nobody after that', () => {
    const night = lesser({ cause: 'battery', category: 'technical', priority: 'low' })
    night.pass(24 * 60 * MINUTE)
    expect(night.called).toEqual(['28800 s: 1 handover, not-answered'])
    expect(nextDeadline(night.deadlines)).toBeNull()
  })

  test('a test calls nobody', () => {
    const night = lesser({ category: 'test', priority: 'low' })
    night.pass(24 * 60 * MINUTE)
    expect(night.called).toEqual([])
  })

  test('a call that becomes critical is due a minute later, or when it was due before that', () => {
    const urgent = (after: number): string | undefined => {
      const night = lesser({ cause: 'help-call', priority: 'high' })
      night.pass(after)
      night.take({ type: 'repeated', actor: RADAR, eventId: 'e-2', priority: 'critical' })
      night.pass(MINUTE)
      return night.called[0]
    }
    expect(urgent(MINUTE)).toBe('120 s: 1 on-call, not-answered')
    expect(urgent(2.5 * MINUTE)).toBe('180 s: 1 on-call, not-answered')
  })
})

describe('a station that is restarted', () => {
  test('calls at the time that was set', () => {
    const night = new EscalationWorld()
    night.pass(20 * SECOND)
    night.restart(15 * SECOND)
    night.pass(24 * SECOND)
    expect(night.called).toEqual([])
    night.pass(SECOND)
    expect(night.called).toEqual(['60 s: 1 on-call, not-answered'])
  })

  test('calls at once where that has passed', () => {
    const night = new EscalationWorld()
    night.restart(5 * MINUTE)
    expect(night.called).toEqual(['300 s: 1 on-call, not-answered'])
  })

  test('waits no longer than it was given where the clock went back a day meanwhile', () => {
    const night = new EscalationWorld()
    night.pass(30 * SECOND)
    night.restart(10 * SECOND, -24 * 60 * MINUTE)
    night.pass(MINUTE)
    expect(night.called).toEqual(['100 s: 1 on-call, not-answered'])
  })

  test('with a ladder that was shortened calls its last level', () => {
    const rungs = rungsFor(DEFAULT_LADDER, FALL).slice(0, 2)
    expect(rungAt(rungs, 3)?.calls).toBe('on-call')
  })
})

function handedOverOnTheWay(): EscalationWorld {
  const night = new EscalationWorld()
  night.take({ type: 'on-the-way', actor: KARI, seenRevision: 1 })
  night.take({ type: 'handed-over', actor: KARI, to: 'ola' })
  return night
}

const step = fc.oneof(
  fc.record({ do: fc.constant('fall' as const) }),
  fc.record({ do: fc.constant('acknowledge' as const), late: fc.nat(3), who: fc.constantFrom(KARI, OLA) }),
  fc.record({
    do: fc.constantFrom('release', 'hand-over', 'on-the-way', 'on-site', 'note', 'close'),
    who: fc.constantFrom(KARI, OLA),
  }),
  fc.record({ do: fc.constant('reopen' as const) }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 7 * MINUTE }) }),
)
const jump = fc.record({
  do: fc.constant('jump' as const),
  ms: fc.integer({ min: -LONGEST_HOLD_MS, max: LONGEST_HOLD_MS }),
})
const restart = fc.record({
  do: fc.constant('restart' as const),
  ms: fc.nat(20 * MINUTE),
  offMs: fc.integer({ min: -LONGEST_HOLD_MS, max: LONGEST_HOLD_MS }),
})
type Act = { do: string; ms?: number; offMs?: number; late?: number; who?: typeof KARI | typeof OLA }

function act(night: EscalationWorld, { do: what, ms = 0, offMs = 0, late = 0, who = KARI }: Act): void {
  const seenRevision = Math.max(1, night.alarm.revision - late)
  switch (what) {
    case 'fall':
      if (isOpen(night.alarm)) night.fallsAgain()
      return
    case 'acknowledge':
      night.acknowledge(who, seenRevision)
      return
    case 'release':
      night.take({ type: 'released', actor: { kind: 'person', id: night.alarm.ownerId ?? 'kari' } })
      return
    case 'hand-over':
      night.take({ type: 'handed-over', actor: KARI, to: 'ola' })
      return
    case 'on-the-way':
    case 'on-site':
      night.take({ type: what, actor: who, seenRevision })
      return
    case 'note':
      night.take({ type: 'note', actor: KARI, words: 'no answer at the door' })
      return
    case 'close':
      night.take({ type: 'resolved', actor: KARI, seenRevision, outcome: unhurt })
      return
    case 'reopen':
      night.take({ type: 'reopened', actor: KARI })
      return
    case 'pass':
      night.pass(ms)
      return
    case 'jump':
      night.jump(ms)
      return
    case 'restart':
      night.restart(ms, offMs)
      return
    default:
      throw new Error(what)
  }
}

/** Given to somebody while another was on the way or there, who has not shown yet that they have it, or go. */
function isGiven({ alarm, actions }: EscalationWorld): boolean {
  const { state, priority, ownerId } = alarm
  if (state !== 'on-the-way' && state !== 'on-site') return false
  const said = actions.findLastIndex(({ type }) => type === state)
  const since = actions.slice(said + 1)
  if (priority === 'critical' && state === 'on-the-way') return !isOwnWord(actions)
  const own = since.findLastIndex(({ type, actor }) => type === 'acknowledged' && actor.id === ownerId)
  return since.slice(own + 1).some(({ type, data, actor }) => type === 'handed-over' && data.to !== actor.id)
}

/** Whoever has it said "on the way" and has not given it away since, or took it back themselves. */
function isOwnWord(actions: EscalationWorld['actions']): boolean {
  let [goer, owner]: [string | null, string | null] = [null, null]
  for (const { type, actor, data } of actions) {
    if (type === 'on-the-way') goer = owner = actor.id
    if (type !== 'handed-over' || data.to === undefined) continue
    const isGivenBack = data.to === goer && owner !== goer && actor.id !== goer
    owner = data.to
    if (isGivenBack) goer = null
  }
  return goer !== null && goer === owner
}

/** Why the alarm would lie unseen; undefined when somebody will be called in time. */
function lies(night: EscalationWorld): string | undefined {
  const { alarm, deadlines, mono } = night
  const next = nextDeadline(deadlines)
  if (!isOpen(alarm)) return next === null ? undefined : 'a closed alarm still calls'
  const isLeft = alarm.state === 'raised' || alarm.state === 'acknowledged' || alarm.ringing || isGiven(night)
  if (!isLeft) return next === null ? undefined : 'an alarm somebody is with still calls'
  if (next === null) return 'nobody will be called'
  const left = next.dueMono - mono
  if (left <= 0) return 'it is due and was not called'
  return left <= next.spanMs && next.spanMs <= HELP_WITHIN_MS
    ? undefined
    : `called in ${String(left)} ms only`
}

describe('in any order of steps', () => {
  test('with restarts and clock jumps no critical alarm lies without somebody being called in time', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(step, jump, restart), { maxLength: 40 }), (acts) => {
        const night = new EscalationWorld()
        for (const one of acts) {
          act(night, one)
          expect(lies(night)).toBeUndefined()
        }
        expect(foldActions(FALL, night.actions)).toEqual(night.alarm)
      }),
      { numRuns: 300 },
    )
  })

  test('a clock that jumps calls nobody and keeps nobody waiting', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(step, jump), { maxLength: 40 }), (acts) => {
        const [jumping, steady] = [new EscalationWorld(), new EscalationWorld()]
        for (const one of acts) {
          act(jumping, one)
          if (one.do !== 'jump') act(steady, one)
        }
        expect(jumping.called).toEqual(steady.called)
      }),
      { numRuns: 300 },
    )
  })

  test('a level is never called twice within its time, however often the alarm rings', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20 * SECOND), { maxLength: 60 }), (pauses) => {
        const night = new EscalationWorld()
        let passed = 0
        for (const pause of pauses) {
          night.pass(pause)
          night.fallsAgain()
          passed += pause
        }
        expect(night.called.length).toBeLessThanOrEqual(Math.floor(passed / MINUTE))
      }),
    )
  })
})
