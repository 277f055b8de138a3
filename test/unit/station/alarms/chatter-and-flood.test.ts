/** What rings too often: one sensor again and again, or a whole house at once. */
import { describe, expect, test } from 'vitest'
import { Night, type NightDevice } from '../../../support/night.ts'

const radar: NightDevice = { id: 'radar-204', residentId: 'ingrid', placement: 'bathroom' }
const pendant: NightDevice = { id: 'pendant-204', residentId: 'ingrid' }
const leak: NightDevice = { id: 'leak-204', residentId: 'ingrid', placement: 'kitchen' }

const at0340 = (): Night => new Night('2026-11-21T03:40:00+01:00')
const minutes = (count: number): number => count * 60

describe('chatter', () => {
  const flaps = (night: Night, times: number): void => {
    for (let time = 0; time < times; time += 1) {
      night.says(radar, 'silent')
      night.pass(10)
      night.says(radar, 'restored', 'silent')
      night.pass(10)
    }
  }

  test('a sensor that is lost and found again and again rings once for all of it, is marked, and ends when it rests', () => {
    const night = at0340()
    flaps(night, 5)
    expect(night.rings()).toHaveLength(1)
    expect(night.open()).toEqual([])
    flaps(night, 8)
    expect(night.rings().map(({ action }) => action.reason)).toEqual(['rule-matched', 'chattering'])
    expect(night.only()).toMatchObject({ chattering: true, cause: 'device-silent' })
    expect(night.suppressed.length).toBe(15)
    expect(new Set(night.suppressed.map(({ reason }) => reason))).toEqual(new Set(['chattering']))
    night.pass(minutes(5))
    expect(night.open()).toEqual([])
  })

  test('one that rests after a restart ends as well', () => {
    const night = at0340()
    flaps(night, 8)
    night.restart()
    expect(night.only().chattering).toBe(true)
    flaps(night, 1)
    expect(night.rings()).toHaveLength(2)
    night.pass(minutes(2))
    night.restart()
    night.pass(minutes(4))
    expect(night.open()).toEqual([])
  })

  test('what somebody did something about begins anew', () => {
    const night = at0340()
    flaps(night, 4)
    night.says(radar, 'silent')
    night.acknowledges(night.only())
    night.says(radar, 'restored', 'silent')
    flaps(night, 4)
    expect(night.told.some(({ action }) => action.reason === 'chattering')).toBe(false)
  })

  test('ten falls in five minutes are ten rings and no chatter', () => {
    const night = at0340()
    for (let fall = 0; fall < 10; fall += 1) {
      night.says(radar, 'fall')
      night.says(radar, 'restored', 'fall')
      night.pass(20)
    }
    expect(night.rings()).toHaveLength(10)
    expect(night.only()).toMatchObject({ chattering: false, count: 10 })
  })
})

test.each([false, true])(
  'stillness that was silent while somebody was away makes no chatter of the first one afterwards; restarted: %s',
  (restarts) => {
    const night = at0340()
    night.goesAway('ingrid', 10)
    for (let time = 0; time < 6; time += 1) night.says(radar, 'inactivity')
    night.isBack('ingrid')
    if (restarts) night.restart()
    night.says(radar, 'inactivity')
    expect(night.only()).toMatchObject({ ringing: true, chattering: false, count: 1 })
  },
)

describe('flood', () => {
  const silentHouse = (night: Night, count: number): void => {
    for (let unit = 0; unit < count; unit += 1) {
      night.says({ id: `radar-${String(unit)}`, residentId: `r-${String(unit)}` }, 'silent')
      night.pass(1)
    }
  }

  test('more than 10 in 10 min: the lesser ones come without a ring, falls and leaks are heard, and it ends below 5', () => {
    const night = at0340()
    silentHouse(night, 20)
    expect(night.isFlood).toBe(true)
    expect(night.rings()).toHaveLength(11)
    expect(night.open()).toHaveLength(20)
    night.says(pendant, 'help-call')
    night.says(leak, 'water')
    expect(night.rings()).toHaveLength(13)
    night.pass(minutes(10))
    expect(night.isFlood).toBe(false)
    night.pass(minutes(5))
    expect(night.open().every(({ ringing }) => ringing)).toBe(true)
    expect(night.told.filter(({ action }) => action.reason === 'still-standing')).toHaveLength(9)
    expect(night.open().every(({ count }) => count === 1)).toBe(true)
  })

  test('a restart does not end it', () => {
    const night = at0340()
    silentHouse(night, 15)
    night.restart()
    expect(night.isFlood).toBe(true)
  })

  test('an alarm that is reopened is no new one: it neither ends the flood nor makes one', () => {
    const night = at0340()
    const first = night.says(leak, 'water')
    const [water] = night.open()
    if (water === undefined) throw new Error(`${first.id} raised nothing`)
    night.resolves(water)
    night.pass(minutes(5))
    silentHouse(night, 15)
    const reopens = () => {
      const closed = night.latest(water.id)
      if (closed !== undefined)
        night.does(closed, { type: 'reopened', actor: { kind: 'person', id: 'kari' } })
    }
    reopens()
    expect(night.open()).toHaveLength(16)
    expect(night.isFlood).toBe(true)

    const calm = at0340()
    silentHouse(calm, 10)
    for (const alarm of calm.open()) {
      const closed = calm.resolves(alarm)
      if (closed.ok) calm.does(closed.alarm, { type: 'reopened', actor: { kind: 'person', id: 'kari' } })
    }
    expect(calm.isFlood).toBe(false)
  })

  test('ten are none', () => {
    const night = at0340()
    silentHouse(night, 10)
    expect(night.isFlood).toBe(false)
    expect(night.rings()).toHaveLength(10)
  })
})
