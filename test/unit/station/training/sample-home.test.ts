import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { SERIAL_PROTOCOLS } from '../../../../device-drivers/protocols.ts'
import { loadConfiguration } from '../../../../station/config/load-configuration.ts'
import { nextFall } from '../../../../station/training/falls-now-and-then.ts'
import { SAMPLE_RADARS, trainingConfiguration } from '../../../../station/training/sample-home.ts'

function taken(text: string): void {
  const loaded = loadConfiguration(text, SERIAL_PROTOCOLS)
  expect(loaded).toMatchObject({ ok: true, warnings: [] })
}

test('the training home runs with a configuration like any other', () => {
  const centre = { url: 'http://127.0.0.1:4200', token: 't' }
  taken(JSON.stringify(trainingConfiguration({ portOf: (radar) => `/tmp/${radar.id}`, centre })))
})

test('it has radars of all three variants', () => {
  expect(new Set(SAMPLE_RADARS.map((radar) => radar.variant))).toEqual(new Set(SERIAL_PROTOCOLS[0]?.variants))
})

test('the sample configuration of the README is taken as it stands', () => {
  taken(readFileSync(new URL('../../../../resources/sample-configuration.json', import.meta.url), 'utf8'))
})

test('the first fall comes after 20 s, each further one 4 to 7 minutes after the last', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (falls, chance) => {
        const next = nextFall(falls, 5, () => chance)
        expect(next.deviceIndex).toBeGreaterThanOrEqual(0)
        expect(next.deviceIndex).toBeLessThan(5)
        if (falls === 0) expect(next.afterMs).toBe(20_000)
        else expect(next.afterMs).toBeGreaterThanOrEqual(240_000)
        expect(next.afterMs).toBeLessThanOrEqual(420_000)
      },
    ),
  )
})
