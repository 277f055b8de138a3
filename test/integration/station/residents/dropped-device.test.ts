/** A device that a file of long ago no longer names, as the program of before left it: with its resident. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DroppedDevices0000000000150 } from '../../../../station/store/migrations/0150-dropped-devices.ts'
import { CONFIGURATION, ResidentsHouse } from './residents-house.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WITHOUT_RADAR = { ...CONFIGURATION, devices: [CONFIGURATION.devices[1]] }

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

const assignments = () =>
  house.rows<{ device: string; until: number | null }>(
    'SELECT device_id AS device, until_at AS "until" FROM device_assignments ORDER BY position',
  )

/** As the program of before left it, and what the update makes of that. */
async function isUpdated(): Promise<void> {
  const { writer } = house.parts.store
  await writer.query("UPDATE device_assignments SET until_at = NULL WHERE device_id = 'radar-204'")
  await new DroppedDevices0000000000150().up(writer.createQueryRunner())
}

test('is nobody’s after the update, although the file is the same: its open door rings in no night and moves nobody', async () => {
  await house.parts.timeRules.desk.switch('mona', {
    residentId: 'r-204',
    ruleId: 'door-open-at-night',
    isOn: true,
    profiles: [],
  })
  await house.says('204', 'door', true)
  house.clock.pass(MINUTE)
  const dropped = house.clock.wall()
  await house.restart(WITHOUT_RADAR)
  await isUpdated()
  house.clock.pass(20 * HOUR)
  await house.restart(WITHOUT_RADAR)
  expect(await assignments()).toEqual([{ device: 'radar-204', until: dropped }])
  await house.parts.timeRules.watch.look()
  expect(await house.causes()).toEqual([])
})

test('one that is in use keeps its resident', async () => {
  await isUpdated()
  await house.restart()
  expect(await assignments()).toEqual([{ device: 'radar-204', until: null }])
})
