import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { bthomeV2Protocol } from '../../../../device-drivers/bthome-v2/protocol.ts'
import { BUTTON_KEY, plainFrame, sealedFrame } from '../../../support/bthome-frames.ts'
import { BthomeBench, paired } from './bthome-bench.ts'

const PRESS = '3a01'
const keyed = (): BthomeBench => new BthomeBench(paired({ key: BUTTON_KEY }))
const CALL = ['help-call true']

describe('a safety button', () => {
  test('a press is a call, with its frame, its counter in the same commit, and its strength', () => {
    const button = keyed()
    const frame = sealedFrame(`00010164${PRESS}`, 1000)
    expect(button.say(frame)).toEqual(CALL)
    const [event] = button.of('event')
    expect(event?.event).toMatchObject({
      address: '54:48:e6:8f:80:a5',
      raw: frame,
      remember: { counter: '1000', battery: '100' },
    })
    expect(button.of('remember')).toEqual([])
    expect(button.of('heard')).toEqual([
      { type: 'heard', address: '54:48:e6:8f:80:a5', bytes: frame.length, raw: frame, signal: -60 },
    ])
  })

  test('one press said ten times is one call, sealed anew or not', () => {
    const button = keyed()
    for (let n = 0; n < 10; n += 1) {
      const events = button.wait(100).say(sealedFrame(`0007${PRESS}`, 1000 + n))
      expect(events).toEqual(n === 0 ? CALL : [])
    }
    const last = sealedFrame(`0007${PRESS}`, 1009)
    for (let n = 0; n < 10; n += 1) expect(button.wait(1000).say(last)).toEqual([])
    expect(button.of('discarded')).toEqual([])
    expect(button.memory['counter']).toBe('1009')
  })

  test('two presses are two calls', () => {
    const button = keyed()
    expect(button.say(sealedFrame(`0007${PRESS}`, 1000))).toEqual(CALL)
    expect(button.wait(1500).say(sealedFrame(`0008${PRESS}`, 1001))).toEqual(CALL)
  })

  test('a plain button without packet id: the same bytes are one press until they stop', () => {
    const button = new BthomeBench(paired())
    expect(button.say(plainFrame(PRESS))).toEqual(CALL)
    for (let n = 0; n < 20; n += 1) expect(button.wait(1000).say(plainFrame(PRESS))).toEqual([])
    expect(button.wait(4001).say(plainFrame(PRESS))).toEqual(CALL)
    expect(button.of('heard')).toHaveLength(22)
  })

  test('no press is no event, an unlisted one is', () => {
    const button = new BthomeBench(paired())
    expect(button.say(plainFrame('3a00'))).toEqual([])
    expect(button.say(plainFrame('3a77'))).toEqual(CALL)
  })

  test.each([
    ['long', '3a04', CALL],
    ['long', '3a01', ['button press']],
    ['hold', '3afe', CALL],
    ['hold', '3a80', CALL],
    ['hold', '3a04', ['button long-press']],
    ['any', '3a02', CALL],
    ['nonsense', '3a02', CALL],
  ])('set to %s, %s', (gesture, objects, events) => {
    expect(new BthomeBench(paired({ settings: { gesture } })).say(plainFrame(objects))).toEqual(events)
  })

  test('four keys: help, cancel, and two for other things', () => {
    const keys = ['help-call', 'help-cancelled', 'button', 'button']
    const remote = new BthomeBench(paired({ settings: { keys } }))
    expect(remote.say(plainFrame('3a013a003a003a00'))).toEqual(CALL)
    expect(remote.say(plainFrame('3a003a013a003a00'))).toEqual(['help-cancelled true'])
    expect(remote.say(plainFrame('3a003a003a023a00'))).toEqual(['button 3:double-press'])
  })
})

describe('who can call for help', () => {
  const canCall = (settings: Record<string, unknown>, memory: Record<string, string> = {}) =>
    bthomeV2Protocol.canCallForHelp({ variant: null, eep: null, settings, memory })

  test('a button, until somebody chose otherwise', () => {
    const button = new BthomeBench(paired())
    button.say(plainFrame(PRESS))
    expect(canCall({}, button.memory)).toBe(true)
    button.say(plainFrame('0164'))
    expect(canCall({}, button.memory)).toBe(true)
    expect(canCall({ use: 'button' }, button.memory)).toBe(false)
    expect(canCall({ keys: ['help-cancelled', 'button'] })).toBe(false)
    expect(canCall({ keys: ['button', 'help-call'], use: 'button' })).toBe(true)
    const cancels = { 'key-1': 'help-cancelled', 'key-2': 'button', 'key-3': 'button' }
    expect(canCall({ use: 'by-key', ...cancels })).toBe(true)
    expect(canCall({ use: 'by-key', ...cancels, 'key-4': 'button' })).toBe(false)
    expect(new BthomeBench(paired({ settings: { use: 'button' } })).say(plainFrame(PRESS))).toEqual([
      'button press',
    ])
  })

  test('nobody can say it of a device that was never understood, unless pairing did', () => {
    expect(canCall({})).toBeNull()
    expect(canCall({ use: 'help-call' })).toBe(true)
    const sealed = new BthomeBench(paired())
    sealed.say(sealedFrame(PRESS, 1000))
    expect(canCall({}, sealed.memory)).toBeNull()
  })

  test.each([
    ['a thermometer', '02ca09'],
    ['a leak detector', '2001'],
    ['a smoke detector', '2900'],
  ])('%s cannot', (_, objects) => {
    const sensor = new BthomeBench(paired())
    sensor.say(plainFrame(objects))
    expect(canCall({}, sensor.memory)).toBe(false)
  })

  test('a door sensor with its pairing button cannot, once it has been heard', () => {
    const door = new BthomeBench(paired())
    door.say(plainFrame('2d003a00'))
    expect(canCall({}, door.memory)).toBe(false)
    expect(canCall({ use: 'help-call' }, door.memory)).toBe(true)
  })
})

describe('levels are events on change', () => {
  test('a door: open at once, its angle two seconds later, closed: two events', () => {
    const door = new BthomeBench(paired())
    expect(door.say(plainFrame('000701642d013f0000'))).toEqual(['door true'])
    expect(door.wait(2000).say(plainFrame('000801642d013fb400'))).toEqual([])
    expect(door.wait(9000).say(plainFrame('000901642d003f0000'))).toEqual(['door false'])
    door.restart()
    expect(door.wait(9000).say(plainFrame('000a01642d003f0000'))).toEqual([])
  })

  test.each([
    ['29', 'smoke'],
    ['17', 'gas'],
    ['1c', 'gas'],
    ['20', 'water'],
    ['2b', 'tamper'],
  ])('%s is %s, and its end', (id, kind) => {
    const sensor = new BthomeBench(paired())
    expect(sensor.say(plainFrame(`${id}00`))).toEqual([])
    expect(sensor.say(plainFrame(`${id}01`))).toEqual([`${kind} true`])
    expect(sensor.say(plainFrame(`${id}01`))).toEqual([])
    expect(sensor.say(plainFrame(`${id}00`))).toEqual([`restored ${kind}`])
  })

  test('a fault that is unsafe is worse than a problem, and each ends itself alone', () => {
    const sensor = new BthomeBench(paired())
    expect(sensor.say(plainFrame('26012801'))).toEqual(['fault problem'])
    expect(sensor.say(plainFrame('26012800'))).toEqual(['fault unsafe'])
    expect(sensor.say(plainFrame('2600'))).toEqual([])
    expect(sensor.say(plainFrame('26002801'))).toEqual(['restored fault'])
  })

  test('a battery: its course, low at 14 %, and a new one', () => {
    const sensor = new BthomeBench(paired())
    const at = (percent: number): string[] =>
      sensor.say(plainFrame(`01${percent.toString(16).padStart(2, '0')}`))
    expect([at(80), at(80), at(79), at(15), at(14), at(14), at(13), at(100), at(100)]).toEqual([
      [],
      [],
      ['battery 79'],
      ['battery 15'],
      ['battery 14'],
      [],
      ['battery 13'],
      ['restored battery', 'battery 100'],
      [],
    ])
  })

  test('a temperature that wavers is told once', () => {
    const sensor = new BthomeBench(paired())
    expect(sensor.say(plainFrame('45d200'))).toEqual(['temperature 21'])
    expect(sensor.say(plainFrame('45d400'))).toEqual([])
    expect(sensor.say(plainFrame('45d700'))).toEqual(['temperature 21.5'])
  })
})

describe('supervision', () => {
  const facts = (memory: Record<string, string>) => ({ variant: null, eep: null, settings: {}, memory })

  test('a button without beacon cannot be supervised', () => {
    expect(bthomeV2Protocol.defaultSupervisionSeconds(facts({}))).toBeNull()
    const button = keyed()
    for (let n = 0; n < 6; n += 1) button.wait(3_600_000).say(sealedFrame(PRESS, 1000 + n))
    expect(button.memory['beaconSeconds']).toBeUndefined()
  })

  test('a beacon is learnt from its middle interval, and may be missed twice', () => {
    const button = keyed()
    const waits = [0, 30_000, 30_200, 60_100, 29_900, 30_000]
    for (const [n, ms] of waits.entries()) {
      button.wait(ms)
      // Each beacon is said several times.
      for (let again = 0; again < 3; again += 1)
        button.wait(200).say(sealedFrame('3a00', 1000 + n * 10 + again))
    }
    const learnt = Number(button.memory['beaconSeconds'])
    expect(learnt).toBeGreaterThanOrEqual(30)
    expect(learnt).toBeLessThanOrEqual(32)
    expect(bthomeV2Protocol.defaultSupervisionSeconds(facts(button.memory))).toBe(Math.ceil(learnt * 2.5))
  })

  test('nothing shorter than a minute', () => {
    expect(bthomeV2Protocol.defaultSupervisionSeconds(facts({ beaconSeconds: '5' }))).toBe(60)
    expect(bthomeV2Protocol.defaultSupervisionSeconds(facts({ beaconSeconds: 'soon' }))).toBeNull()
  })
})

describe('devices that nobody has paired', () => {
  test('are shown for pairing with what they say of themselves; a press once', () => {
    const bench = new BthomeBench(undefined)
    expect(bench.say(plainFrame(`00010164${PRESS}`))).toEqual(CALL)
    expect(bench.wait(500).say(plainFrame(`00010164${PRESS}`))).toEqual([])
    expect(bench.of('heard')[0]?.about).toEqual({
      model: 'SBBT-002C',
      encrypted: 'false',
      objects: 'packetId,battery,button',
      pressed: 'press',
    })
    bench.say(sealedFrame(PRESS, 1))
    expect(bench.of('heard').at(-1)?.about).toEqual({ model: 'SBBT-002C', keyNeeded: 'true' })
    bench.say(Uint8Array.of(0x00))
    expect(bench.of('heard').at(-1)?.about).toEqual({ model: 'SBBT-002C', version: '0' })
  })
})

describe('any bytes', () => {
  const anything = fc.uint8Array({ maxLength: 40 })

  test('break nothing, and without the key raise nothing but that something is wrong', () => {
    const button = keyed()
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 10_000 }), (data, ms) => {
        const events = button.wait(ms).say(data)
        expect(events.filter((event) => !/^(tamper downgrade|fault wrong-key)$/.test(event))).toEqual([])
      }),
      { numRuns: 3000 },
    )
    expect(button.of('heard')).toEqual([])
  })

  test('plain: what is heard or refused is each frame once', () => {
    const sensor = new BthomeBench(paired())
    fc.assert(
      fc.property(anything, (data) => {
        const before = sensor.effects.length
        sensor.wait(5000).say(data)
        const made = sensor.effects.slice(before).map(({ type }) => type)
        const count = made.filter((type) => type === 'heard' || type === 'discarded').length
        expect(count).toBe(data.length === 0 ? 0 : 1)
      }),
      { numRuns: 3000 },
    )
  })

  test('a sealed frame with one bit changed anywhere raises nothing', () => {
    const frame = sealedFrame(`0001${PRESS}`, 1000)
    for (let bit = 0; bit < frame.length * 8; bit += 1) {
      const changed = frame.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      const events = keyed().say(changed)
      expect([toHex(changed), events.filter((event) => event.startsWith('help'))]).toEqual([
        toHex(changed),
        [],
      ])
    }
  })
})
