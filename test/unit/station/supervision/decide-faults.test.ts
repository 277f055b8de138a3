import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition } from '../../../../station/supervision/condition.ts'
import {
  decideFaults,
  SAID_AGAIN_MS,
  type Episodes,
  type FaultPlan,
  type OpenFault,
} from '../../../../station/supervision/decide-faults.ts'

const AFTER_MS = 10_000
const CLEAR_MS = 3_000

function port(standing: Condition['standing'], more: Partial<Condition> = {}): Condition {
  return {
    cause: 'port-lost',
    subject: '/dev/ttyUSB0',
    deviceId: null,
    residentId: null,
    placement: null,
    priority: 'medium',
    standing,
    code: 'lost',
    afterMs: AFTER_MS,
    clearAfterMs: CLEAR_MS,
    endsByItself: true,
    ...more,
  }
}

/** Looks at the times given, and makes what is decided so, as the store does. */
class House {
  episodes: Episodes = new Map()
  open: OpenFault[] = []
  readonly log: string[] = []
  #number = 0

  look(now: number, ...conditions: Condition[]): FaultPlan {
    const plan = decideFaults(this.episodes, conditions, this.open, now)
    this.episodes = plan.episodes
    for (const { alarmId } of plan.end) {
      this.open = this.open.filter((fault) => fault.alarmId !== alarmId)
      this.log.push(`${now} end`)
    }
    for (const { cause, subject, deviceId, residentId } of plan.raise) {
      this.#number += 1
      this.open.push({
        alarmId: `alarm-${this.#number}`,
        cause,
        subject,
        deviceId,
        residentId,
        isOver: false,
      })
      this.log.push(`${now} raise`)
    }
    return plan
  }
}

describe('a port that is lost', () => {
  test('at 0 s, back at 2 s: nobody is called', () => {
    const house = new House()
    house.look(0, port('yes'))
    house.look(2_000, port('no'))
    house.look(60_000, port('no'))
    expect(house.log).toEqual([])
  })

  test('at 0 s, still lost at 10 s: one alarm, which ends when it has been back for 3 s', () => {
    const house = new House()
    for (let now = 0; now <= 20_000; now += 1_000) house.look(now, port('yes'))
    house.look(21_000, port('no'))
    house.look(23_000, port('no'))
    house.look(24_000, port('no'))
    house.look(60_000, port('no'))
    expect(house.log).toEqual(['10000 raise', '24000 end'])
  })

  test('back for a moment only, it stays one alarm', () => {
    const house = new House()
    house.look(0, port('yes', { afterMs: 0 }))
    house.look(1_000, port('no'))
    house.look(2_000, port('yes'))
    house.look(5_000, port('no'))
    house.look(7_000, port('no'))
    expect(house.log).toEqual(['0 raise'])
    house.look(8_000, port('no'))
    expect(house.log).toEqual(['0 raise', '8000 end'])
  })

  test('it counts from when it was lost, not from when somebody looked', () => {
    const house = new House()
    house.look(30_000, port('yes', { since: 19_000 }))
    expect(house.log).toEqual(['30000 raise'])
  })

  test('two of them are two alarms, and the end of one leaves the other', () => {
    const house = new House()
    const other = { subject: '/dev/ttyUSB1' }
    house.look(0, port('yes', { afterMs: 0 }), port('yes', { ...other, afterMs: 0 }))
    house.look(5_000, port('no'), port('yes', other))
    house.look(9_000, port('no'), port('yes', other))
    expect(house.open.map(({ subject }) => subject)).toEqual(['/dev/ttyUSB1'])
  })
})

describe('what nobody knows', () => {
  test('right after a start raises nothing and ends nothing', () => {
    const house = new House()
    house.open = [
      {
        alarmId: 'before',
        cause: 'port-lost',
        subject: '/dev/ttyUSB0',
        deviceId: null,
        residentId: null,
        isOver: false,
      },
    ]
    for (let now = 0; now < 600_000; now += 60_000) house.look(now, port('unknown'))
    expect(house.log).toEqual([])
    house.look(600_000, port('no', { clearAfterMs: 0 }))
    expect(house.log).toEqual(['600000 end'])
  })

  test('an alarm from before the restart is no second one', () => {
    const house = new House()
    house.open = [
      {
        alarmId: 'before',
        cause: 'port-lost',
        subject: '/dev/ttyUSB0',
        deviceId: null,
        residentId: null,
        isOver: false,
      },
    ]
    house.look(0, port('yes', { afterMs: 0 }))
    house.look(100_000, port('yes'))
    expect(house.log).toEqual([])
  })

  test('a port that was taken out of the configuration leaves no alarm behind', () => {
    const house = new House()
    house.look(0, port('yes', { afterMs: 0 }))
    house.look(1_000)
    expect(house.log).toEqual(['0 raise', '1000 end'])
  })
})

test('an alarm that stayed when its port was back is asked to end at each look, and told when it is lost again', () => {
  const house = new House()
  house.look(0, port('yes', { afterMs: 0 }))
  const stays = house.open.map((fault) => ({ ...fault, isOver: true }))
  house.open = stays
  const over = [1_000, 4_000, 5_000].map((now) => house.look(now, port('no')).end.length)
  expect(over).toEqual([0, 1, 0])
  house.open = stays
  expect(house.look(60_000, port('yes')).raise).toEqual([])
  expect(house.look(60_000 + AFTER_MS, port('yes')).raise).toHaveLength(1)
})

test('closed by a person while it stands, it is said again to the next shift', () => {
  const house = new House()
  house.look(0, port('yes', { afterMs: 0 }))
  house.open = []
  house.look(60_000, port('yes'))
  expect(house.log).toEqual(['0 raise'])
  house.look(SAID_AGAIN_MS, port('yes'))
  expect(house.log).toEqual(['0 raise', `${SAID_AGAIN_MS} raise`])
})

test('a clock that has jumped stays until a person has seen it', () => {
  const house = new House()
  const clock = { cause: 'clock', subject: null, endsByItself: false, afterMs: 0, clearAfterMs: 0 } as const
  house.look(0, port('yes', clock))
  house.look(1_000, port('no', clock))
  house.look(9_999_999, port('no', clock))
  expect(house.log).toEqual(['0 raise'])
})

const standings = fc.array(
  fc.record({
    standing: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
    waited: fc.integer({ min: 1, max: 20_000 }),
    isClosed: fc.boolean(),
  }),
  { maxLength: 60 },
)

test('whatever happens: at most one alarm of a fault, none before its time, none ended while it stands', () => {
  fc.assert(
    fc.property(standings, (steps) => {
      const house = new House()
      let now = 0
      let standsSince: number | undefined
      for (const { standing, waited, isClosed } of steps) {
        now += waited
        if (standing === 'yes') standsSince ??= now
        if (standing === 'no') standsSince = undefined
        const plan = house.look(now, port(standing))
        expect(house.open.length).toBeLessThanOrEqual(1)
        if (plan.raise.length > 0) {
          expect(standing).toBe('yes')
          expect(now - (standsSince ?? now)).toBeGreaterThanOrEqual(AFTER_MS)
        }
        if (plan.end.length > 0) expect(standing).toBe('no')
        if (isClosed) house.open = []
      }
    }),
  )
})

test('what lasts is raised, and what is over ends, however it came and went before', () => {
  fc.assert(
    fc.property(standings, (steps) => {
      const house = new House()
      let now = 0
      for (const { standing, waited } of steps) {
        now += waited
        house.look(now, port(standing))
      }
      house.look(now + 1, port('yes'))
      house.look(now + 1 + AFTER_MS, port('yes'))
      expect(house.open.length).toBe(1)
      house.look(now + 2 + AFTER_MS, port('no'))
      house.look(now + 2 + AFTER_MS + CLEAR_MS, port('no'))
      expect(house.open).toEqual([])
    }),
  )
})
