/** Telegrams that are no message of a device as it is paired: taught in, of nobody we know, or of another profile. */
import { describe, expect, test } from 'vitest'
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
  oneBs,
  repeated,
  rps,
  told,
  ute,
} from './enocean-bench.ts'

describe('a teach-in is never a measurement', () => {
  test('of a paired contact opens no door', () => {
    const line = enoceanBench({ [CONTACT]: { eep: 'D5-00-01', known: { door: false } } })
    const effects = line.say(oneBs(0x00))
    expect(events(effects)).toEqual([])
    expect(told(effects)).toEqual(['teach-in'])
  })

  test('of a climate sensor is no temperature, and names profile and maker', () => {
    const line = enoceanBench({ [CORD]: { eep: 'A5-02-05' } })
    const effects = line.say(fourBs('08284680'))
    expect(events(effects)).toEqual([])
    expect(heard(effects)).toMatchObject([
      { address: CORD, about: { teachIn: 'true', eep: 'A5-02-05', manufacturer: '0046', rorg: 'a5' } },
    ])
  })

  test('of a universal kind names its profile', () => {
    expect(heard(enoceanBench().say(ute()))).toMatchObject([
      { address: '0194e3b9', about: { teachIn: 'true', eep: 'D2-01-01', manufacturer: '003e' } },
    ])
  })
})

describe('somebody nobody has paired', () => {
  test('is heard with what it says of itself; which one was pressed is seen, and it is no call', () => {
    const effects = enoceanBench().say(repeated(0x30, 1))
    expect(effects).toMatchObject([
      {
        type: 'heard',
        address: CORD,
        signal: -55,
        about: { rorg: 'f6', repeats: '1', security: '0', position: 'A0' },
      },
      { type: 'event', event: { address: CORD, kind: 'button', value: 'A0' } },
    ])
  })

  test('is as near as its first copy says, whatever repeaters bring later', () => {
    const heard = enoceanBench().say(repeated(0x30, 0), repeated(0x30, 1), repeated(0x30, 2))
    const abouts = heard.flatMap((effect) => (effect.type === 'heard' ? [effect.about?.['repeats']] : []))
    expect(abouts).toEqual(['0', undefined, undefined])
  })

  test('is seen once for each press, and not for a release', () => {
    expect(enoceanBench().hears(PRESS, PRESS, RELEASE)).toEqual([`${CORD} button A0`])
  })

  test('is seen when a door moves, and not when a contact reports', () => {
    const line = enoceanBench()
    expect(line.hears(CLOSED)).toEqual([])
    line.wait(900_000)
    expect(line.hears(CLOSED)).toEqual([])
    line.wait(900_000)
    expect(line.hears(OPEN)).toEqual([`${CONTACT} door true`])
  })

  test('with an address that anybody can send with is marked', () => {
    expect(heard(enoceanBench().say(rps(0x30, 'ff87ca01')))).toMatchObject([
      { about: { programmable: 'true' } },
    ])
  })

  test('who sends secured telegrams is named once as a device we cannot read', () => {
    const line = enoceanBench()
    const secured = buildTelegram({ rorg: 0x30, payload: bytes('010203'), sender: CORD, rssiDbm: -60 })
    expect(told(line.say(secured))).toEqual(['unsupported-device'])
    line.wait(1000)
    expect(told(line.say(secured))).toEqual([])
  })
})

describe('a wrong profile', () => {
  test('is a fault of the device until it fits, told once', () => {
    const line = enoceanBench({ [CORD]: { eep: 'D5-00-01' } })
    expect(line.hears(PRESS)).toEqual([`${CORD} fault wrong-profile`])
    line.wait(1000)
    expect(line.hears(PRESS)).toEqual([])
    line.choose(CORD, 'F6-02-01')
    line.wait(1000)
    expect(line.hears(PRESS)).toEqual([`${CORD} help-call true`, `${CORD} restored fault`])
  })

  test.each([
    [null, 'no-profile'],
    ['D2-01-01', 'unsupported-profile'],
  ])('%s is said', (eep, fault) => {
    expect(enoceanBench({ [CORD]: { eep } }).hears(PRESS)).toEqual([`${CORD} fault ${fault}`])
  })

  test('secured telegrams of a paired device are said', () => {
    const secured = buildTelegram({ rorg: 0x31, payload: bytes('010203'), sender: CORD })
    expect(cord().hears(secured)).toEqual([`${CORD} fault unsupported-device`])
  })

  test('is not concluded of a device that has spoken its profile and says something more', () => {
    const line = enoceanBench({ [CORD]: { eep: 'A5-02-05' } })
    line.hears(fourBs('00005508'))
    expect(line.hears(PRESS)).toEqual([])
  })
})
