import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { createRadarDriver } from '../../../../device-drivers/mr60fda/driver.ts'
import { mr60fdaProtocol } from '../../../../device-drivers/mr60fda/protocol.ts'
import { createRadarSimulator } from '../../../../device-drivers/mr60fda/simulator.ts'
import type { RadarVariant } from '../../../../device-drivers/mr60fda/variants.ts'
import type { DriverCommand, DriverEffect } from '../../../../device-drivers/protocol-driver.ts'

/** The driver and a simulated radar on one line, with what a technician is told. */
function workbench(variant: RadarVariant, script = '', commissioned: Record<string, unknown> = {}) {
  const radar = createRadarSimulator({ variant, script, seed: 1 })
  const driver = createRadarDriver({ variant, known: {}, settings: () => commissioned })
  let now = 0
  const toDriver: Uint8Array[] = []
  const told: string[] = []
  const sent: string[] = []
  const perform = (effects: readonly DriverEffect[]) => {
    for (const effect of effects) {
      if (effect.type === 'write') {
        sent.push(`${now} ${toHex(effect.bytes)}`)
        toDriver.push(...radar.receive(effect.bytes, now))
      }
      if (effect.type === 'setting') told.push(`${effect.name} ${String(effect.value)}`)
      if (effect.type === 'event' && ['fault', 'restored'].includes(effect.event.kind)) {
        told.push(`${effect.event.kind} ${String(effect.event.value)}`)
      }
      if (effect.type === 'notice') told.push(`${effect.code} ${JSON.stringify(effect.data)}`)
    }
  }
  const hear = () => {
    while (toDriver.length > 0) {
      for (const chunk of toDriver.splice(0)) perform(driver.onBytes(chunk, { wall: now, mono: now }))
    }
  }
  perform(driver.onOpen({ wall: 0, mono: 0 }))
  toDriver.push(...radar.start(0))
  hear()
  return {
    told,
    sent,
    command(command: DriverCommand) {
      perform(driver.onCommand(command, { wall: now, mono: now }))
      hear()
    },
    set(name: string, value: string | number | boolean) {
      this.command({ type: 'write-setting', address: null, name, value })
    },
    wait(ms: number) {
      for (const until = now + ms; now < until; now += 50) {
        toDriver.push(...radar.due(now))
        hear()
        const due = driver.nextDueAt()
        if (due !== undefined && due <= now) perform(driver.onDue({ wall: now, mono: now }))
        hear()
      }
    },
  }
}

/** Factory values of a FDA2: 2.2 m. */
const PARAMETERS = Buffer.from(
  '010000001c0e06eacdcc0c400000003f030000000000003f0000003f0000003f0000003f8e',
  'hex',
)
const READ = { type: 'read-settings', address: null } as const

describe('a C1001', () => {
  test('is set, restarted and read back; only what it reads back is a setting', () => {
    const radar = workbench('r60-c1001')
    radar.set('install-height', 2.4)
    radar.set('fall-time', 8)
    expect(radar.told).toEqual([])
    radar.wait(9_000)
    expect(radar.told).toEqual([])
    radar.wait(6_000)
    expect(radar.told).toEqual(['install-height 2.4', 'fall-time 8'])
  })

  test('gets each set command once, a second apart, and one restart for all of them', () => {
    const radar = workbench('r60-c1001')
    radar.set('install-height', 2.4)
    radar.set('fall-time', 8)
    radar.wait(20_000)
    const sets = radar.sent.filter((line) => / 5359(06|01|83)0[2c]/.test(line))
    expect(sets.map((line) => line.split(' ')[1])).toEqual([
      '53590602000200f0a65443',
      '5359830c000400000008475443',
      '5359010200010fbf5443',
    ])
    const [first, second] = sets.map((line) => Number(line.split(' ')[0]))
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1000)
  })

  test('tells all its settings when asked', () => {
    const radar = workbench('r60-c1001')
    radar.command(READ)
    radar.wait(1000)
    expect(radar.told).toEqual([
      'install-height 2.7',
      'work-mode fall',
      'fall-break-height 0.6',
      'fall-time 5',
      'fall-sensitivity 3',
      'stillness-detection true',
      'stillness-time 1800',
      'absence-delay 60',
      'motion-distance 1.5',
      'seated-distance 1',
    ])
  })

  test('that does not answer has confirmed nothing, and is asked for a fall all the while', () => {
    const radar = workbench('r60-c1001', 'silence@100ms')
    radar.wait(200)
    radar.set('fall-time', 8)
    radar.wait(40_000)
    expect(radar.told).toEqual(['setting-not-confirmed {"name":"fall-time"}'])
    const asked = radar.sent
      .filter((line) => line.endsWith('5359838100010fc05443'))
      .map((line) => parseInt(line))
    const pauses = asked.map((at, index) => at - (asked[index - 1] ?? 0))
    expect(Math.max(...pauses)).toBeLessThanOrEqual(10_000)
  })

  test('that answers no reading is told of once', () => {
    const radar = workbench('r60-c1001', 'silence@100ms')
    radar.wait(200)
    radar.command(READ)
    radar.wait(60_000)
    expect(radar.told).toEqual(['settings-not-read {}'])
  })

  test('only the latest of many values is sent', () => {
    const radar = workbench('r60-c1001')
    radar.set('fall-time', 1)
    for (let n = 0; n < 1000; n += 1) radar.set('fall-sensitivity', String(n % 4))
    radar.wait(20_000)
    expect(radar.told).toEqual(['fall-time 1', 'fall-sensitivity 3'])
    expect(radar.sent.filter((line) => line.includes(' 5359830d'))).toHaveLength(1)
  })
})

describe('a MR60FDA2', () => {
  test('is set and read back without a restart', () => {
    const radar = workbench('tf-fda2')
    radar.set('install-height', 2.6)
    radar.wait(4_000)
    expect(radar.told).toContain('install-height 2.6')
    expect(radar.told).not.toContainEqual(expect.stringContaining('setting-'))
  })

  test('gets the limits of its area together, the ones not touched as it read them back', () => {
    const radar = workbench('tf-fda2')
    radar.set('area-left', 1.2)
    radar.set('area-back', 0.8)
    radar.wait(5_000)
    radar.told.length = 0
    radar.command(READ)
    radar.wait(500)
    expect(radar.told).toEqual([
      'install-height 2.2',
      'fall-threshold 0.5',
      'sensitivity 3',
      'area-left 1.2',
      'area-right 0.5',
      'area-front 0.5',
      'area-back 0.8',
    ])
  })

  test('that does not answer has confirmed nothing', () => {
    const radar = workbench('tf-fda2', 'silence@100ms')
    radar.wait(200)
    radar.set('area-left', 1)
    radar.set('fall-threshold', 0.4)
    radar.wait(20_000)
    expect([...radar.told].sort()).toEqual([
      'setting-not-confirmed {"name":"area-left"}',
      'setting-not-confirmed {"name":"fall-threshold"}',
    ])
  })
})

describe('a radar that is not set as it was commissioned', () => {
  test('is a fault until it is, found when the station starts', () => {
    const radar = workbench('r60-c1001', '', { 'install-height': 2.5, 'work-mode': 'fall' })
    radar.wait(1_000)
    expect(radar.told).toEqual(['install-height 2.7', 'fault settings-differ', 'work-mode fall'])
    radar.told.length = 0
    radar.set('install-height', 2.5)
    radar.wait(20_000)
    expect(radar.told).toEqual(['install-height 2.5', 'restored fault'])
  })

  test('is found on a FDA2 too, and one that is right says nothing', () => {
    const wrong = workbench('tf-fda2', '', { 'install-height': 2.6 })
    wrong.wait(1_000)
    expect(wrong.told).toContain('fault settings-differ')
    const right = workbench('tf-fda2', '', { 'install-height': 2.2 })
    right.wait(1_000)
    expect(right.told).not.toContain('fault settings-differ')
  })

  test('is told once: a new connection that finds the same says nothing', () => {
    const driver = createRadarDriver({
      variant: 'tf-fda2',
      known: { fault: 'settings-differ' },
      settings: () => ({ 'install-height': 2.6 }),
    })
    const at = { wall: 0, mono: 0 }
    expect(driver.onOpen(at)).toHaveLength(1)
    const kinds = driver.onBytes(PARAMETERS, at).map(({ type }) => type)
    expect(kinds).not.toContain('event')
    expect(kinds).toContain('setting')
  })
})

test('a radar that took something else is not said to have taken what was asked', () => {
  const driver = createRadarDriver({ variant: 'tf-fda2', known: {} })
  const at = { wall: 0, mono: 0 }
  driver.onCommand({ type: 'write-setting', address: null, name: 'install-height', value: 3 }, at)
  // Nobody acknowledges the set; three seconds later it is read back, as 2.2 m.
  driver.onDue({ wall: 3000, mono: 3000 })
  const effects = driver.onBytes(PARAMETERS, { wall: 3000, mono: 3000 })
  expect(effects).toContainEqual({ type: 'setting', address: null, name: 'install-height', value: 2.2 })
  expect(effects).toContainEqual({
    type: 'notice',
    address: null,
    code: 'setting-differs',
    data: { name: 'install-height', asked: '3', read: '2.2' },
  })
})

test.each([
  ['r60-c1001', 'install-height', 3.5],
  ['r60-c1001', 'install-height', NaN],
  ['r60-c1001', 'fall-sensitivity', 3],
  ['r60-c1001', 'fall-sensitivity', '9'],
  ['r60-c1001', 'stillness-detection', 1],
  ['r60-c1001', 'work-mode', 'sleep'],
  ['tf-fda2', 'install-height', 2.2],
  ['tf-fda2', 'fall-time', 5],
  ['r60-fda1', 'fall-time', 5],
] as const)('%s does not take %s = %s: nothing is sent, and it is said', (variant, name, value) => {
  const radar = workbench(variant)
  const before = radar.sent.length
  radar.set(name, value)
  expect(radar.told).toEqual([`setting-refused {"name":"${name}"}`])
  expect(radar.sent.length).toBe(before)
})

test('a command for somebody else on the line is not for the radar', () => {
  const radar = workbench('r60-c1001')
  radar.command({ type: 'read-settings', address: '204' })
  radar.wait(2_000)
  expect(radar.told).toEqual([])
})

test('every setting names the radars that have it', () => {
  for (const { variants, kind, min, max, choices } of mr60fdaProtocol.deviceSettings) {
    expect(variants).toHaveLength(1)
    if (kind === 'number') expect(min).toBeLessThan(max ?? 0)
    if (kind === 'choice') expect(choices).not.toHaveLength(0)
  }
})
