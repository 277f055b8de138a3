/** What a sensor said where it hung before says nothing of where it hangs now, with or without a restart. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TimeRuleId } from '../../../../station/alarms/time-rules/rule-set.ts'
import { readLastMovement } from '../../../../station/store/card-rows.ts'
import { placeDevice } from '../../../../station/store/device-changes.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import { CONFIGURATION, ResidentsHouse } from './residents-house.ts'

const MINUTE = 60_000

let house: ResidentsHouse

const at = (placement: string) => ({
  ...CONFIGURATION,
  devices: [{ ...CONFIGURATION.devices[0], placement }, CONFIGURATION.devices[1]],
})

let file: object

beforeEach(async () => {
  house = await ResidentsHouse.open()
  file = CONFIGURATION
})
afterEach(() => house.end())

async function begins(placement: string): Promise<void> {
  file = at(placement)
  await house.restart(file)
}

const switchOn = (ruleId: TimeRuleId) =>
  house.parts.timeRules.desk.switch('mona', { residentId: 'r-204', ruleId, isOn: true, profiles: [] })

async function pass(minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left -= 10) {
    house.clock.pass(Math.min(left, 10) * MINUTE)
    await house.parts.timeRules.watch.look()
  }
}

/** As the technician's room does it. */
async function moves(placement: string): Promise<void> {
  const { state, store } = house.parts
  await state.writeQueue.run('routine', (transaction) =>
    placeDevice(transaction, 'radar-204', placement, house.clock.wall()),
  )
  state.registry.replace(await readRegistry(store.reader.manager))
  // Whoever reads the homes waits for the one who reads already.
  await house.parts.timeRules.refresh()
}

const WAYS = {
  'while the station runs': moves,
  'and a restart after it': async (placement: string) => {
    await moves(placement)
    await house.restart(file)
  },
  'in the file': (placement: string) => begins(placement),
} as const

const causes = () => house.causes()

describe.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('moved %s', (way) => {
  test('from the living room to the bathroom: the word of the living room puts nobody in the bathroom', async () => {
    await begins('living-room')
    await switchOn('too-long-in-bathroom')
    await house.says('204', 'presence', true)
    await pass(60)
    await WAYS[way]('bathroom')
    await pass(120)
    expect(await causes()).toEqual([])
    await house.says('204', 'presence', true)
    await pass(120)
    expect(await causes()).toEqual(['bathroom'])
  })

  test('from the bathroom to the living room: nobody is in the bathroom by its word any more', async () => {
    await switchOn('too-long-in-bathroom')
    await house.says('204', 'presence', true)
    await pass(10)
    await WAYS[way]('living-room')
    await pass(120)
    await house.says('204', 'presence', true)
    await pass(120)
    expect(await causes()).toEqual([])
  })

  test('what was noticed is told of the place where it was', async () => {
    await house.says('204', 'motion', 'active')
    await WAYS[way]('living-room')
    const last = await readLastMovement(house.parts.store.reader.manager, 'r-204')
    expect(last).toMatchObject({ kind: 'motion', placement: 'bathroom' })
  })
})
