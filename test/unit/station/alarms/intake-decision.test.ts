import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideStep } from '../../../../shared/domain/alarm-lifecycle.ts'
import type { Alarm } from '../../../../shared/domain/alarm.ts'
import type { EventKind, EventValue } from '../../../../shared/domain/device-event.ts'
import { AlarmBook } from '../../../../station/alarms/alarm-book.ts'
import { decideIntake, type IntakePlan } from '../../../../station/alarms/intake-decision.ts'
import type { PlacedEvent } from '../../../../station/alarms/placed-event.ts'
import { RULE_SET_VERSION } from '../../../../station/alarms/rules.ts'

let counter = 0
const newId = (): string => `id-${String((counter += 1))}`

function says(deviceId: string, kind: EventKind, value: EventValue = true, at = 1000): PlacedEvent {
  return {
    id: newId(),
    deviceId,
    residentId: `resident of ${deviceId}`,
    kind,
    value,
    occurredAt: at,
    receivedAt: at,
    raw: '53598301000101325443',
    placement: 'bathroom',
  }
}

/** Decides and makes it so, as a commit does. */
function take(book: AlarmBook, ...events: PlacedEvent[]): IntakePlan {
  const plan = decideIntake(book, book.load, events, newId)
  for (const { alarm } of plan.steps) book.apply(alarm)
  book.load.follow(plan)
  return plan
}

const types = (plan: IntakePlan): string[] => plan.steps.map(({ action }) => action.type)

describe('one message per fall', () => {
  test('the first raises, the second repeats the open alarm', () => {
    const book = new AlarmBook([])
    expect(types(take(book, says('radar', 'fall')))).toEqual(['raised'])
    expect(types(take(book, says('radar', 'fall')))).toEqual(['repeated'])
    expect([...book.open()]).toMatchObject([{ cause: 'fall', count: 2, priority: 'critical' }])
  })

  test('two in one chunk are two steps of one alarm', () => {
    const plan = take(new AlarmBook([]), says('radar', 'fall'), says('radar', 'fall'))
    expect(types(plan)).toEqual(['raised', 'repeated'])
    expect(new Set(plan.events.map(({ alarmId }) => alarmId)).size).toBe(1)
  })

  test('two radars of one flat are two alarms', () => {
    expect(types(take(new AlarmBook([]), says('bath', 'fall'), says('hall', 'fall')))).toEqual([
      'raised',
      'raised',
    ])
  })

  test('getting up is told and closes nothing', () => {
    const book = new AlarmBook([])
    expect(types(take(book, says('radar', 'fall'), says('radar', 'restored', 'fall')))).toEqual([
      'raised',
      'restored',
    ])
    expect(book.size).toBe(1)
  })

  test('a fall after the alarm was closed is a new alarm', () => {
    const book = new AlarmBook([])
    take(book, says('radar', 'fall'))
    for (const alarm of [...book.open()]) book.apply(closed(alarm))
    expect(types(take(book, says('radar', 'fall')))).toEqual(['raised'])
  })
})

test('a silent radar is a technical alarm that ends by itself when it is heard', () => {
  const book = new AlarmBook([])
  expect(types(take(book, says('radar', 'silent')))).toEqual(['raised'])
  expect([...book.open()]).toMatchObject([
    { cause: 'device-silent', category: 'technical', priority: 'medium' },
  ])
  expect(types(take(book, says('radar', 'restored', 'silent')))).toEqual(['restored', 'cancelled'])
  expect(book.size).toBe(0)
})

test('gas is critical and water high; neither is over because a sensor says so', () => {
  const book = new AlarmBook([])
  take(book, says('kitchen', 'gas'), says('bath', 'water'), says('bath', 'restored', 'water'))
  expect([...book.open()].map(({ cause, priority }) => `${cause} ${priority}`)).toEqual([
    'gas critical',
    'water high',
  ])
})

test('a sensor that was opened is told softly and stays; a fault that is over is over', () => {
  const book = new AlarmBook([])
  take(book, says('radar', 'tamper'), says('radar', 'fault', 'checksum-errors'))
  expect([...book.open()].map(({ cause, priority }) => `${cause} ${priority}`)).toEqual([
    'tamper low',
    'fault medium',
  ])
  take(book, says('radar', 'restored', 'tamper'), says('radar', 'restored', 'fault'))
  expect([...book.open()].map(({ cause }) => cause)).toEqual(['tamper'])
})

test('what another alarm explains is kept with that one and raises none', () => {
  const book = new AlarmBook([])
  const plan = take(book, { ...says('radar', 'silent'), inhibitedBy: 'port-alarm' })
  expect(plan.steps).toEqual([])
  expect(plan.events).toMatchObject([{ alarmId: 'port-alarm', priority: 'none' }])
})

test('lying still too long is high; presence and heartbeats raise nothing', () => {
  const plan = take(
    new AlarmBook([]),
    says('radar', 'inactivity'),
    says('radar', 'presence'),
    says('radar', 'heartbeat'),
    says('radar', 'restored', 'fall'),
  )
  expect(plan.steps).toMatchObject([{ alarm: { cause: 'inactivity', priority: 'high' } }])
  expect(plan.events.map(({ priority }) => priority)).toEqual(['high', 'none', 'none', 'none'])
})

test('whatever comes: every fall is one step on an alarm of its own device and resident', () => {
  const event = fc.tuple(
    fc.constantFrom('a', 'b', 'c'),
    fc.constantFrom<[EventKind, EventValue][]>(
      ['fall', true],
      ['restored', 'fall'],
      ['presence', false],
      ['silent', true],
      ['restored', 'silent'],
      ['inactivity', true],
    ),
  )
  fc.assert(
    fc.property(fc.array(fc.array(event, { maxLength: 6 }), { maxLength: 12 }), (batches) => {
      const book = new AlarmBook([])
      for (const batch of batches) {
        const events = batch.map(([device, [kind, value]]) => says(device, kind, value))
        const plan = take(book, ...events)
        const falls = events.filter(({ kind }) => kind === 'fall')
        const fallSteps = plan.steps.filter(
          ({ alarm, action }) =>
            alarm.cause === 'fall' && (action.type === 'raised' || action.type === 'repeated'),
        )
        expect(fallSteps.map(({ action }) => action.data.eventId)).toEqual(falls.map(({ id }) => id))
        for (const { alarm } of plan.steps)
          expect(alarm.residentId).toBe(`resident of ${String(alarm.deviceId)}`)
      }
      const sources = [...book.open()].map(({ deviceId, cause }) => `${String(deviceId)} ${cause}`)
      expect(new Set(sources).size).toBe(sources.length)
    }),
  )
})

function closed(alarm: Alarm): Alarm {
  const step = decideStep(
    alarm,
    {
      type: 'resolved',
      actor: { kind: 'person', id: 'kari' },
      seenRevision: alarm.revision,
      outcome: { kind: 'helped-unhurt', words: null },
    },
    5000,
  )
  if (!step.ok) throw new Error(step.code)
  return step.alarm
}

describe('whose alarm it is', () => {
  const moved = (event: PlacedEvent): PlacedEvent => ({ ...event, residentId: 'the new resident' })

  test('a fall on a radar that was moved is the new resident’s own, whatever is open from before', () => {
    const book = new AlarmBook([])
    take(book, says('radar', 'fall'))
    expect(types(take(book, moved(says('radar', 'fall'))))).toEqual(['raised'])
    expect([...book.open()].map(({ residentId, count }) => [residentId, count])).toEqual([
      ['resident of radar', 1],
      ['the new resident', 1],
    ])
  })

  test('a radar that is heard again ends its silence, also when it was moved meanwhile', () => {
    const book = new AlarmBook([])
    take(book, says('radar', 'silent'))
    expect(types(take(book, moved(says('radar', 'restored', 'silent'))))).toEqual(['restored', 'cancelled'])
    expect(book.size).toBe(0)
  })

  test('with an alarm reopened beside a newer one, closing the newer leaves the older to take the next fall', () => {
    const book = new AlarmBook([])
    const actor = { kind: 'person', id: 'kari' } as const
    const resolved = {
      type: 'resolved',
      actor,
      seenRevision: 9,
      outcome: { kind: 'helped-unhurt', words: null },
    } as const
    const step = (
      alarm: Alarm | undefined,
      input: typeof resolved | { type: 'reopened'; actor: typeof actor },
    ): Alarm => {
      const taken = alarm === undefined ? undefined : decideStep(alarm, input, 2000)
      if (taken?.ok !== true) throw new Error('the step was refused')
      book.apply(taken.alarm)
      return taken.alarm
    }
    take(book, says('radar', 'fall'))
    const older = step([...book.open()][0], resolved)
    take(book, says('radar', 'fall'))
    const newer = [...book.open()][0]
    step(older, { type: 'reopened', actor })
    step(newer, resolved)
    expect(types(take(book, says('radar', 'fall')))).toEqual(['repeated'])
  })
})

describe('a call for help', () => {
  const ring = (plan: IntakePlan) => plan.steps.map(({ alarm, action }) => [action.type, alarm.priority])

  test('each press is one message; an ordinary call of a wired line is high', () => {
    const line = new AlarmBook([])
    expect(ring(take(line, says('cord', 'help-call')))).toEqual([['raised', 'critical']])
    expect(ring(take(line, says('cord', 'help-call')))).toEqual([['repeated', 'critical']])
    const ordinary = take(new AlarmBook([]), says('bed', 'help-call', 'ordinary'))
    expect(ring(ordinary)).toEqual([['raised', 'high']])
    expect(ordinary.steps[0]?.action.data).toMatchObject({
      ruleId: 'ordinary-call',
      ruleSet: RULE_SET_VERSION,
    })
    const book = new AlarmBook([])
    take(book, says('bed', 'help-call', 'ordinary'))
    expect(ring(take(book, says('bed', 'help-call')))).toEqual([['repeated', 'critical']])
    expect(ring(take(book, says('bed', 'help-call', 'ordinary')))).toEqual([['repeated', 'critical']])
  })

  test('taken back it ends, by the resident; the next one is a new alarm', () => {
    const book = new AlarmBook([])
    const [raised] = take(book, says('cord', 'help-call')).events
    const back = take(book, says('cord', 'help-cancelled'))
    expect(back.steps).toMatchObject([
      { action: { type: 'cancelled', reason: 'resident-cancelled', actor: { kind: 'resident' } } },
    ])
    expect(back.events[0]?.alarmId).toBe(raised?.alarmId)
    expect(book.size).toBe(0)
    expect(types(take(book, says('cord', 'help-call')))).toEqual(['raised'])
  })

  test('a call that is taken back in words that fit nothing stays open', () => {
    const book = new AlarmBook([])
    take(book, says('cord', 'help-call'))
    expect(types(take(book, says('cord', 'help-cancelled', 'no-such-call')))).toEqual([])
    expect(types(take(book, says('other', 'help-cancelled')))).toEqual([])
    expect(book.size).toBe(1)
  })

  test('taking back never ends a fall or smoke', () => {
    const book = new AlarmBook([])
    take(book, says('box', 'fall'), says('box', 'smoke'))
    expect(types(take(book, says('box', 'help-cancelled')))).toEqual([])
    expect([...book.open()].map(({ cause, priority }) => [cause, priority])).toEqual([
      ['fall', 'critical'],
      ['smoke', 'critical'],
    ])
  })
})

describe('a device that is tested or suspended', () => {
  const tested = (kind: EventKind, value: EventValue = true): PlacedEvent => ({
    ...says('cord', kind, value),
    standing: 'test',
  })

  test('rings softly as a test, whatever a person made it say', () => {
    const book = new AlarmBook([])
    take(book, tested('fall'), tested('button'), tested('presence'))
    for (const alarm of book.open()) expect(alarm).toMatchObject({ category: 'test', priority: 'low' })
    expect(book.size).toBe(3)
  })

  test('a real fall is never a repeat of a test, nor a test of a real fall', () => {
    const book = new AlarmBook([])
    take(book, tested('fall'))
    expect(types(take(book, says('cord', 'fall')))).toEqual(['raised'])
    take(book, tested('fall'))
    expect([...book.open()].map(({ category, count }) => [category, count])).toEqual([
      ['test', 2],
      ['care', 1],
    ])
  })

  test('a fault found meanwhile is a fault', () => {
    const book = new AlarmBook([])
    take(book, tested('fault', 'no-profile'))
    expect([...book.open()]).toMatchObject([{ category: 'technical', cause: 'fault' }])
  })

  test('the end of a fall is told to the alarm that is open, test or not', () => {
    const book = new AlarmBook([])
    take(book, says('cord', 'fall'))
    expect(types(take(book, tested('restored', 'fall')))).toEqual(['restored'])
    expect([...book.open()]).toMatchObject([{ category: 'care', restoredAt: 1000 }])
  })

  test('suspended it raises nothing and repeats nothing, and what it takes back is taken back', () => {
    const book = new AlarmBook([])
    take(book, says('cord', 'help-call'))
    const suspended = (kind: EventKind): PlacedEvent => ({ ...says('cord', kind), standing: 'suspended' })
    expect(types(take(book, suspended('fall'), suspended('help-call')))).toEqual([])
    expect(types(take(book, suspended('help-cancelled')))).toEqual(['cancelled'])
  })
})
