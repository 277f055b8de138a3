import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { DeviceRecall } from '../../../../device-drivers/device-recall.ts'
import { createEnoceanDriver } from '../../../../device-drivers/enocean-esp3/driver.ts'
import { createEnoceanSimulator } from '../../../../device-drivers/enocean-esp3/simulator.ts'
import type { DriverEffect } from '../../../../device-drivers/protocol-driver.ts'
import { BASE_ID, CONTACT, CORD, VERSION, bytes, response } from './enocean-bench.ts'

const simulator = (script = '') => createEnoceanSimulator({ variant: null, script, seed: 1 })

/** Driver and simulated stick on one line for some seconds; what came of it, with when. */
function together(eeps: Readonly<Record<string, string>>, script: string, seconds: number, pairing = false) {
  const stick = simulator(script)
  const about = { key: null, placement: null, settings: {}, known: {}, memory: {} }
  const recall = new DeviceRecall((address) => {
    const eep = eeps[address ?? '']
    return eep === undefined ? undefined : { eep, ...about }
  })
  const driver = createEnoceanDriver(recall.deviceAt)
  const seen: string[] = []
  let now = 0
  let toDriver: Uint8Array[] = [...stick.start(0)]
  const perform = (effects: readonly DriverEffect[]) => {
    recall.take(effects)
    for (const effect of effects) {
      if (effect.type === 'write') toDriver.push(...stick.receive(effect.bytes, now))
      const at = `${now / 1000}s`
      if (effect.type === 'event') seen.push(`${at} ${effect.event.kind} ${String(effect.event.value)}`)
      if (effect.type === 'port-fault') seen.push(`${at} ${effect.code} ${String(effect.active)}`)
      if (effect.type === 'notice' && effect.code !== 'stick-ready') seen.push(`${at} ${effect.code}`)
    }
  }
  perform(driver.onOpen({ wall: 0, mono: 0 }))
  if (pairing) perform(driver.onCommand({ type: 'pairing', open: true }, { wall: 0, mono: 0 }))
  for (; now <= seconds * 1000; now += 50) {
    toDriver.push(...stick.due(now))
    while (toDriver.length > 0) {
      const chunks = toDriver
      toDriver = []
      for (const chunk of chunks) perform(driver.onBytes(chunk, { wall: now, mono: now }))
    }
    perform(driver.onDue({ wall: now, mono: now }))
  }
  return seen
}

describe('a simulated stick and the real driver', () => {
  test('a cord pulled twice, a door, a window and a climate sensor', () => {
    const eeps = { [CORD]: 'F6-02-01', [CONTACT]: 'D5-00-01', '0181b744': 'A5-02-05', '00000001': 'F6-10-00' }
    const script =
      'press@1s,release@1.5s,press:002a3b4c:BI@3s,open@4s,closed@5s,temperature:0181b744:26.5@6s,handle-up:00000001@7s'
    expect(together(eeps, script, 8)).toEqual([
      '1s help-call true',
      '3s help-call true',
      '4s door true',
      '5s door false',
      '6s temperature 26.5',
      '7s door true',
    ])
  })

  test('one press through two repeaters is one call', () => {
    expect(together({ [CORD]: 'F6-02-01' }, 'repeated@1s', 2)).toEqual(['1s help-call true'])
  })

  test('smoke with its repetitions, low energy, water', () => {
    expect(together({ [CORD]: 'F6-05-02' }, 'smoke/10s,energy-low@45s,smoke-off@65s', 66)).toEqual([
      '10s smoke true',
      '45s battery low',
      '65s restored smoke',
    ])
    expect(together({ [CORD]: 'F6-05-01' }, 'water@1s,dry@2s', 3)).toEqual([
      '1s water true',
      '2s restored water',
    ])
  })

  test('noise, cut and damaged packets, and what nobody knows raise nothing', () => {
    const script = 'noise:20@1s,cut-frame@2s,wrong-checksum@3s,unknown@4s,secured:00000009@5s'
    expect(together({ [CORD]: 'F6-02-01' }, script, 6)).toEqual(['5s unsupported-device'])
  })

  test('a stick that dies is told and its return too; one that restarts is a fault for a moment', () => {
    expect(together({}, 'silence@1s,recover@40s', 50)).toEqual([
      '31.5s stick-silent true',
      expect.stringMatching(/^4[0-6](\.\d+)?s stick-silent false$/),
    ])
    expect(together({}, 'restart@5s', 6)).toEqual([
      '5s stick-restarted true',
      '5s stick-restarted',
      '5s stick-restarted false',
    ])
  })

  test('a device that asks to be let in is answered while pairing is open, unless nothing may be sent', () => {
    expect(together({}, 'ask-in@1s', 2, true)).toEqual(['1s teach-in'])
    expect(together({}, 'duty-cycle@1s,ask-in@2s', 3, true)).toEqual([
      '1s duty-cycle-limit',
      '2s teach-in',
      '2s telegram-not-sent',
    ])
  })

  test('of a burst of 500 cords each one calls', () => {
    const cords = Object.fromEntries(
      Array.from({ length: 500 }, (_, n) => [(0x00300000 + n).toString(16).padStart(8, '0'), 'F6-02-01']),
    )
    expect(together(cords, 'burst:500@1s', 2)).toHaveLength(500)
  })
})

describe('answers of the simulated stick', () => {
  test.each([
    ['read version', '5500010005700309', VERSION],
    ['read base id', '5500010005700838', BASE_ID],
    ['an unknown command', '5500050005db010000000a54', response(0x02)],
  ])('%s', (_, question, answer) => {
    expect(simulator().receive(bytes(question), 0).map(toHex)).toEqual([toHex(answer)])
  })
})

describe('scripts', () => {
  test.each([
    ['dance@1s', 'no such act'],
    ['press:12@1s', '"12" is no address of eight hex digits'],
    ['press:002a3b4c:C9@1s', '"C9" is no button'],
    ['press:002a3b4c:A0:B0@1s', 'is no address'],
    ['temperature:0181b744:99', '"99" is not 0 to 40'],
    ['open:01825dab:wide', 'open takes an address and nothing more'],
    ['repeated:002a3b4c:A0', 'repeated takes an address and nothing more'],
    ['restart:3', 'restart takes no number'],
  ])('%s is refused and the part at fault named', (script, message) => {
    expect(() => simulator(script)).toThrow(message)
  })

  test('EnOcean has no variants', () => {
    expect(() => createEnoceanSimulator({ variant: 'usb300', script: '', seed: 1 })).toThrow(
      'variant "usb300"',
    )
  })

  test('an act of the moment is done at once', () => {
    expect(simulator().act('closed:00000001', 0)).toHaveLength(1)
  })
})
