import { expect, test } from 'vitest'
import { runRandomBytes } from '../../../soak/random-bytes.ts'

test('300,000 random and damaged bytes break no driver, and each understood something of its share', () => {
  const { shares } = runRandomBytes({ seed: 20261122, bytes: 300_000 })
  for (const { driver, bytes, goodBytes, events } of shares) {
    expect(bytes, driver).toBeGreaterThan(300_000 / shares.length / 2)
    if (goodBytes !== null) expect(goodBytes, driver).toBeGreaterThan(bytes / 20)
    expect(events, driver).toBeGreaterThan(20)
  }
})

test('the same seed gives the same run', () => {
  const run = () => runRandomBytes({ seed: 7, bytes: 60_000 })
  expect(run()).toEqual(run())
})
