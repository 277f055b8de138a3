import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../../device-drivers/bytes.ts'
import { createRadarDriver } from '../../../../device-drivers/mr60fda/driver.ts'
import { encodeR60Command } from '../../../../device-drivers/mr60fda/r60-codec.ts'
import type { R60Command } from '../../../../device-drivers/mr60fda/r60-codec.ts'
import { RADAR_SCRIPT } from '../../../../device-drivers/mr60fda/simulation-script.ts'
import { createRadarSimulator } from '../../../../device-drivers/mr60fda/simulator.ts'
import { parseScript } from '../../../../device-drivers/simulation-script.ts'
import { decodeRadarLine } from '../../../../device-drivers/mr60fda/decode-line.ts'
import { RADAR_VARIANTS } from '../../../../device-drivers/mr60fda/variants.ts'
import { commandVectors } from './radar-vectors.ts'

const simulator = (variant: string, script = '') => createRadarSimulator({ variant, script, seed: 1 })

/** Driver and simulated radar on one line for some seconds; what the station would store, with when. */
function together(variant: (typeof RADAR_VARIANTS)[number], script: string, seconds: number): string[] {
  const radar = simulator(variant, script)
  const driver = createRadarDriver({ variant, known: {} })
  const events: string[] = []
  let now = 0
  let toDriver: Uint8Array[] = []
  const perform = (effects: ReturnType<typeof driver.onBytes>) => {
    for (const effect of effects) {
      if (effect.type === 'write') toDriver.push(...radar.receive(effect.bytes, now))
      if (effect.type === 'event' && effect.event.kind !== 'heartbeat') {
        events.push(`${now / 1000}s ${effect.event.kind} ${String(effect.event.value)}`)
      }
    }
  }
  perform(driver.onOpen({ wall: 0, mono: 0 }))
  toDriver.push(...radar.start(0))
  for (; now <= seconds * 1000; now += 50) {
    toDriver.push(...radar.due(now))
    while (toDriver.length > 0) {
      const chunks = toDriver
      toDriver = []
      for (const chunk of chunks) perform(driver.onBytes(chunk, { wall: now, mono: now }))
    }
    perform(driver.onDue({ wall: now, mono: now }))
  }
  return events
}

describe('a simulated radar and the real driver', () => {
  test.each(RADAR_VARIANTS)('%s: a fall, getting up, and a second fall', (variant) => {
    expect(together(variant, 'fall@2s,get-up@4s,fall@6s', 8)).toEqual([
      expect.stringMatching(/^0(\.2)?s presence true$/),
      '2s fall true',
      '4s restored fall',
      '6s fall true',
    ])
  })

  test.each(RADAR_VARIANTS)('%s: noise, a cut frame and a wrong checksum raise nothing', (variant) => {
    const script = 'noise:500@1s,cut-frame@2s,wrong-checksum@3s,unknown@4s'
    expect(together(variant, script, 6)).toEqual([expect.stringMatching(/^0(\.2)?s presence true$/)])
  })

  test.each(RADAR_VARIANTS)('%s: a fall during silence is found when the radar is back', (variant) => {
    const events = together(variant, 'silence@1s,fall@2s,recover@12s', 25)
    expect(events.filter((event) => event.includes('fall'))).toHaveLength(1)
    expect(events.at(-1)).toMatch(/^1[2-7](\.\d+)?s fall true$/)
  })

  test.each(RADAR_VARIANTS)('%s: of a burst of 500 falls each one arrives', (variant) => {
    const events = together(variant, 'burst:500@5s', 6)
    expect(events.filter((event) => event.endsWith('fall true'))).toHaveLength(500)
  })
})

describe('answers of the simulated R60 radars', () => {
  test.each(commandVectors.map((vector) => [vector.name, vector] as const))('%s is answered', (_, vector) => {
    const { control, command } = vector.expect.encode
    const answers = simulator(vector.variant).receive(fromHex(vector.hex) ?? new Uint8Array(), 0)
    expect(answers).toHaveLength(1)
    expect(toHex(answers[0]?.slice(2, 4) ?? new Uint8Array())).toBe(control + command)
  })

  test('what was set is read back', () => {
    const radar = simulator('r60-c1001')
    const say = (command: R60Command) => {
      const [answer] = radar.receive(encodeR60Command(command), 0)
      return decodeRadarLine({ hex: toHex(answer ?? new Uint8Array()), variant: 'r60-c1001' })['messages']
    }
    expect(say({ kind: 'set-install-angle', fields: { x: 1, y: -2, z: 3 } })).toMatchObject([
      { kind: 'set-install-angle', x: 1, y: -2, z: 3 },
    ])
    expect(say({ kind: 'get-install-angle' })).toMatchObject([{ kind: 'install-angle', x: 1, y: -2, z: 3 }])
    expect(say({ kind: 'get-track-point' })).toMatchObject([{ kind: 'track-point', x: 0, y: 0 }])
  })

  test('a C1001 is deaf for 10 s after a reset', () => {
    const radar = simulator('r60-c1001')
    expect(radar.receive(encodeR60Command({ kind: 'reset' }), 0)).toHaveLength(1)
    expect(radar.receive(encodeR60Command({ kind: 'heartbeat' }), 9999)).toEqual([])
    expect(radar.receive(encodeR60Command({ kind: 'heartbeat' }), 10_000)).toHaveLength(1)
  })
})

test('the simulated FDA2 streams about five frames a second and keeps its parameters', () => {
  const radar = simulator('tf-fda2')
  let frames = radar.start(0).length
  for (let now = 0; now < 10_000; now += 10) frames += radar.due(now).length
  expect(frames).toBeGreaterThanOrEqual(49)
  expect(frames).toBeLessThanOrEqual(51)
  const ask = (hex: string) => radar.receive(fromHex(hex) ?? new Uint8Array(), 0).map(toHex)
  expect(ask('01000000000e06f6')).toEqual([
    '010000001c0e06eacdcc0c400000003f030000000000003f0000003f0000003f0000003f8e',
  ])
  expect(ask('01000000040e04f0cdcc0c40b2')).toEqual(['01000000010e04f501fe'])
})

describe('scripts', () => {
  test('once, repeated, repeated from a time on, with numbers and units', () => {
    expect(parseScript('fall@2s, heartbeat/500ms,noise:8@1.5s/2m,silence', RADAR_SCRIPT)).toEqual([
      { act: 'fall', argument: 1, firstAt: 2000, every: null },
      { act: 'heartbeat', argument: 1, firstAt: 500, every: 500 },
      { act: 'noise', argument: 8, firstAt: 1500, every: 120_000 },
      { act: 'silence', argument: 1, firstAt: 0, every: null },
    ])
    expect(parseScript('', RADAR_SCRIPT)).toEqual([])
  })

  test.each([
    ['fall@2s,dance@3s', 'script part 2 "dance@3s": no such act'],
    ['fall@soon', 'script part 1 "fall@soon": "soon" is no time'],
    ['fall@2', '"2" is no time'],
    ['heartbeat/0s', 'the repetition must be at least 1ms'],
    ['burst:none@1s', '"none" is no number from 1'],
    ['fall:3@1s', 'fall takes no number'],
    ['fall@1s,,fall@2s', 'script part 2 ""'],
    ['FALL', 'expected ACT[:N][@TIME][/TIME]'],
  ])('%s is refused and the part at fault named', (script, message) => {
    expect(() => parseScript(script, RADAR_SCRIPT)).toThrow(message)
  })

  test('an unknown variant is refused', () => {
    expect(() => simulator('mr24')).toThrow('variant "mr24"')
  })
})
