import { describe, expect, test } from 'vitest'
import { buildPacket, crc8 } from '../../../../device-drivers/enocean-esp3/packet-parser.ts'
import { buildTelegram } from '../../../../device-drivers/enocean-esp3/telegram.ts'
import {
  CLOSED,
  CONTACT,
  CORD,
  OPEN,
  PRESS,
  RELEASE,
  bytes,
  cord,
  enoceanBench,
  events,
  fourBs,
  heard,
  repeated,
  rps,
  told,
} from './enocean-bench.ts'

describe('a cord', () => {
  test('that is pulled is a call for help; the release is only heard', () => {
    const line = cord()
    expect(line.hears(PRESS)).toEqual([`${CORD} help-call true`])
    line.wait(700)
    const released = line.say(RELEASE)
    expect(events(released)).toEqual([])
    expect(heard(released)).toMatchObject([{ address: CORD, signal: -55 }])
  })

  test('calls in any position, with three buttons at once and without NU', () => {
    for (const press of [rps(0x10), rps(0x50), rps(0x70), rps(0x15), rps(0x70, CORD, 0x20)]) {
      expect(cord().hears(press)).toEqual([`${CORD} help-call true`])
    }
  })

  test('each pull is a call of its own', () => {
    const line = cord()
    line.hears(PRESS, RELEASE)
    line.wait(600)
    expect(line.hears(PRESS, RELEASE)).toEqual([`${CORD} help-call true`])
  })

  test('heard direct and through repeaters within half a second is one call', () => {
    const line = cord()
    expect(line.hears(repeated(0x30, 0), repeated(0x30, 1), RELEASE)).toEqual([`${CORD} help-call true`])
    line.wait(499)
    expect(line.hears(repeated(0x30, 2))).toEqual([])
    line.wait(1)
    expect(line.hears(repeated(0x30, 2))).toEqual([`${CORD} help-call true`])
  })

  test('of two residents are two calls, however close', () => {
    const line = enoceanBench({ [CORD]: { eep: 'F6-02-01' }, '002a3b4d': { eep: 'F6-01-01' } })
    expect(line.hears(PRESS, rps(0x10, '002a3b4d'))).toEqual([
      `${CORD} help-call true`,
      '002a3b4d help-call true',
    ])
  })

  test('its position is learnt by pulling it, once', () => {
    const line = cord()
    line.say(PRESS)
    expect(line.recall.deviceAt(CORD)?.memory).toEqual({ position: 'A0' })
    line.wait(600)
    const again = line.say(PRESS).find((effect) => effect.type === 'event')
    expect(again?.event.remember).toBeUndefined()
  })

  test('paired as a button tells which one was pressed', () => {
    const line = cord({ settings: { use: 'button' } })
    expect(line.hears(rps(0x50), rps(0x17))).toEqual([`${CORD} button BI`, `${CORD} button AI+B0`])
    expect(enoceanBench({ [CORD]: { eep: 'F6-02-03' } }).hears(rps(0x70))).toEqual([`${CORD} button B0`])
    expect(
      enoceanBench({ [CORD]: { eep: 'F6-02-04', settings: { use: 'help-call' } } }).hears(rps(0x81)),
    ).toEqual([`${CORD} help-call true`])
  })
})

describe('levels', () => {
  test('a contact tells opening and closing once each, and a restart tells nothing again', () => {
    const line = enoceanBench({ [CONTACT]: { eep: 'D5-00-01' } })
    expect(line.hears(OPEN)).toEqual([`${CONTACT} door true`])
    line.wait(60_000)
    expect(line.hears(OPEN)).toEqual([])
    expect(line.hears(CLOSED)).toEqual([`${CONTACT} door false`])
    line.reconnect().wait(60_000)
    expect(line.hears(CLOSED)).toEqual([])
    expect(line.hears(OPEN)).toEqual([`${CONTACT} door true`])
  })

  test('a door that opens, closes and opens within half a second stands open', () => {
    const line = enoceanBench({ [CONTACT]: { eep: 'D5-00-01' } })
    expect(line.hears(OPEN, CLOSED, OPEN)).toEqual(
      ['true', 'false', 'true'].map((on) => `${CONTACT} door ${on}`),
    )
  })

  test('a late copy of an older state by a repeater changes nothing', () => {
    const line = enoceanBench({ [CONTACT]: { eep: 'D5-00-01' } })
    const late = buildTelegram({ rorg: 0xd5, payload: Uint8Array.of(8), sender: CONTACT, status: 1 })
    expect(line.hears(OPEN, CLOSED, late)).toEqual([`${CONTACT} door true`, `${CONTACT} door false`])
  })

  test.each([
    ['A5-14-01', fourBs('8c000009'), fourBs('8c000008'), 'door true', 'door false'],
    ['A5-30-01', fourBs('00ffff08'), fourBs('00ff0008'), 'door true', 'door false'],
    ['A5-30-02', fourBs('00000009'), fourBs('00000008'), 'door true', 'door false'],
    ['A5-08-01', fourBs('00000009'), fourBs('0000000b'), 'motion true', 'motion false'],
    ['F6-10-00', rps(0xc7), rps(0xf1), 'door true', 'door false'],
    ['F6-05-01', rps(0x11), rps(0x00), 'water true', 'restored water'],
  ] as const)('%s: which bit means what', (eep, on, off, begins, ends) => {
    const line = enoceanBench({ [CORD]: { eep } })
    expect(line.hears(on)).toEqual([`${CORD} ${begins}`])
    expect(line.hears(off)).toEqual([`${CORD} ${ends}`])
  })

  test('a tilted window is not closed', () => {
    expect(enoceanBench({ [CORD]: { eep: 'F6-10-00' } }).hears(rps(0xd0))).toEqual([`${CORD} door true`])
  })

  test('that it is dry is no news when no water was known', () => {
    expect(enoceanBench({ [CORD]: { eep: 'F6-05-01' } }).hears(rps(0x00))).toEqual([])
  })

  test('water at the wake input, with its temperature', () => {
    const line = enoceanBench({ [CORD]: { eep: 'A5-30-03' } })
    expect(line.hears(fourBs('00800f08'))).toEqual([`${CORD} water true`, `${CORD} temperature 19.9`])
    expect(line.hears(fourBs('00801f08'))).toEqual([`${CORD} restored water`])
  })

  test('temperature is told when it has changed by half a degree', () => {
    const line = enoceanBench({ [CORD]: { eep: 'A5-02-05' } })
    expect(line.hears(fourBs('00005508'))).toEqual([`${CORD} temperature 26.7`])
    expect(line.hears(fourBs('00005608'), fourBs('00005708'))).toEqual([])
    expect(line.hears(fourBs('00005908'))).toEqual([`${CORD} temperature 26`])
  })

  test('a climate sensor that has no temperature says none', () => {
    const line = enoceanBench({ [CORD]: { eep: 'A5-04-01' } })
    expect(line.hears(fourBs('007d8908'))).toEqual([])
    expect(line.hears(fourBs('007dff0a'))).toEqual([])
  })
})

describe('smoke', () => {
  const ALARM = rps(0x10)
  const OFF = rps(0x00, CORD, 0x20)
  const ENERGY_LOW = rps(0x30)
  const detector = () => enoceanBench({ [CORD]: { eep: 'F6-05-02' } })

  test('that lasts is one alarm, however often the detector repeats it; after off it is a new one', () => {
    const line = detector()
    expect(line.hears(ALARM)).toEqual([`${CORD} smoke true`])
    for (let n = 0; n < 6; n += 1) {
      line.wait(10_000)
      expect(line.hears(ALARM)).toEqual([])
    }
    line.wait(10_000)
    expect(line.hears(OFF)).toEqual([`${CORD} restored smoke`])
    line.wait(1000)
    expect(line.hears(OFF)).toEqual([])
    expect(line.hears(ALARM)).toEqual([`${CORD} smoke true`])
  })

  test('after more than a minute without a repetition is another alarm: its end was not heard', () => {
    const line = detector()
    line.hears(ALARM)
    line.wait(61_000)
    expect(line.hears(ALARM)).toEqual([`${CORD} smoke true`])
  })

  test('goes on after a reconnect without being told anew', () => {
    const line = detector()
    line.hears(ALARM)
    line.reconnect().wait(10_000)
    expect(line.hears(ALARM)).toEqual([])
  })

  test('low energy is told once, ends no smoke, and is over after three reports without it', () => {
    const line = detector()
    line.hears(ALARM)
    expect(line.hears(ENERGY_LOW)).toEqual([`${CORD} battery low`])
    line.wait(10_000)
    expect(line.hears(ENERGY_LOW)).toEqual([])
    expect(line.hears(OFF)).toEqual([`${CORD} restored smoke`])
    line.wait(1_200_000)
    expect(line.hears(OFF)).toEqual([])
    line.wait(1_200_000)
    expect(line.hears(OFF)).toEqual([`${CORD} restored battery`])
  })

  test('a byte that the profile does not know is kept and raises nothing', () => {
    expect(
      detector()
        .say(rps(0x77))
        .map((effect) => effect.type),
    ).toEqual(['heard', 'unknown-message'])
  })
})

describe('motion', () => {
  const SEEN = fourBs('96000088')
  const UNCERTAIN = fourBs('96000008')
  const sensor = (about = {}) => enoceanBench({ [CORD]: { eep: 'A5-07-02', ...about } })
  const MINUTE = 60_000

  test('uncertain is not absence: that needs time without motion', () => {
    const line = sensor()
    expect(line.hears(SEEN)).toEqual([`${CORD} motion true`])
    line.wait(20 * MINUTE)
    expect(line.hears(UNCERTAIN)).toEqual([])
    expect(events(line.wait(15 * MINUTE - 1).effects)).toEqual([])
    expect(events(line.wait(1).effects)).toEqual([`${CORD} motion false`])
    expect(events(line.wait(60 * MINUTE).effects)).toEqual([])
  })

  test('each motion seen begins the time anew; the technician sets how long it is', () => {
    const line = sensor({ settings: { absenceSeconds: 300 } })
    line.hears(SEEN)
    line.wait(4 * MINUTE)
    expect(line.hears(SEEN)).toEqual([])
    expect(events(line.wait(5 * MINUTE - 1).effects)).toEqual([])
    expect(events(line.wait(1).effects)).toEqual([`${CORD} motion false`])
  })

  test('seen before a restart is over some time after the first report behind it', () => {
    const line = sensor({ known: { motion: true } })
    expect(line.hears(UNCERTAIN)).toEqual([])
    expect(events(line.wait(35 * MINUTE).effects)).toEqual([`${CORD} motion false`])
  })

  test('a clear bit of an A5-08-01 is absence at once', () => {
    const line = sensor({ eep: 'A5-08-01', known: { motion: true } })
    expect(line.hears(fourBs('0000000b'))).toEqual([`${CORD} motion false`])
    expect(line.hears(fourBs('0000000a'))).toEqual([`${CORD} button press`])
  })
})

describe('the line', () => {
  test('of a press cut short gives the press behind it when it falls silent', () => {
    const line = cord()
    expect(line.hears(PRESS.slice(0, 9), PRESS)).toEqual([`${CORD} help-call true`])
  })

  test('a call behind a false start with a large length comes out when the line falls silent', () => {
    const header = bytes('5503e8000100')
    header[5] = crc8(header, 1, 5)
    const line = cord()
    expect(line.hears(header, PRESS)).toEqual([])
    expect(events(line.wait(99).effects)).toEqual([])
    expect(events(line.wait(1).effects)).toEqual([`${CORD} help-call true`])
  })

  test('packets that are no telegram for us are heard and counted, and raise nothing', () => {
    const types = (type: number, data: string) =>
      enoceanBench()
        .say(buildPacket({ type, data: bytes(data), optional: new Uint8Array(0) }))
        .map((effect) => effect.type)
    expect(types(0x05, '08')).toEqual(['heard', 'unknown-message'])
    expect(types(0x01, 'f63000298979')).toEqual(['heard', 'unknown-message'])
    expect(types(0x02, '00')).toEqual(['heard'])
    expect(types(0x80, '0102')).toEqual(['heard'])
  })

  test('wrong settings are recognised as such; damage on a line whose stick answers is noise', () => {
    const garbled = (line: ReturnType<typeof cord>) =>
      Array.from({ length: 20 }, () => {
        const effects = line.say(bytes('00e0fc1ce0fc00'))
        line.wait(200)
        return told(effects)
      }).flat()
    expect(garbled(cord())).toEqual(['wrong-line-settings true'])
    expect(garbled(cord().up())).toEqual([])
  })
})
