import { describe, expect, test } from 'vitest'
import { Night, type NightDevice } from '../../../support/night.ts'

const radar: NightDevice = { id: 'radar-204', residentId: 'ingrid', placement: 'bathroom' }
const pendant: NightDevice = { id: 'pendant-204', residentId: 'ingrid' }
const neighbour: NightDevice = { id: 'radar-205', residentId: 'olav', placement: 'bathroom' }
const leak: NightDevice = { id: 'leak-204', residentId: 'ingrid', placement: 'kitchen' }

const at0340 = (): Night => new Night('2026-11-21T03:40:00+01:00')
const minutes = (count: number): number => count * 60

describe('one incident', () => {
  test('fall at 0 s, help call at 20 s: two alarms, one incident, both ring', () => {
    const night = at0340()
    night.says(radar, 'fall')
    night.pass(20)
    night.says(pendant, 'help-call')
    const [fall, call] = night.open()
    expect(fall?.cause).toBe('fall')
    expect(call).toMatchObject({ cause: 'help-call', incidentId: fall?.incidentId })
    expect(night.rings().map(({ action }) => action.reason)).toEqual(['rule-matched', 'same-incident'])
    expect(night.told.at(-1)?.action.data.with).toBe(fall?.id)
  })

  test('the same 6 minutes apart: two incidents', () => {
    const night = at0340()
    night.says(radar, 'fall')
    night.pass(minutes(6))
    night.says(pendant, 'help-call')
    expect(new Set(night.open().map(({ incidentId }) => incidentId)).size).toBe(2)
  })

  test('a fall next door in the same second is the neighbour’s own', () => {
    const night = at0340()
    night.says(radar, 'fall')
    night.says(neighbour, 'fall')
    expect(new Set(night.open().map(({ incidentId }) => incidentId)).size).toBe(2)
  })

  test('a test of the pendant is no part of a fall', () => {
    const night = at0340()
    night.says(radar, 'fall')
    night.says(pendant, 'help-call', true, 'test')
    expect(new Set(night.open().map(({ incidentId }) => incidentId)).size).toBe(2)
  })

  test('water, and lying still: not confirming, each as urgent as it was', () => {
    const night = at0340()
    night.says(leak, 'water')
    night.says(radar, 'inactivity')
    expect(night.open().map(({ priority }) => priority)).toEqual(['high', 'high'])
  })
})

describe('the same again', () => {
  test('every fall and every press rings, whatever is open', () => {
    const night = at0340()
    for (let press = 0; press < 20; press += 1) {
      night.says(pendant, 'help-call')
      night.says(radar, 'fall')
      night.pass(2)
    }
    expect(night.rings()).toHaveLength(40)
    expect(night.open().map(({ count }) => count)).toEqual([20, 20])
  })

  test('lying still, told again within 15 min, joins without a ring and is counted; after that it rings', () => {
    const night = at0340()
    night.says(radar, 'inactivity')
    night.pass(minutes(10))
    night.says(radar, 'inactivity')
    expect(night.told.at(-1)?.action).toMatchObject({ type: 'repeated', reason: 'joined' })
    expect(night.only()).toMatchObject({ count: 2, lastReportedAt: night.now })
    expect(night.rings()).toHaveLength(1)
    night.pass(minutes(6))
    night.says(radar, 'inactivity')
    expect(night.rings()).toHaveLength(2)
  })

  test('an ordinary call that becomes an emergency rings', () => {
    const night = at0340()
    night.says(pendant, 'help-call', 'ordinary')
    night.says(pendant, 'help-call')
    expect(night.rings()).toHaveLength(2)
    expect(night.only().priority).toBe('critical')
  })
})

describe('lost and found', () => {
  test('a sensor that is silent again within 15 min is a new alarm without a ring, and rings when it still stands', () => {
    const night = at0340()
    night.says(radar, 'silent')
    night.pass(60)
    night.says(radar, 'restored', 'silent')
    expect(night.open()).toEqual([])
    night.pass(minutes(4))
    night.says(radar, 'silent')
    expect(night.only()).toMatchObject({ ringing: false, state: 'raised' })
    expect(night.told.at(-1)?.action).toMatchObject({ type: 'raised', reason: 'joined' })
    night.pass(minutes(14))
    expect(night.rings()).toHaveLength(1)
    night.pass(minutes(1))
    expect(night.only()).toMatchObject({ ringing: true, count: 1 })
    expect(night.told.at(-1)?.action.reason).toBe('still-standing')
  })

  test('after 15 min it rings at once, as does what is worse, and what somebody had answered', () => {
    const later = at0340()
    later.says(radar, 'silent')
    later.says(radar, 'restored', 'silent')
    later.pass(minutes(15))
    later.says(radar, 'silent')
    expect(later.rings()).toHaveLength(2)
    const worse = at0340()
    worse.says(leak, 'fault', 'problem')
    worse.says(leak, 'restored', 'fault')
    worse.says(leak, 'fault', 'unsafe')
    expect(worse.rings()).toHaveLength(2)
    const answered = at0340()
    answered.says(radar, 'silent')
    answered.acknowledges(answered.only())
    answered.says(radar, 'restored', 'silent')
    answered.says(radar, 'silent')
    expect(answered.rings()).toHaveLength(2)
  })
})

describe('set aside', () => {
  test('at night for 30 min: it is silent, counts on, and comes back by itself and rings', () => {
    const night = at0340()
    night.says(leak, 'water')
    expect(night.shelves(night.only(), 30)).toMatchObject({ ok: true })
    expect(night.only()).toMatchObject({ ringing: false, shelf: { by: 'kari', why: 'known-cause' } })
    night.pass(minutes(20))
    night.says(leak, 'water')
    expect(night.told.at(-1)?.action).toMatchObject({ reason: 'set-aside', data: { count: 2, quiet: true } })
    night.pass(minutes(9))
    expect(night.only().shelf).not.toBeNull()
    night.pass(minutes(1))
    expect(night.only()).toMatchObject({ shelf: null, ringing: true })
    expect(night.told.at(-1)?.action).toMatchObject({ type: 'unshelved', reason: 'shelf-over' })
  })

  test('a restart in between changes nothing; one after its time brings it back at once', () => {
    const night = at0340()
    night.says(leak, 'water')
    night.shelves(night.only(), 20)
    night.pass(minutes(10))
    night.restart()
    expect(night.only().shelf).not.toBeNull()
    night.pass(minutes(10))
    expect(night.only().shelf).toBeNull()
    night.shelves(night.only(), 20)
    night.now += minutes(25) * 1000
    night.restart()
    expect(night.only()).toMatchObject({ shelf: null, ringing: true })
  })

  test('31 min at night are refused, as are a time that has passed, a fall, a press, smoke and gas', () => {
    const night = at0340()
    night.says(leak, 'water')
    expect(night.shelves(night.only(), 31)).toEqual({ ok: false, code: 'shelf-too-long' })
    expect(night.shelves(night.only(), 0)).toEqual({ ok: false, code: 'deadline-past' })
    for (const kind of ['fall', 'help-call', 'smoke', 'gas'] as const) {
      const other = at0340()
      other.says(radar, kind)
      expect(other.shelves(other.only(), 10)).toEqual({ ok: false, code: 'never-shelved' })
    }
    const call = at0340()
    call.says(pendant, 'help-call', 'ordinary')
    expect(call.shelves(call.only(), 10)).toEqual({ ok: false, code: 'never-shelved' })
  })

  test('by day 8 h, but not into the night', () => {
    const morning = new Night('2026-11-21T09:00:00+01:00')
    morning.says(leak, 'water')
    expect(morning.shelves(morning.only(), 8 * 60)).toMatchObject({ ok: true })
    const evening = new Night('2026-11-21T21:00:00+01:00')
    evening.says(leak, 'water')
    expect(evening.shelves(evening.only(), 91)).toEqual({ ok: false, code: 'shelf-too-long' })
    expect(evening.shelves(evening.only(), 90)).toMatchObject({ ok: true })
  })

  test('a fall of the same person rings although her water alarm is set aside', () => {
    const night = at0340()
    night.says(leak, 'water')
    night.shelves(night.only(), 30)
    night.says(radar, 'fall')
    expect(night.told.at(-1)).toMatchObject({ rang: true, alarm: { cause: 'fall' } })
  })

  test('a silence that was set aside and is over ends with the shelf, without having rung for each return', () => {
    const night = at0340()
    night.says(radar, 'silent')
    night.shelves(night.only(), 30)
    for (let time = 0; time < 4; time += 1) {
      night.says(radar, 'restored', 'silent')
      night.pass(60)
      night.says(radar, 'silent')
      night.pass(60)
    }
    night.says(radar, 'restored', 'silent')
    expect(night.rings()).toHaveLength(1)
    night.pass(minutes(30))
    expect(night.open()).toEqual([])
  })

  test('what is worse than what was set aside is heard at once', () => {
    const night = at0340()
    night.says(leak, 'fault', 'problem')
    night.shelves(night.only(), 30)
    night.says(leak, 'fault', 'unsafe')
    expect(night.told.slice(-2).map(({ action }) => [action.type, action.reason])).toEqual([
      ['unshelved', 'more-urgent'],
      ['repeated', 'more-urgent'],
    ])
    expect(night.only()).toMatchObject({ ringing: true, priority: 'high', shelf: null })
  })
})

describe('reopened beside a newer one of the same source', () => {
  test.each([false, true])('the newer one takes what comes; after a restart (%s) as well', (restarts) => {
    const night = at0340()
    night.says(radar, 'fall')
    const older = night.only()
    night.resolves(older)
    night.says(radar, 'fall')
    const newer = night.only()
    const closed = night.latest(older.id)
    if (closed !== undefined) night.does(closed, { type: 'reopened', actor: { kind: 'person', id: 'kari' } })
    if (restarts) night.restart()
    night.says(radar, 'fall')
    expect(night.latest(newer.id)?.count).toBe(2)
    expect(night.latest(older.id)?.count).toBe(1)
  })
})

describe('out of the door at night, and it stands open', () => {
  const leaves = (night: Night): void => {
    night.comesDue('door-open-at-night', 'ingrid', 'door-204')
    night.pass(minutes(2))
  }
  const findings = (night: Night): string[] =>
    night
      .open()
      .map(({ code, state, ringing }) => `${code ?? 'open'} ${state} ${ringing ? 'rings' : 'quiet'}`)

  test('somebody answers the door; that nobody is back ten minutes later rings by itself', () => {
    const night = at0340()
    leaves(night)
    night.acknowledges(night.only())
    night.pass(minutes(8))
    night.comesDue('nobody-back', 'ingrid', 'door-204')
    expect(findings(night)).toEqual(['open acknowledged quiet', 'nobody-back raised rings'])
  })

  test('the door was set aside for airing: that nobody is back is not', () => {
    const night = at0340()
    leaves(night)
    night.shelves(night.only(), 25)
    night.pass(minutes(8))
    night.comesDue('nobody-back', 'ingrid', 'door-204')
    expect(findings(night)).toEqual(['open raised quiet', 'nobody-back raised rings'])
  })

  test('the same of one of them joins that one, over a restart as well', () => {
    const night = at0340()
    leaves(night)
    night.comesDue('nobody-back', 'ingrid', 'door-204')
    night.restart()
    night.comesDue('nobody-back', 'ingrid', 'door-204')
    night.comesDue('door-open-at-night', 'ingrid', 'door-204')
    expect(night.open().map(({ code, count }) => [code, count])).toEqual([
      [undefined, 2],
      ['nobody-back', 2],
    ])
    expect(night.rings()).toHaveLength(2)
  })
})

describe('the sensor on the outer door says itself that she went out', () => {
  const door: NightDevice = { id: 'exit-204', residentId: 'ingrid', placement: 'front-door' }
  const told = (night: Night): string[] =>
    night
      .open()
      .map(({ code, state, ringing }) => `${code ?? 'open'} ${state} ${ringing ? 'rings' : 'quiet'}`)

  test('the door that closes behind her ends that it stood open, and not that she is out', () => {
    const night = at0340()
    night.says(door, 'door', 'left-open')
    night.pass(minutes(1))
    night.says(door, 'door', 'exit')
    night.pass(minutes(1))
    night.says(door, 'restored', 'door')
    expect(told(night)).toEqual(['went-out raised rings'])
  })

  test('the same the other way round', () => {
    const night = at0340()
    night.says(door, 'door', 'exit')
    night.pass(minutes(1))
    night.says(door, 'door', 'left-open')
    night.pass(minutes(1))
    night.says(door, 'restored', 'door')
    expect(told(night)).toEqual(['went-out raised rings'])
  })

  test('a door that somebody answered or set aside holds back nobody who goes out', () => {
    const night = at0340()
    night.says(door, 'door', 'left-open')
    night.shelves(night.only(), 25)
    night.pass(minutes(1))
    night.says(door, 'door', 'exit')
    expect(told(night)).toEqual(['open raised quiet', 'went-out raised rings'])
  })
})
