/**
 * Every rule over time, and what people and restarts do to its alarm: what stands rings once in its night or day and
 * again in the next, nothing is silent for ever and nothing rings twice. Times are those of the wall in Norway.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SILENT_WHEN_AWAY } from '../../../../shared/domain/absence.ts'
import type { EventKind, EventValue } from '../../../../shared/domain/device-event.ts'
import { TIME_RULES, type TimeRuleId } from '../../../../station/alarms/time-rules/rule-set.ts'
import { says } from '../station-core.ts'
import { CONFIGURATION, ResidentsHouse } from './residents-house.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface Case {
  readonly placement: string
  /** What begins it at 05:00, and what ends it; null where a day without a word begins it. */
  readonly begins: readonly [EventKind, EventValue] | null
  readonly ends: readonly [EventKind, EventValue]
  /** What must have been said before. */
  readonly before?: readonly [EventKind, EventValue]
  readonly first: string
  /** The next night or day, on Sunday the 22nd unless it is still Saturday. */
  readonly anew: string
  readonly limitMinutes: number
}

const CASES: Readonly<Record<TimeRuleId, Case>> = {
  'out-of-bed': {
    placement: 'bedroom',
    before: ['bed', true],
    begins: ['bed', false],
    ends: ['bed', true],
    first: '21 05:30',
    anew: '21 23:30',
    limitMinutes: 30,
  },
  'door-open-at-night': {
    placement: 'living-room',
    begins: ['door', true],
    ends: ['door', false],
    first: '21 05:05',
    anew: '21 23:05',
    limitMinutes: 5,
  },
  'too-long-in-bathroom': {
    placement: 'bathroom',
    begins: ['presence', true],
    ends: ['presence', false],
    first: '21 05:30',
    anew: '22 05:30',
    limitMinutes: 30,
  },
  'nobody-back': {
    placement: 'front-door',
    begins: ['door', true],
    ends: ['motion', 'active'],
    first: '21 05:15',
    anew: '21 23:15',
    limitMinutes: 15,
  },
  'too-cold-or-hot': {
    placement: 'kitchen',
    begins: ['temperature', 12],
    ends: ['temperature', 20],
    first: '21 05:30',
    anew: '22 05:30',
    limitMinutes: 30,
  },
  'no-sign-of-life': {
    placement: 'hall',
    begins: null,
    ends: ['motion', 'active'],
    first: '21 10:00',
    anew: '22 10:00',
    limitMinutes: 0,
  },
  'medicine-not-taken': {
    placement: 'kitchen',
    before: ['medicine', 'opened'],
    begins: null,
    ends: ['medicine', 'taken'],
    first: '21 10:00',
    anew: '22 10:00',
    limitMinutes: 0,
  },
}
const RULES = TIME_RULES.map(({ id }) => id)
/** What somebody who is at home leaves standing; of an absence a thermometer knows nothing. */
const LEFT_STANDING = RULES.filter((id) => CASES[id].begins !== null && id !== 'too-cold-or-hot')

let house: ResidentsHouse
let content: object
let placement: string

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

async function look(): Promise<void> {
  await house.parts.timeRules.watch.look()
  await house.parts.alarms.engine.look()
  await house.parts.residents.absences.look()
}

/** `time` as `21 05:30`, of November 2026. The station looks every five minutes. */
async function until(time: string): Promise<void> {
  const end = Date.parse(`2026-11-${time.replace(' ', 'T')}:00+01:00`)
  for (let left = end - house.clock.wall(); left > 0; left = end - house.clock.wall()) {
    house.clock.pass(Math.min(left, 5 * MINUTE))
    await look()
  }
}

async function hears([kind, value]: readonly [EventKind, EventValue]): Promise<void> {
  const said = says('204', kind, value)
  const event = { ...said.event, placement, receivedAt: house.clock.wall(), occurredAt: house.clock.wall() }
  await house.parts.alarms.intake.take([{ ...said, event }])
  house.parts.timeRules.watch.onStored(event)
  if (house.parts.state.absences.note(event, undefined)) await house.parts.residents.absences.look()
  await look()
}

async function restart(): Promise<void> {
  await house.restart(content)
  await look()
}

/** It is 05:00, or what it was at the first ring of a day without a word. */
async function begin(id: TimeRuleId): Promise<void> {
  const { before, begins } = CASES[id]
  placement = CASES[id].placement
  const [radar, other] = CONFIGURATION.devices
  content = { ...CONFIGURATION, devices: [{ ...radar, placement }, other] }
  await house.restart(content)
  if (before !== undefined) await hears(before)
  await house.parts.timeRules.desk.switch('mona', {
    residentId: 'r-204',
    ruleId: id,
    isOn: true,
    profiles: [],
  })
  await until('21 05:00')
  if (begins !== null) await hears(begins)
}

async function rung(id: TimeRuleId): Promise<void> {
  await begin(id)
  await until(CASES[id].first)
  expect(await rings()).toEqual([CASES[id].first])
  house.clock.pass(5 * MINUTE)
  await look()
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

const written = (at: number): string => clock.format(at).replace(',', '')
const later = (time: string, minutes: number): string =>
  written(Date.parse(`2026-11-${time.replace(' ', 'T')}:00+01:00`) + minutes * MINUTE)

/** When something made a sound for her. */
async function rings(): Promise<readonly string[]> {
  const rows = await house.rows<{ at: number }>(
    `SELECT step.at FROM alarm_actions AS step JOIN alarms AS alarm ON alarm.id = step.alarm_id
     WHERE step.type IN ('raised', 'repeated', 'unshelved') AND json_extract(step.data, '$.quiet') IS NULL
       AND alarm.resident_id = 'r-204' ORDER BY step.position`,
  )
  return rows.map(({ at }) => written(at))
}

function theAlarm(): { readonly id: string; readonly revision: number } {
  const [alarm, ...others] = house.parts.state.book.open()
  if (alarm === undefined || others.length > 0) throw new Error('not one alarm is open')
  return alarm
}

async function isClosed(): Promise<void> {
  const { id, revision } = theAlarm()
  const actor = { kind: 'person', id: 'kari' } as const
  const input = { type: 'resolved', actor, seenRevision: revision, outcome: null } as const
  expect(await house.parts.alarms.desk.take(id, input)).toMatchObject({ ok: true })
}

async function goesAway(hours: number): Promise<void> {
  const kari = await house.as('kari')
  await kari.residents.setAway({
    by: 'kari',
    residentId: 'r-204',
    reason: 'hospital',
    until: house.clock.wall() + hours * HOUR,
    silences: [...SILENT_WHEN_AWAY],
  })
}

const isBack = async (): Promise<void> => {
  await (await house.as('kari')).residents.endAway({ by: 'kari', residentId: 'r-204' })
  await look()
}

const END = '22 12:00'

describe.each(RULES)('%s', (id) => {
  const { first, anew, ends, begins, limitMinutes } = CASES[id]

  test('left alone: it rings, and again in the next night or day', async () => {
    await rung(id)
    await until(END)
    expect(await rings()).toEqual([first, anew])
  })

  test('closed: not again before the next night or day, over two restarts as well', async () => {
    await rung(id)
    await isClosed()
    await restart()
    await until('21 20:00')
    await restart()
    expect(await rings()).toEqual([first])
    await until(END)
    expect(await rings()).toEqual([first, anew])
  })

  test('over: its alarm has ended, and what begins then rings after its own time', async () => {
    await rung(id)
    await hears(ends)
    expect([...house.parts.state.book.open()]).toEqual([])
    await restart()
    if (begins === null) {
      await until(END)
      expect(await rings()).toEqual([first, anew])
      return
    }
    await until('21 06:00')
    expect(await rings()).toEqual([first])
    await hears(begins)
    await until('21 12:00')
    expect(await rings()).toEqual([first, later('21 06:00', limitMinutes)])
  })

  test('set aside until its end: it rings then, a restart in between or not', async () => {
    await rung(id)
    const { id: alarmId, revision: seenRevision } = theAlarm()
    const end = house.clock.wall() + 25 * MINUTE
    const result = await house.parts.alarms.desk.shelve(alarmId, {
      type: 'shelved',
      actor: { kind: 'person', id: 'kari' },
      seenRevision,
      until: end,
      why: 'somebody-there',
      words: null,
    })
    expect(result).toMatchObject({ ok: true })
    house.clock.pass(5 * MINUTE)
    await restart()
    await until(END)
    expect(await rings()).toEqual([first, written(end), anew])
  })

  test('its device is tested when it comes due: it began before and rings', async () => {
    await begin(id)
    const endTest = await house.test('radar-204')
    await until(first)
    await endTest()
    await until(END)
    expect(await rings()).toEqual([first, anew])
  })

  test('the station is down when it comes due: it rings at the start, once', async () => {
    await begin(id)
    house.clock.pass(
      Date.parse(`2026-11-${first.replace(' ', 'T')}:00+01:00`) - house.clock.wall() + 5 * MINUTE,
    )
    await restart()
    expect(await rings()).toEqual([later(first, 5)])
    await restart()
    await until(END)
    expect(await rings()).toEqual([later(first, 5), anew])
  })
})

describe.each(LEFT_STANDING)('%s, away and back', (id) => {
  const { first, anew, limitMinutes } = CASES[id]

  test('came due while she was away: it counts anew when she is back', async () => {
    await begin(id)
    await goesAway(24)
    await until('21 06:00')
    expect(await rings()).toEqual([])
    await isBack()
    await until('21 12:00')
    expect(await rings()).toEqual([later('21 06:00', limitMinutes)])
  })

  test('rang and was closed before she left: it counts anew when she is back', async () => {
    await rung(id)
    await isClosed()
    await goesAway(24)
    await until('21 06:00')
    await isBack()
    await restart()
    const again = later('21 06:00', limitMinutes)
    await until('21 08:00')
    expect(await rings()).toEqual([first, again])
    await restart()
    await until('22 08:00')
    // By night and by day alike it is once in each 24 hours from then.
    expect(await rings()).toEqual([
      first,
      again,
      id === 'too-long-in-bathroom' ? later(again, 24 * 60) : anew,
    ])
  })

  test('away through the next night: nothing rings, and then what stands does', async () => {
    await rung(id)
    await isClosed()
    await goesAway(27)
    await until('22 06:00')
    expect(await rings()).toEqual([first])
    await isBack()
    await until('22 08:00')
    expect(await rings()).toEqual([first, later('22 06:00', limitMinutes)])
  })

  test('its alarm is open while she is away: it ends with its end, and once', async () => {
    await rung(id)
    await goesAway(24)
    await until('21 06:00')
    await isBack()
    await restart()
    await until('21 08:00')
    await hears(CASES[id].ends)
    expect([...house.parts.state.book.open()]).toEqual([])
    expect(await house.rows("SELECT state FROM alarms WHERE resident_id = 'r-204'")).toEqual([
      { state: 'cancelled' },
    ])
  })
})

describe.each(RULES.filter((id) => !LEFT_STANDING.includes(id)))('%s, away and back', (id) => {
  const { first, anew } = CASES[id]

  test('rang and was closed before she left: as ever when she is back', async () => {
    await rung(id)
    await isClosed()
    await goesAway(24)
    await until('21 12:00')
    await isBack()
    await restart()
    await until(END)
    expect(await rings()).toEqual([first, anew])
  })

  test('away in the morning: of that nothing rings unless nothing silences it', async () => {
    await begin(id)
    await goesAway(7)
    await until('21 11:00')
    const isNeverSilent = id === 'too-cold-or-hot'
    expect(await rings()).toEqual(isNeverSilent ? [first] : [])
    await isBack()
    await until(END)
    expect(await rings()).toEqual(isNeverSilent ? [first, anew] : [anew])
  })
})
