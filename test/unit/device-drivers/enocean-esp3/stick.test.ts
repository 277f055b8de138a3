import { describe, expect, test } from 'vitest'
import { decodeEnoceanLine } from '../../../../device-drivers/enocean-esp3/decode-line.ts'
import type { DriverEffect } from '../../../../device-drivers/protocol-driver.ts'
import {
  ASK_BASE_ID,
  ASK_VERSION,
  BASE_ID,
  DUTY_CYCLE_LIMIT,
  READY,
  VERSION,
  enoceanBench,
  response,
  rps,
  told,
  ute,
  writes,
} from './enocean-bench.ts'

const introduced = (effects: readonly DriverEffect[]) =>
  effects.flatMap((effect) =>
    effect.type === 'notice' && effect.code === 'stick-ready' ? [effect.data] : [],
  )
const speeds = (effects: readonly DriverEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'line-speed' ? [effect.baudRate] : []))
const payloadOf = (hex: string | undefined) => {
  const [message] = decodeEnoceanLine({ hex })['messages'] as Record<string, unknown>[]
  return message
}

describe('the stick at open', () => {
  test('is asked for its version, then for its base id, one at a time; both are shown', () => {
    const line = enoceanBench()
    expect(line.open()).toEqual([ASK_VERSION])
    const version = line.say(VERSION)
    expect(writes(version)).toEqual([ASK_BASE_ID])
    expect(introduced(line.say(BASE_ID))).toEqual([
      { description: 'GATEWAYCTRL', appVersion: '2.0.0.0', chipId: '01994f49', baseId: 'ff87ca00' },
    ])
    expect(line.wait(29_999).sent).toEqual([])
  })

  test('that does not answer is asked three times, then it is a fault of the port until it does', () => {
    const line = enoceanBench()
    line.open()
    const { sent, effects } = line.wait(6500)
    expect(sent).toEqual([500, 1000, 6500].map((at) => `${at}:${ASK_VERSION}`))
    expect(told(effects)).toEqual(['stick-silent true'])
    expect(told(line.wait(60_000).effects)).toEqual([])
    line.wait(5000)
    expect(told(line.say(VERSION))).toEqual(['stick-silent false'])
  })

  test('that speaks at another speed is found there, and its fault is never raised', () => {
    const line = enoceanBench({}, [57_600, 460_800])
    line.open()
    const { sent, effects } = line.wait(1600)
    expect(sent).toEqual([500, 1000, 1600].map((at) => `${at}:${ASK_VERSION}`))
    expect(effects).toContainEqual({ type: 'line-speed', baudRate: 460_800 })
    expect(told([...effects, ...line.say(VERSION)])).toEqual(['stick-speed'])
    expect(told(line.say(BASE_ID))).toEqual(['stick-ready'])
    // Silent from now on, it is silent at its own speed.
    const silent = line.wait(120_000).effects
    expect(told(silent)).toEqual(['stick-silent true'])
    expect(speeds(silent)).toEqual([])
  })

  test('that is there at no speed has the usual one nearly all the time', () => {
    const line = enoceanBench({}, [57_600, 460_800])
    line.open()
    const first = line.wait(3100).effects
    expect(speeds(first)).toEqual([460_800, 57_600])
    expect(told(first)).toEqual(['stick-silent true'])
    const minute = line.wait(60_000).effects
    expect(speeds(minute)).toEqual([])
    expect(speeds(line.wait(25_000).effects)).toEqual([460_800, 57_600])
    expect(told(line.say(VERSION))).toEqual(['stick-silent false'])
  })

  test('that is heard but does not answer is not left for another speed', () => {
    const line = enoceanBench({}, [57_600, 460_800])
    line.open()
    line.say(rps(0x30))
    const { effects } = line.wait(60_000)
    expect(speeds(effects)).toEqual([])
    expect(told(effects)).toEqual(['stick-silent true'])
  })

  test('that has just been plugged in has not restarted', () => {
    const line = enoceanBench()
    line.open()
    expect(told(line.say(READY))).toEqual([])
  })

  test('that knows no base id lives nevertheless', () => {
    const line = enoceanBench()
    line.open()
    line.say(VERSION)
    expect(told(line.say(response(0x02)))).toEqual(['stick-refused'])
    expect(line.wait(30_000).sent).toEqual([`30000:${ASK_VERSION}`])
  })
})

describe('proof of life', () => {
  test('every 30 s the version is read', () => {
    const line = enoceanBench().up()
    expect(line.wait(30_000).sent).toEqual([`30000:${ASK_VERSION}`])
    line.say(VERSION)
    expect(line.wait(30_000).sent).toEqual([`60000:${ASK_VERSION}`])
  })

  test('a stick that refuses the question lives', () => {
    const line = enoceanBench().up()
    line.wait(30_000)
    expect(told(line.say(response(0x02)))).toEqual(['stick-refused'])
    expect(told(line.wait(20_000).effects)).toEqual([])
  })

  test('a stick that falls silent is a fault and is known again when it is back', () => {
    const line = enoceanBench().up()
    expect(told(line.wait(31_500).effects)).toEqual(['stick-silent true'])
    line.wait(5000)
    const back = line.say(VERSION)
    expect(told(back)).toEqual(['stick-silent false'])
    expect(writes(back)).toEqual([ASK_BASE_ID])
  })

  test('an answer that came too late for its own question is not taken for that of the next', () => {
    const line = enoceanBench()
    line.open()
    line.wait(600)
    expect(writes(line.say(VERSION))).toEqual([ASK_BASE_ID])
    expect(line.say(VERSION).map((effect) => effect.type)).toEqual(['heard'])
    expect(introduced(line.say(BASE_ID))).toHaveLength(1)
  })
})

test('a stick that restarts by itself is a fault until it has said again who it is', () => {
  const line = enoceanBench().up()
  line.wait(10_000)
  const restart = line.say(READY)
  expect(told(restart)).toEqual(['stick-restarted true', 'stick-restarted'])
  expect(writes(restart)).toEqual([ASK_VERSION])
  expect(told(line.say(VERSION))).toEqual([])
  expect(told(line.say(BASE_ID))).toEqual(['stick-ready', 'stick-restarted false'])
})

describe('pairing', () => {
  const KNOWN = ute('a0ff3e000502a5')
  const UNKNOWN = ute('a0ff3e000101d2')

  test('is closed until a technician opens it: a universal teach-in is noted and not answered', () => {
    const effects = enoceanBench().up().say(KNOWN)
    expect(told(effects)).toEqual(['teach-in'])
    expect(writes(effects)).toEqual([])
  })

  test('accepts a profile that we know and says so of one that we do not', () => {
    const line = enoceanBench().up()
    line.pairing(true)
    const [answer] = writes(line.say(KNOWN))
    expect(payloadOf(answer)).toMatchObject({
      rorg: 'd4',
      payload: '91ff3e000502a5',
      sender: 'ff87ca00',
      destination: '0194e3b9',
      optional: '030194e3b9ff00',
    })
    line.say(response(0x00))
    expect(payloadOf(writes(line.say(UNKNOWN))[0])).toMatchObject({ payload: 'b1ff3e000101d2' })
  })

  test('refuses a deletion over the air', () => {
    const line = enoceanBench().up()
    line.pairing(true)
    expect(payloadOf(writes(line.say(ute('90ff3e000502a5')))[0])).toMatchObject({ payload: '81ff3e000502a5' })
  })

  test('answers nobody who wants no answer, and not twice within half a second', () => {
    const line = enoceanBench().up()
    line.pairing(true)
    expect(writes(line.say(ute('e0ff3e000502a5')))).toEqual([])
    expect(writes(line.say(KNOWN))).toHaveLength(1)
    line.say(response(0x00))
    expect(writes(line.say(KNOWN))).toEqual([])
  })

  test('closes after two minutes', () => {
    const line = enoceanBench().up()
    line.pairing(true)
    const effects = line.waitAlive(119_900)
    expect(told(effects)).toEqual([])
    expect(writes(line.say(KNOWN))).toHaveLength(1)
    line.say(response(0x00))
    expect(told(line.wait(100).effects)).toEqual(['pairing-closed'])
    line.waitAlive(1000)
    expect(writes(line.say(KNOWN))).toEqual([])
  })

  test('closes when the technician says so', () => {
    const line = enoceanBench().up()
    line.pairing(true)
    line.pairing(false)
    expect(writes(line.say(KNOWN))).toEqual([])
  })

  test('an answer waits for the stick, but not longer than the device listens', () => {
    const line = enoceanBench().up()
    line.pairing(true)
    line.wait(30_000)
    expect(writes(line.say(KNOWN))).toEqual([])
    expect(writes(line.say(VERSION))).toHaveLength(1)
    line.say(response(0x00))

    line.wait(30_000)
    line.say(ute('a0ff3e000502a5', '0194e3ba'))
    const { sent, effects } = line.wait(600)
    expect(sent.filter((write) => !write.endsWith(ASK_VERSION))).toEqual([])
    expect(told([...effects, ...line.say(VERSION)])).toContain('telegram-not-sent')
  })
})

describe('duty cycle', () => {
  const KNOWN = (n: number) => ute('a0ff3e000502a5', `0194e3b${n}`)

  test('a stick that may not send is given nothing to send for a minute', () => {
    const line = enoceanBench().up()
    line.pairing(true)
    expect(writes(line.say(KNOWN(1)))).toHaveLength(1)
    expect(told(line.say(response(0x05)))).toEqual(['duty-cycle-limit'])
    const next = line.say(KNOWN(2))
    expect(writes(next)).toEqual([])
    expect(told(next)).toEqual(['teach-in', 'telegram-not-sent'])
    line.waitAlive(60_000)
    expect(writes(line.say(KNOWN(3)))).toHaveLength(1)
  })

  test('its own warning counts the same, and its version is read all the while', () => {
    const line = enoceanBench().up()
    line.pairing(true)
    expect(told(line.say(DUTY_CYCLE_LIMIT))).toEqual(['duty-cycle-limit'])
    expect(writes(line.say(KNOWN(1)))).toEqual([])
    expect(line.wait(30_000).sent).toEqual([`30000:${ASK_VERSION}`])
  })

  test('a failed transmission is noted', () => {
    const line = enoceanBench().up()
    expect(told(line.say(Uint8Array.of(0x55, 0, 1, 0, 4, 0x77, 7, 0x15)))).toEqual(['transmit-failed'])
  })
})
