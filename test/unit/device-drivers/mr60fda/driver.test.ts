import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import {
  ANSWER_FALLEN,
  ANSWER_NOT_FALLEN,
  ANSWER_PRESENT,
  ASK_FALL,
  ASK_HEARTBEAT,
  ASK_PRESENCE,
  FALL,
  HEARTBEAT,
  UP,
  r60,
  radarBench,
  tf,
} from './radar-bench.ts'

describe('a radar that reports changes (R60)', () => {
  test('a fall report is a fall, and each further one is one more', () => {
    const radar = radarBench('r60-fda1')
    expect(radar.hears(FALL)).toEqual(['fall true'])
    expect(radar.hears(FALL, FALL)).toEqual(['fall true', 'fall true'])
  })

  test('getting up is told, even when nobody knew of the fall', () => {
    expect(radarBench('r60-fda1').hears(UP)).toEqual(['restored fall'])
    expect(radarBench('r60-fda1').hears(FALL, UP, FALL)).toEqual(['fall true', 'restored fall', 'fall true'])
  })

  test('somebody who fell while the station was off raises when the radar is asked', () => {
    expect(radarBench('r60-fda1').hears(ANSWER_FALLEN)).toEqual(['fall true'])
    expect(radarBench('r60-fda1', { fall: false }).hears(ANSWER_FALLEN)).toEqual(['fall true'])
  })

  test('after a restart a fall that is known already is no news', () => {
    const radar = radarBench('r60-fda1', { fall: true })
    expect(radar.hears(ANSWER_FALLEN)).toEqual([])
    expect(radar.hears(ANSWER_NOT_FALLEN)).toEqual(['restored fall'])
  })

  test('the answer that nobody lies there is no news when nothing else was known', () => {
    const radar = radarBench('r60-fda1')
    expect(radar.hears(ANSWER_NOT_FALLEN, ANSWER_NOT_FALLEN)).toEqual([])
    expect(radar.hears(ANSWER_FALLEN, ANSWER_FALLEN)).toEqual(['fall true'])
  })

  test('a report within 2 s of the answer that told of the fall is that same fall, the next one is not', () => {
    const radar = radarBench('r60-c1001')
    expect(radar.hears(ANSWER_FALLEN)).toEqual(['fall true'])
    radar.wait(1900)
    expect(radar.hears(FALL)).toEqual([])
    expect(radar.hears(FALL)).toEqual(['fall true'])
  })

  test('a report more than 2 s after the answer is a fall of its own', () => {
    const radar = radarBench('r60-c1001')
    radar.hears(ANSWER_FALLEN)
    radar.wait(2100)
    expect(radar.hears(FALL)).toEqual(['fall true'])
  })

  test('an answer after the report of the same fall is no second one', () => {
    expect(radarBench('r60-c1001').hears(FALL, ANSWER_FALLEN, ANSWER_FALLEN)).toEqual(['fall true'])
  })

  test('presence and motion are told when they differ from what is known', () => {
    const radar = radarBench('r60-fda1', { presence: true })
    expect(radar.hears(r60(0x80, 0x01, 1))).toEqual([])
    expect(radar.hears(r60(0x80, 0x01, 0), r60(0x80, 0x81, 0))).toEqual(['presence false'])
    expect(
      radar.hears(r60(0x80, 0x02, 2), r60(0x80, 0x02, 2), r60(0x80, 0x02, 1), r60(0x80, 0x02, 0)),
    ).toEqual(['motion moving', 'motion stationary', 'motion none'])
  })

  test('still for too long begins and ends', () => {
    const radar = radarBench('r60-fda1')
    expect(radar.hears(r60(0x83, 0x05, 1))).toEqual(['inactivity true'])
    expect(radar.hears(r60(0x83, 0x85, 1))).toEqual([])
    expect(radar.hears(r60(0x83, 0x05, 0))).toEqual(['restored inactivity'])
  })

  test('body movement and height share prove life and are not stored', () => {
    const effects = radarBench('r60-fda1').effects(r60(0x80, 0x03, 42), r60(0x83, 0x0e, 0, 2, 0, 0, 0, 100))
    expect(effects.map((effect) => effect.type)).toEqual(['heard', 'heard'])
  })

  test('a heartbeat is stored once, and again after a quarter of an hour', () => {
    const radar = radarBench('r60-fda1')
    expect(radar.hears(HEARTBEAT, HEARTBEAT)).toEqual(['heartbeat true'])
    radar.wait(14 * 60_000)
    expect(radar.hears(HEARTBEAT)).toEqual([])
    radar.wait(60_000)
    expect(radar.hears(HEARTBEAT)).toEqual(['heartbeat true'])
  })

  test('an unknown message is evidence and life, and raises nothing', () => {
    const effects = radarBench('r60-fda1').effects(r60(0x83, 0x01, 7))
    expect(effects.map((effect) => effect.type)).toEqual(['heard', 'unknown-message'])
  })

  test('the event carries its frame, complete', () => {
    const [, event] = radarBench('r60-fda1').effects(FALL)
    expect(event?.type === 'event' ? toHex(event.event.raw) : null).toBe(toHex(FALL))
  })
})

describe('a radar that streams (FDA2)', () => {
  const down = tf(0x0e02, 1)
  const up = tf(0x0e02, 0)

  test('only the edge is an event', () => {
    const radar = radarBench('tf-fda2')
    expect(radar.hears(up, up, down, down, up, up)).toEqual(['fall true', 'restored fall'])
  })

  test('lying there when the station starts is a fall, unless it is known already', () => {
    expect(radarBench('tf-fda2').hears(down)).toEqual(['fall true'])
    expect(radarBench('tf-fda2', { fall: true }).hears(down)).toEqual([])
    expect(radarBench('tf-fda2', { fall: true }).hears(up)).toEqual(['restored fall'])
  })

  test('it is asked nothing', () => {
    const radar = radarBench('tf-fda2')
    expect(radar.open()).toEqual([])
    expect(radar.wait(60_000).sent).toEqual([])
  })

  test('point clouds are passed over by their length', () => {
    const effects = radarBench('tf-fda2').effects(tf(0x0a08, ...new Array<number>(900).fill(1)), down)
    expect(effects.map((effect) => effect.type)).toEqual(['heard', 'heard', 'event'])
  })
})

describe('asking an R60 radar', () => {
  test('fall first, then presence, then the heartbeat, one at a time', () => {
    const radar = radarBench('r60-fda1')
    expect(radar.open()).toEqual([ASK_FALL])
    expect(radar.replies(FALL)).toEqual([])
    expect(radar.replies(ANSWER_NOT_FALLEN)).toEqual([ASK_PRESENCE])
    expect(radar.replies(r60(0x80, 0x01, 1))).toEqual([])
    expect(radar.replies(ANSWER_PRESENT)).toEqual([ASK_HEARTBEAT])
    expect(radar.replies(HEARTBEAT)).toEqual([])
  })

  test('no answer: again after 1 s, given up after 5 s', () => {
    const radar = radarBench('r60-fda1')
    radar.open()
    expect(radar.wait(5000).sent).toEqual([
      `1000:${ASK_FALL}`,
      `2000:${ASK_FALL}`,
      `3000:${ASK_FALL}`,
      `4000:${ASK_FALL}`,
      `5000:${ASK_PRESENCE}`,
    ])
  })

  test('a heartbeat every 10 s', () => {
    const radar = radarBench('r60-fda1')
    radar.open()
    radar.replies(ANSWER_NOT_FALLEN, ANSWER_PRESENT, HEARTBEAT)
    expect(radar.wait(10_000).sent).toEqual([`10000:${ASK_HEARTBEAT}`])
    radar.replies(HEARTBEAT)
    expect(radar.wait(10_000).sent).toEqual([`20000:${ASK_HEARTBEAT}`])
  })

  test('a C1001 is asked for a fall once a second as well', () => {
    const radar = radarBench('r60-c1001')
    radar.open()
    radar.replies(ANSWER_NOT_FALLEN, ANSWER_PRESENT, HEARTBEAT)
    expect(radar.wait(1000).sent).toEqual([`1000:${ASK_FALL}`])
    radar.replies(ANSWER_NOT_FALLEN)
    expect(radar.wait(1000).sent).toEqual([`2000:${ASK_FALL}`])
  })

  test('a radar that comes back after silence is asked for fall and presence again', () => {
    const radar = radarBench('r60-fda1')
    radar.open()
    radar.replies(ANSWER_NOT_FALLEN, ANSWER_PRESENT, HEARTBEAT)
    radar.wait(30_500)
    expect(radar.replies(HEARTBEAT)).toEqual([ASK_FALL])
    expect(radar.replies(ANSWER_FALLEN)).toEqual([ASK_PRESENCE])
  })
})

describe('a bad line', () => {
  test('garbage and never a frame is told as wrong line settings, until frames come', () => {
    const radar = radarBench('r60-fda1')
    const faults: string[] = []
    const note = (effects: ReturnType<typeof radar.effects>) => {
      for (const effect of effects)
        if (effect.type === 'port-fault') faults.push(`${effect.code} ${String(effect.active)}`)
    }
    for (let second = 0; second < 10; second += 1) {
      note(radar.effects(new Uint8Array(10).fill(0xf8)))
      radar.wait(1000)
    }
    expect(faults).toEqual(['wrong-line-settings true'])
    note(radar.effects(HEARTBEAT, HEARTBEAT))
    expect(faults).toEqual(['wrong-line-settings true', 'wrong-line-settings false'])
  })

  test('after damaged bytes the radar is asked for a fall: it would not tell it a second time', () => {
    const radar = radarBench('r60-fda1')
    radar.open()
    radar.replies(ANSWER_NOT_FALLEN, ANSWER_PRESENT, HEARTBEAT)
    radar.wait(2000)
    expect(radar.hears(FALL.map((byte, at) => (at === 7 ? byte ^ 1 : byte)))).toEqual([])
    expect(radar.wait(0).sent).toEqual([`2000:${ASK_FALL}`])
    expect(radar.hears(ANSWER_FALLEN)).toEqual(['fall true'])
  })

  test('half a fall makes it ask after 100 ms, and the late second half is still that fall', () => {
    const radar = radarBench('r60-fda1')
    radar.open()
    radar.replies(ANSWER_NOT_FALLEN, ANSWER_PRESENT, HEARTBEAT)
    radar.wait(2000)
    expect(radar.hears(FALL.slice(0, 7))).toEqual([])
    expect(radar.wait(100).sent).toEqual([`2100:${ASK_FALL}`])
    expect(radar.events(radar.wait(400).effects)).toEqual([])
    expect(radar.hears(FALL.slice(7))).toEqual(['fall true'])
    expect(radar.hears(ANSWER_FALLEN)).toEqual([])
  })

  test('half a fall whose rest is lost is found by asking', () => {
    const radar = radarBench('r60-fda1')
    radar.open()
    radar.replies(ANSWER_NOT_FALLEN, ANSWER_PRESENT, HEARTBEAT)
    radar.wait(2000)
    radar.hears(FALL.slice(0, 7))
    expect(radar.wait(100).sent).toEqual([`2100:${ASK_FALL}`])
    expect(radar.hears(ANSWER_FALLEN)).toEqual(['fall true'])
  })

  test('on a line full of noise it is asked once a second, not with every byte', () => {
    const radar = radarBench('r60-fda1')
    radar.open()
    radar.replies(ANSWER_NOT_FALLEN, ANSWER_PRESENT, HEARTBEAT)
    let asked = 0
    for (let n = 0; n < 50; n += 1) {
      asked += radar.replies(Uint8Array.of(0xff), ANSWER_NOT_FALLEN).length
      asked += radar.wait(100).sent.length
    }
    expect(asked).toBeLessThanOrEqual(6)
  })

  test('after 100 ms of silence a cut frame is given up and the fall behind it comes out', () => {
    const radar = radarBench('r60-fda1')
    expect(radar.hears(Uint8Array.of(0x53, 0x59, 0x80, 0x01, 0x00, 0x40), FALL)).toEqual([])
    expect(radar.events(radar.wait(99).effects)).toEqual([])
    expect(radar.events(radar.wait(1).effects)).toEqual(['fall true'])
  })

  test('more than five wrong checksums in a minute are one fault', () => {
    const radar = radarBench('r60-fda1')
    const damaged = FALL.map((byte, at) => (at === 7 ? byte ^ 1 : byte))
    expect(radar.hears(damaged, damaged, damaged, damaged, damaged)).toEqual([])
    expect(radar.hears(damaged)).toEqual(['fault checksum-errors'])
    expect(radar.hears(damaged, damaged, damaged)).toEqual([])
    radar.wait(60_000)
    expect(radar.hears(damaged, damaged, damaged, damaged, damaged)).toEqual([])
    expect(radar.hears(damaged)).toEqual(['fault checksum-errors'])
  })

  test('the fault ends with the first whole frame after a minute without damage', () => {
    const radar = radarBench('r60-fda1')
    const damaged = FALL.map((byte, at) => (at === 7 ? byte ^ 1 : byte))
    radar.hears(damaged, damaged, damaged, damaged, damaged, damaged)
    radar.wait(59_000)
    expect(radar.hears(UP)).toEqual(['restored fall'])
    radar.wait(1_000)
    expect(radar.hears(UP)).toEqual(['restored fault', 'restored fall'])
    expect(radar.hears(UP)).toEqual(['restored fall'])
  })

  test('a fault told before a restart ends with the first whole frame', () => {
    expect(radarBench('r60-fda1', { fault: 'checksum-errors' }).hears(UP)).toEqual([
      'restored fault',
      'restored fall',
    ])
  })

  test('the fault carries the refused bytes', () => {
    const radar = radarBench('r60-fda1')
    const damaged = FALL.map((byte, at) => (at === 7 ? byte ^ 1 : byte))
    const effects = radar.effects(...new Array<Uint8Array>(6).fill(damaged))
    const fault = effects.find((effect) => effect.type === 'event')
    expect(fault?.event.raw).toEqual(damaged)
  })

  test('the starts inside one damaged FDA2 frame are not damage of their own', () => {
    const radar = radarBench('tf-fda2')
    const frame = tf(0x0e02, 1)
    const damaged = frame.map((byte, at) => (at === 7 ? byte ^ 0x10 : byte))
    expect(
      radar.hears(damaged, frame, damaged, frame, damaged, frame, damaged, frame, damaged, frame),
    ).toEqual(['fall true'])
    expect(radar.hears(damaged, frame)).toEqual(['fault checksum-errors'])
  })
})
