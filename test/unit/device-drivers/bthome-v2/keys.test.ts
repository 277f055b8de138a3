/** A frame says who sent it only with the right key and a counter that goes on. */
import { describe, expect, test } from 'vitest'
import { BUTTON_KEY, plainFrame, sealedFrame } from '../../../support/bthome-frames.ts'
import { BthomeBench, paired } from './bthome-bench.ts'

const PRESS = '3a01'
const keyed = (): BthomeBench => new BthomeBench(paired({ key: BUTTON_KEY }))
const CALL = ['help-call true']

describe('a new key', () => {
  const NEW_KEY = '0123456789abcdef0123456789abcdef'

  test('starts its counters at once, and what was recorded under the old one stays refused', () => {
    const button = keyed()
    const recorded = sealedFrame(`0001${PRESS}`, 100_000)
    expect(button.say(recorded)).toEqual(CALL)
    button.rekey(NEW_KEY)
    expect(button.wait(1000).say(sealedFrame(`0001${PRESS}`, 500, { key: NEW_KEY }))).toEqual(CALL)
    expect(button.of('discarded')).toEqual([])
    expect(button.wait(60_000).say(recorded)).toEqual([])
    expect(button.say(sealedFrame(`0009${PRESS}`, 100_001))).toEqual([])
    expect(button.of('discarded').map(({ reason }) => reason)).toEqual(['badMic', 'badMic'])
  })

  test('keeps its own counters over a restart', () => {
    const button = keyed()
    button.say(sealedFrame(`0001${PRESS}`, 100_000))
    button.rekey(NEW_KEY)
    const recorded = sealedFrame(`0001${PRESS}`, 500, { key: NEW_KEY })
    expect(button.say(recorded)).toEqual(CALL)
    button.restart()
    expect(button.wait(60_000).say(recorded)).toEqual([])
    expect(button.of('discarded').at(-1)).toMatchObject({ reason: 'replay' })
    expect(JSON.stringify(button.memory)).not.toContain(NEW_KEY)
  })
})

describe('replay', () => {
  test('a frame recorded before a restart of the station is refused after it', () => {
    const button = keyed()
    const recorded = sealedFrame(`0001${PRESS}`, 1000)
    expect(button.say(recorded)).toEqual(CALL)
    expect(button.say(sealedFrame(`0002${PRESS}`, 1001))).toEqual(CALL)
    button.restart()
    expect(button.wait(60_000).say(recorded)).toEqual([])
    expect(button.of('discarded').at(-1)).toMatchObject({ reason: 'replay' })
    expect(button.of('notice').at(-1)).toMatchObject({ code: 'replay-refused' })
    expect(button.say(sealedFrame(`0003${PRESS}`, 1002))).toEqual(CALL)
  })

  test('a counter is used up also when the packet was no news', () => {
    const button = keyed()
    button.say(sealedFrame(`0001${PRESS}`, 1000))
    button.wait(100).say(sealedFrame(`0001${PRESS}`, 1001))
    button.restart()
    expect(button.say(sealedFrame(`0001${PRESS}`, 1001))).toEqual([])
  })

  test('a device that starts to count anew is heard, and that is noted', () => {
    const button = keyed()
    button.say(sealedFrame(`00f0${PRESS}`, 100_000))
    expect(button.wait(1000).say(sealedFrame(`0001${PRESS}`, 3))).toEqual(CALL)
    expect(button.of('notice').map(({ code }) => code)).toEqual(['counter-restarted'])
    expect(button.memory['counter']).toBe('3')
  })

  test('a lower counter that is no restart is not', () => {
    const button = keyed()
    button.say(sealedFrame(PRESS, 100_000))
    expect(button.wait(60_000).say(sealedFrame(PRESS, 100))).toEqual([])
  })

  test('counters wrap: the packet’s after 255, the frame’s after its last, and each press is a call', () => {
    const button = keyed()
    const last = 0xffff_ffff
    const presses = [
      ['fe', last - 1],
      ['ff', last],
      ['00', 0],
      ['01', 1],
    ] as const
    for (const [packet, counter] of presses) {
      expect(button.wait(500).say(sealedFrame(`00${packet}${PRESS}`, counter))).toEqual(CALL)
    }
  })

  test('a counter with a wrong MIC is not used up', () => {
    const button = keyed()
    const forged = sealedFrame(PRESS, 4_000_000_000, { key: 'ff'.repeat(16) })
    expect(button.say(forged)).toEqual([])
    expect(button.memory['counter']).toBeUndefined()
    expect(button.say(sealedFrame(PRESS, 1000))).toEqual(CALL)
  })
})

describe('keys', () => {
  test('a plain frame in the place of an encrypted one is tampering, until a good frame comes', () => {
    const button = keyed()
    expect(button.say(plainFrame(PRESS))).toEqual(['tamper downgrade'])
    expect(button.say(plainFrame(PRESS))).toEqual([])
    expect(button.say(sealedFrame('3a00', 1000))).toEqual(['restored tamper'])
    expect(button.of('heard')).toHaveLength(1)
  })

  test('ten wrong MICs in a row are a wrong key; a right one ends it', () => {
    const button = keyed()
    const wrong = (n: number): string[] => button.say(sealedFrame(PRESS, 2000 + n, { key: 'ab'.repeat(16) }))
    for (let n = 1; n < 10; n += 1) expect(wrong(n)).toEqual([])
    expect(wrong(10)).toEqual(['fault wrong-key'])
    expect(wrong(11)).toEqual([])
    expect(button.say(sealedFrame(PRESS, 1000))).toEqual(['help-call true', 'restored fault'])
    expect(wrong(12)).toEqual([])
  })

  test('a right frame between wrong ones begins the count anew', () => {
    const button = keyed()
    for (let n = 0; n < 30; n += 1) {
      const key = n % 9 === 8 ? BUTTON_KEY : 'ab'.repeat(16)
      expect(button.say(sealedFrame('3a00', 1000 + n, { key }))).toEqual([])
    }
  })

  test('an encrypted button paired without its key does not pass for working', () => {
    const button = new BthomeBench(paired())
    expect(button.say(sealedFrame(PRESS, 1000))).toEqual(['fault key-needed'])
    expect(button.say(sealedFrame(PRESS, 1001))).toEqual([])
    expect(button.of('heard')).toEqual([])
  })

  test('a stored key that is none opens nothing, not even what is sealed with zeros', () => {
    const button = new BthomeBench(paired({ key: 'cafe' }))
    expect(button.say(sealedFrame(PRESS, 1000, { key: '00'.repeat(16) }))).toEqual([])
    expect(button.of('discarded')).toMatchObject([{ reason: 'badMic' }])
  })

  test('the key is in nothing that leaves the driver', () => {
    const button = keyed()
    for (let n = 0; n < 12; n += 1) button.say(sealedFrame(PRESS, 1000 + n, { key: 'ab'.repeat(16) }))
    button.say(sealedFrame(PRESS, 3000))
    expect(JSON.stringify(button.effects)).not.toContain(BUTTON_KEY)
  })
})
