import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HelpLimit, ONE_SCREEN, WHOLE_HOUSE } from '../../../../station/alarms/help-limit.ts'

test('five calls at once from one screen, then one a minute; another screen does not wait for it', () => {
  const limit = new HelpLimit()
  for (let call = 0; call < 5; call += 1) {
    expect(limit.waitMs('10.0.0.7', 0)).toBe(0)
    limit.rang('10.0.0.7', 0)
  }
  expect(limit.waitMs('10.0.0.7', 0)).toBe(60_000)
  expect(limit.waitMs('10.0.0.7', 59_000)).toBe(1_000)
  expect(limit.waitMs('10.0.0.7', 60_000)).toBe(0)
  expect(limit.waitMs('10.0.0.8', 0)).toBe(0)
})

test('a program that changes its address is held by the limit of the house', () => {
  const limit = new HelpLimit()
  for (let call = 0; call < WHOLE_HOUSE.most; call += 1) limit.rang(`10.0.1.${String(call)}`, 0)
  expect(limit.waitMs('10.0.2.1', 0)).toBe(WHOLE_HOUSE.backAfterMs)
})

test('whoever comes as often, nobody waits longer than a minute', () => {
  const press = fc.record({ address: fc.integer({ min: 0, max: 400 }), afterMs: fc.nat(20_000) })
  fc.assert(
    fc.property(fc.array(press, { maxLength: 300 }), (presses) => {
      const limit = new HelpLimit()
      let now = 0
      for (const { address, afterMs } of presses) {
        now += afterMs
        const wait = limit.waitMs(String(address), now)
        expect(wait).toBeLessThanOrEqual(ONE_SCREEN.backAfterMs)
        if (wait === 0) limit.rang(String(address), now)
      }
    }),
  )
})
