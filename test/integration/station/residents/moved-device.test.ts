/** What a device said for a resident counts while it is theirs: moved to another, taken out of use, with or without a restart. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TimeRuleId } from '../../../../station/alarms/time-rules/rule-set.ts'
import { assignDevice, updateDevice, writeDevice } from '../../../../station/store/device-changes.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import type { Transaction } from '../../../../station/store/write-queue.ts'
import { says } from '../station-core.ts'
import { CONFIGURATION, ResidentsHouse } from './residents-house.ts'

const MINUTE = 60_000
const RADAR = 'radar-204'

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

const switchOn = (ruleId: TimeRuleId) =>
  house.parts.timeRules.desk.switch('mona', { residentId: 'r-204', ruleId, isOn: true, profiles: [] })

/** By the clock on the wall in Norway, in the winter in which the house begins. */
async function until(time: string): Promise<void> {
  for (let left = Date.parse(`${time}:00+01:00`) - house.clock.wall(); left > 0; left -= 10 * MINUTE) {
    house.clock.pass(Math.min(left, 10 * MINUTE))
    await house.parts.timeRules.watch.look()
  }
}

/** As the technician's room does it. */
async function change(work: (transaction: Transaction) => Promise<void>): Promise<void> {
  const { state, store } = house.parts
  await state.writeQueue.run('routine', work)
  state.registry.replace(await readRegistry(store.reader.manager))
}

const movesTo = (residentId: string | null) =>
  change((transaction) => assignDevice(transaction, RADAR, residentId, house.clock.wall()))

const retires = () =>
  change(async (transaction) => {
    await updateDevice(transaction, RADAR, { lifecycle: 'retired' })
    await assignDevice(transaction, RADAR, null, house.clock.wall())
  })

const alarms = () => house.rows('SELECT cause, state FROM alarms ORDER BY opened_at, id')

/** Up at 06:00 on Saturday, which rings at 06:30. */
async function upEarly(): Promise<void> {
  await switchOn('out-of-bed')
  await house.says('204', 'bed', true)
  await until('2026-11-21T06:00')
  await house.says('204', 'bed', false)
  await until('2026-11-21T06:40')
  expect(await alarms()).toEqual([{ cause: 'bed', state: 'raised' }])
}

test('the bed sensor is moved to the neighbour while the bed is empty: the alarm waits for a person, and no night rings for her', async () => {
  await upEarly()
  await movesTo('r-205')
  await house.parts.timeRules.watch.look()
  expect(await alarms()).toEqual([{ cause: 'bed', state: 'raised' }])
  await until('2026-11-23T12:00')
  expect(await alarms()).toHaveLength(1)
})

test('the same while the station was down: the alarm waits for a person after the start, and no night rings for her', async () => {
  await upEarly()
  await movesTo('r-205')
  await house.restart({ ...CONFIGURATION, devices: [{ ...CONFIGURATION.devices[0], resident: 'r-205' }] })
  await until('2026-11-23T12:00')
  expect(await alarms()).toEqual([{ cause: 'bed', state: 'raised' }])
  await house.restart()
  await until('2026-11-24T12:00')
  expect(await alarms()).toHaveLength(1)
})

test('moved before its time came, and a start after that time: nothing rings', async () => {
  await switchOn('out-of-bed')
  await house.says('204', 'bed', false)
  house.clock.pass(10 * MINUTE)
  await movesTo('r-205')
  house.clock.pass(60 * MINUTE)
  await house.restart({ ...CONFIGURATION, devices: [{ ...CONFIGURATION.devices[0], resident: 'r-205' }] })
  await until('2026-11-23T12:00')
  expect(await alarms()).toEqual([])
})

test('the door sensor is taken out of use while its door stands open: no night rings for it, nor after a start', async () => {
  await switchOn('door-open-at-night')
  await house.says('204', 'door', true)
  await until('2026-11-21T05:00')
  expect(await alarms()).toEqual([{ cause: 'door', state: 'raised' }])
  await retires()
  await until('2026-11-22T12:00')
  expect(await alarms()).toEqual([{ cause: 'door', state: 'raised' }])
  await house.parts.timeRules.refresh()
  await until('2026-11-24T12:00')
  expect(await alarms()).toHaveLength(1)
})

test('a sensor that the file no longer names is out of use: its open door rings in no night after the start', async () => {
  await switchOn('door-open-at-night')
  await house.says('204', 'door', true)
  await until('2026-11-21T05:00')
  await house.restart({ ...CONFIGURATION, devices: [CONFIGURATION.devices[1]] })
  await until('2026-11-23T12:00')
  expect(await alarms()).toEqual([{ cause: 'door', state: 'raised' }])
  const rows = await house.rows('SELECT until_at AS at FROM device_assignments')
  expect(rows).toEqual([{ at: expect.any(Number) as number }])
})

test('lent to the neighbour and back again: what it said before is not known any more, what it says then is', async () => {
  await switchOn('out-of-bed')
  await house.says('204', 'bed', false)
  house.clock.pass(10 * MINUTE)
  await movesTo('r-205')
  house.clock.pass(10 * MINUTE)
  await movesTo('r-204')
  await house.restart()
  await until('2026-11-22T12:00')
  expect(await alarms()).toEqual([])
  await house.says('204', 'bed', false)
  await until('2026-11-22T22:20')
  expect(await alarms()).toEqual([])
  await until('2026-11-22T22:40')
  expect(await alarms()).toEqual([{ cause: 'bed', state: 'raised' }])
})

test('a sign of life by a sensor that is moved the same morning was one all the same', async () => {
  await switchOn('no-sign-of-life')
  await until('2026-11-21T08:00')
  await house.says('204', 'motion', 'active')
  await until('2026-11-21T09:00')
  await movesTo('r-205')
  await until('2026-11-21T12:00')
  await house.parts.timeRules.refresh()
  await until('2026-11-21T18:00')
  expect(await alarms()).toEqual([])
})

/** A new sensor of her bed, and what it says. */
async function newMat(): Promise<(isInBed: boolean) => Promise<void>> {
  await change(async (transaction) => {
    await writeDevice(transaction, 'mat-204', { protocol: 'mr60fda', lifecycle: 'commissioned' })
    await assignDevice(transaction, 'mat-204', 'r-204', house.clock.wall())
  })
  return async (isInBed) => {
    const { event, ...rest } = says('204', 'bed', isInBed)
    const said = { ...event, deviceId: 'mat-204', receivedAt: house.clock.wall() }
    await house.parts.alarms.intake.take([{ ...rest, event: said }])
    house.parts.timeRules.watch.onStored(said)
    await house.parts.timeRules.watch.look()
  }
}

test.each(['running', 'started anew'])(
  'the bed sensor is replaced while its alarm rings: that ends when the new one says that she is in bed (%s)',
  async (how) => {
    await upEarly()
    await retires()
    const says = await newMat()
    if (how === 'started anew') await house.parts.timeRules.refresh()
    await until('2026-11-21T07:00')
    expect(await alarms()).toEqual([{ cause: 'bed', state: 'raised' }])
    await says(true)
    expect(await alarms()).toEqual([{ cause: 'bed', state: 'cancelled' }])
  },
)

test('days after its sensor was moved the alarm that nobody closed is still there, after a start as well', async () => {
  await upEarly()
  await movesTo('r-205')
  await until('2026-11-24T12:00')
  await house.parts.timeRules.refresh()
  await house.parts.timeRules.watch.look()
  expect(await alarms()).toEqual([{ cause: 'bed', state: 'raised' }])
})

test.each(['running', 'started anew'])(
  'a new bed sensor says that the bed is empty before the old one is taken out: the next night is watched by it (%s)',
  async (how) => {
    await upEarly()
    const says = await newMat()
    await says(false)
    await until('2026-11-21T12:00')
    await retires()
    if (how === 'started anew') await house.parts.timeRules.refresh()
    await until('2026-11-21T23:20')
    expect(await alarms()).toEqual([{ cause: 'bed', state: 'raised' }])
    await until('2026-11-21T23:40')
    expect(await alarms()).toEqual([
      { cause: 'bed', state: 'raised' },
      { cause: 'bed', state: 'raised' },
    ])
  },
)
