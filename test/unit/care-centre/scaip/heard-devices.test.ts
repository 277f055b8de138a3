import { expect, test } from 'vitest'
import { HeardDevices } from '../../../../care-centre/scaip/heard-devices.ts'

const START = Date.UTC(2026, 10, 21)

function heardDevices() {
  const clock = { passed: 0 }
  const heard = new HeardDevices(() => clock.passed)
  const row = (heardAt: number, beatAt = heardAt) => ({
    cid: '1',
    heardAt: START + heardAt,
    beatAt: START + beatAt,
  })
  return { clock, heard, row }
}

test('what this node heard is as old as its own clock says, wherever the wall clock stands', () => {
  const { clock, heard, row } = heardDevices()
  heard.note(row(0), 0)
  clock.passed = 60_000
  expect(heard.look([row(0)], START + 3_600_000)).toEqual([60_000])
  expect(heard.look([row(0)], START - 3_600_000)).toEqual([60_000])
  expect(heard.sinceBeat(row(0), 61_000)).toBe(61_000)
})

test('a row that another node wrote is no older than the last look, however far its clock is behind', () => {
  const { clock, heard, row } = heardDevices()
  heard.look([], START)
  clock.passed = 5_000
  expect(heard.look([row(-600_000)], START)).toEqual([5_000])
  clock.passed = 15_000
  expect(heard.look([row(-600_000)], START)).toEqual([15_000])
  expect(heard.sinceBeat(row(-600_000), 20_000)).toBe(20_000)
})

test('before the first look the wall clock tells, and what is still to come was heard now', () => {
  const { heard, row } = heardDevices()
  expect(heard.look([row(-60_000), { ...row(60_000), cid: '2' }], START)).toEqual([60_000, 0])
})

test('a beat that this clock did not see says nothing of the next one', () => {
  const { heard, row } = heardDevices()
  expect(heard.sinceBeat(row(0), 10)).toBeUndefined()
  heard.note(row(1_000, 0), 1_000)
  expect(heard.sinceBeat(row(1_000, 0), 2_000)).toBeUndefined()
  heard.note(row(2_000), 2_000)
  heard.note(row(3_000, 2_000), 3_000)
  expect(heard.sinceBeat(row(3_000, 2_000), 4_000)).toBe(2_000)
})
