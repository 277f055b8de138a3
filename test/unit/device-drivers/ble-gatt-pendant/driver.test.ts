import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { decodePendantLine } from '../../../../device-drivers/ble-gatt-pendant/decode-line.ts'
import { bleGattPendantProtocol } from '../../../../device-drivers/ble-gatt-pendant/protocol.ts'
import type { GattInput, GattRequest } from '../../../../device-drivers/bluetooth/gatt.ts'
import { FALL, HELP, livingObservation } from '../../../support/pendant-wire.ts'
import { HEALTH_PENDANT, PENDANT, PendantBench, named } from './pendant-bench.ts'

function connected(settings: Readonly<Record<string, unknown>> = {}, offered = HEALTH_PENDANT): PendantBench {
  const bench = new PendantBench()
  bench.paired.set(PENDANT, { settings })
  bench.offered = offered
  bench.open()
  return bench
}

const failing =
  (words: string) =>
  (request: GattRequest): GattInput | undefined =>
    requestIs(request, words)
      ? { id: request.id, address: request.address, type: 'failed', reason: 'org.bluez.Error.Failed: no' }
      : undefined

function requestIs(request: GattRequest, words: string): boolean {
  const [type, name] = words.split(' ')
  if (request.type !== type) return false
  if (name === undefined || request.type === 'connect' || request.type === 'disconnect') return true
  return JSON.stringify(request.of) === JSON.stringify(named(name))
}

describe('set-up', () => {
  test('the press is subscribed before anything else, one operation at a time', () => {
    const bench = connected()
    expect(bench.asked).toEqual([
      'connect',
      'subscribe 1840/2b8b',
      'subscribe 1840/2bf4',
      'write 1840/2bf4 01 request',
      'write 1803/2a06 02 request',
      'read 180f/2a19',
      'subscribe 180f/2a19',
      'read 180a/2a29',
      'read 180a/2a24',
      'read 180a/2a25',
      'read 180a/2a26',
      'read 1804/2a07',
    ])
  })

  test('nothing is asked while an answer is outstanding', () => {
    const bench = new PendantBench()
    const open: GattRequest[] = []
    bench.answer = (request) => {
      open.push(request)
      return null
    }
    bench.open()
    bench.advance(20_000)
    bench.advertise()
    expect(open).toHaveLength(1)
    expect(bench.asked).toEqual(['connect'])
  })

  test('what the pendant says of itself is shown and kept, without the zero behind it', () => {
    const bench = connected()
    expect(bench.settings).toMatchObject({
      manufacturer: 'Trygg AS',
      model: 'Trygg-1',
      serial: 'SN-0001',
      firmware: '1.0.20',
      'battery-percent': 87,
      'tx-power': -4,
    })
    expect(bench.facts).toContainEqual({ type: 'remember', address: PENDANT, memory: { firmware: '1.0.20' } })
    expect(bench.events).toEqual([])
  })

  test('another firmware than last time is told', () => {
    const bench = new PendantBench()
    bench.paired.set(PENDANT, { memory: { firmware: '1.0.19', model: 'Trygg-1' } })
    bench.open()
    expect(bench.notices).toEqual(['firmware-changed 1.0.19 1.0.20'])
  })

  test('a pendant that cannot be told about link loss still calls', () => {
    const bench = new PendantBench()
    bench.answer = failing('write 1803/2a06')
    bench.open()
    bench.observe(HELP)
    expect(bench.notices).toEqual(['request-failed link-loss org.bluez.Error.Failed: no'])
    expect(bench.events).toEqual(['help-call true'])
  })

  test.each([
    [{ profile: 'custom' }],
    [{ profile: 'custom', service: 'ffe0', characteristic: 'ffe1', press: 'zz' }],
    [{ outOfRangeSeconds: 0 }],
    [{ pressSignal: -1 }],
    [{ color: 'red' }],
  ])('settings %j are refused', (settings) => {
    expect(bleGattPendantProtocol.settings?.safeParse(settings).success).toBe(false)
  })

  test('settings that make no sense are told, and the pendant is read as its services show', () => {
    const bench = connected({ profile: 'telepathy' })
    bench.observe(HELP)
    expect(bench.notices).toEqual(['settings-not-understood'])
    expect(bench.events).toEqual(['help-call true'])
  })
})

describe('calls', () => {
  test('a fall, a personal alarm, and each again is an event of its own', () => {
    const bench = connected()
    for (const observation of [FALL, HELP, HELP]) bench.observe(observation)
    expect(bench.events).toEqual(['fall true', 'help-call true', 'help-call true'])
  })

  test('what is kept of a call is decoded again to the same call', () => {
    const bench = connected()
    bench.observe(FALL)
    const [event] = bench.facts.flatMap((fact) => (fact.type === 'event' ? [fact.event] : []))
    expect(decodePendantLine({ hex: toHex(event?.raw ?? new Uint8Array()) })['events']).toEqual([
      { kind: 'fall', value: true },
    ])
  })

  test('a lost segment of a fall is told; so is an observation that never came, and one cut by a lost connection', () => {
    const bench = connected()
    bench.observe(FALL, (at) => at === 0)
    bench.observe(HELP)
    bench.observe(FALL, () => true)
    bench.observe(HELP)
    bench.observe(FALL, (at) => at === 1)
    bench.drop()
    expect(bench.notices).toEqual([
      'observation-lost noFirstSegment',
      'observation-missed',
      'connection-lost',
      'observation-lost disconnected',
    ])
    expect(bench.events).toEqual(['help-call true', 'help-call true'])
  })

  test('a test shows as a test, an invalid one only as a note', () => {
    const bench = connected()
    bench.observe(livingObservation({ type: 2, set: 1, status: 1 << 4 }))
    bench.observe(livingObservation({ type: 1, set: 1, status: 1 << 0 }))
    expect(bench.events).toEqual(['button test'])
    expect(bench.notices).toEqual(['observation-not-valid 00820001'])
  })

  test('levels are news when they change; a condition that ends is restored', () => {
    const bench = connected()
    const water = (set: number) => livingObservation({ type: 5, set })
    for (const set of [0, 1, 1, 0, 0, 1]) bench.observe(water(set))
    expect(bench.events).toEqual(['water true', 'restored water', 'water true'])
  })

  test('a fall state that ends is restored, which ends no alarm of a fall', () => {
    const bench = connected()
    bench.observe(FALL)
    bench.observe(livingObservation({ type: 1, set: 0 }))
    expect(bench.events).toEqual(['fall true', 'restored fall'])
  })

  test('what nobody understands is kept as it stood', () => {
    const bench = connected()
    bench.observe(livingObservation({ type: 9, set: 1 }))
    expect(bench.events).toEqual([])
    expect(bench.facts.filter(({ type }) => type === 'unknown-message')).toHaveLength(1)
  })

  test('random notifications never become an event', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 60 }), (values) => {
        const bench = connected()
        for (const value of values) {
          bench.notify('1840/2b8b', value)
          bench.notify('1840/2bf4', value)
          bench.notify('ffe0/ffe1', value)
        }
        expect(bench.events).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})

describe('models', () => {
  const digital = { '1815/2a56': Uint8Array.of(0) }

  test('a digital input that becomes active is a press; another input that changes is none', () => {
    const bench = connected({}, digital)
    for (const byte of [0x01, 0x05, 0x01, 0x00, 0x01]) bench.notify('1815/2a56', Uint8Array.of(byte))
    expect(bench.events).toEqual(['help-call true', 'help-call true'])
  })

  test('pressed while out of reach, it is read when the pendant is back, and told once', () => {
    const bench = connected({}, digital)
    bench.drop()
    bench.offered = { '1815/2a56': Uint8Array.of(1) }
    bench.advance(2_000)
    bench.drop()
    bench.advance(5_000)
    expect(bench.events).toEqual(['help-call true'])
  })

  test('the settings say which input is what', () => {
    const bench = connected(
      { profile: 'automation-io', pressSignal: 1, fallSignal: 2, cancelSignal: 3 },
      digital,
    )
    bench.notify('1815/2a56', Uint8Array.of(0b01_01_01_01))
    expect(bench.events).toEqual(['fall true', 'help-call true', 'help-cancelled true'])
  })

  test('immediate alert from the pendant: mild and high are a press, none takes nothing back', () => {
    const bench = connected({ profile: 'immediate-alert' }, { '1802/2a06': Uint8Array.of() })
    for (const level of [2, 0, 1, 3]) bench.notify('1802/2a06', Uint8Array.of(level))
    expect(bench.events).toEqual(['help-call true', 'help-call true'])
    expect(bench.facts.filter(({ type }) => type === 'discarded')).toHaveLength(1)
  })

  test('a private characteristic says what its profile says', () => {
    const bytes = { press: '01', cancel: '00 00', fall: '02FF' }
    const settings = { profile: 'custom', service: 'ffe0', characteristic: 'FFE1', ...bytes }
    const bench = connected(settings, { 'ffe0/ffe1': Uint8Array.of() })
    for (const value of [[1], [2, 0xff], [0, 0], [9]]) bench.notify('ffe0/ffe1', Uint8Array.from(value))
    expect(bench.events).toEqual(['help-call true', 'fall true', 'help-cancelled true'])
    expect(bench.facts.filter(({ type }) => type === 'unknown-message')).toHaveLength(1)
  })

  test('a pendant whose button is nowhere is a fault, until it has another profile', () => {
    const bench = connected({ profile: 'ghs' }, { ...digital, '180f/2a19': Uint8Array.of(50) })
    bench.drop()
    bench.advance(20_000)
    expect(bench.events).toEqual(['fault press-not-available'])
    bench.paired.set(PENDANT, { settings: { profile: 'automation-io' } })
    bench.advance(10_000)
    expect(bench.events).toEqual(['fault press-not-available', 'restored fault'])
    bench.notify('1815/2a56', Uint8Array.of(1))
    expect(bench.events).toContain('help-call true')
  })

  test('a press that cannot be subscribed is tried again, and a fault when it lasts', () => {
    const bench = new PendantBench()
    bench.answer = failing('subscribe 1840/2b8b')
    bench.open()
    expect(bench.heard).toBe(0)
    bench.advance(60_000)
    expect(bench.events).toEqual(['fault press-not-available'])
    bench.answer = () => undefined
    bench.advance(300_000)
    expect(bench.events).toEqual(['fault press-not-available', 'restored fault'])
    expect(bench.heard).toBeGreaterThan(0)
  })
})

describe('battery', () => {
  test('each change is told, so that its course is seen; a new one ends low; no reading is no level', () => {
    const bench = connected()
    for (const percent of [87, 20, 19, 19, 18, 101, 95, 90]) bench.notify('180f/2a19', Uint8Array.of(percent))
    expect(bench.events).toEqual([
      'battery 20',
      'battery 19',
      'battery 18',
      'restored battery',
      'battery 95',
      'battery 90',
    ])
    expect(bench.facts.filter(({ type }) => type === 'discarded')).toHaveLength(1)
  })
})

describe('a pendant that is paired with somebody else', () => {
  const refused = (words: string, reason: string) => (request: GattRequest) => {
    const { id, address } = request
    return requestIs(request, words) ? { id, address, type: 'failed' as const, reason } : undefined
  }

  test.each([
    'org.bluez.Error.NotPermitted: Not paired',
    'org.bluez.Error.NotAuthorized: Operation Not Authorized',
    'org.bluez.Error.Failed: Operation failed with ATT error: 0x0f',
  ])('keeps its button to itself, and is said to be so: %s', (reason) => {
    const bench = new PendantBench()
    bench.answer = refused('subscribe 1840/2b8b', reason)
    bench.open()
    bench.advance(60_000)
    expect(bench.events).toEqual(['fault paired-elsewhere'])
    bench.answer = () => undefined
    bench.advance(120_000)
    expect(bench.events).toEqual(['fault paired-elsewhere', 'restored fault'])
  })

  test('does not let the station connect', () => {
    const bench = new PendantBench()
    bench.answer = refused('connect', 'org.bluez.Error.AuthenticationFailed: Authentication Failed')
    bench.open()
    expect(bench.notices).toEqual([
      'paired-elsewhere org.bluez.Error.AuthenticationFailed: Authentication Failed',
    ])
  })
})

describe('find the pendant', () => {
  test('it alerts for three seconds, without a response', () => {
    const bench = connected()
    bench.asked.length = 0
    bench.command({ type: 'find', address: PENDANT.toUpperCase() })
    bench.advance(2_900)
    expect(bench.asked).toEqual(['write 1802/2a06 02 command'])
    bench.advance(200)
    expect(bench.asked).toEqual(['write 1802/2a06 02 command', 'write 1802/2a06 00 command'])
  })

  test('it says why it cannot', () => {
    const away = new PendantBench()
    away.answer = failing('connect')
    away.open()
    away.command({ type: 'find', address: PENDANT })
    const silent = connected({}, { '1840/2b8b': Uint8Array.of() })
    silent.command({ type: 'find', address: PENDANT })
    silent.command({ type: 'find', address: 'AA:AA:AA:AA:AA:AA' })
    expect(away.notices.at(-1)).toBe('find-not-possible not-connected')
    expect(silent.notices).toEqual(['find-not-possible not-offered'])
  })
})

describe('help is coming', () => {
  const HELP_IS_COMING = { type: 'help-is-coming', address: PENDANT } as const
  const SOUND = 'write 1802/2a06 02 command'
  const SILENCE = 'write 1802/2a06 00 command'
  const sounds = (bench: PendantBench) => bench.asked.filter((asked) => asked.includes('1802/2a06'))

  test('it sounds for three seconds, where the settings want it', () => {
    const bench = connected({ helpIsComing: true })
    bench.command(HELP_IS_COMING)
    bench.advance(3_000)
    expect(sounds(bench)).toEqual([SOUND, SILENCE])
    const unasked = connected()
    unasked.command(HELP_IS_COMING)
    unasked.advance(150_000)
    expect(sounds(unasked)).toEqual([])
    expect(unasked.notices).toEqual([])
  })

  test('out of reach, it is told as soon as it is back, behind everything that the press needs', () => {
    const bench = connected({ helpIsComing: true })
    bench.answer = failing('connect')
    bench.drop()
    bench.command(HELP_IS_COMING)
    bench.advance(60_000)
    expect(sounds(bench)).toEqual([])
    bench.answer = () => undefined
    bench.asked.length = 0
    bench.advance(60_000)
    expect(sounds(bench)).toEqual([SOUND, SILENCE])
    expect(bench.asked.indexOf('subscribe 1840/2b8b')).toBeLessThan(bench.asked.indexOf(SOUND))
  })

  test('back after more than two minutes it stays quiet: somebody is there already', () => {
    const bench = connected({ helpIsComing: true })
    bench.lost()
    bench.command(HELP_IS_COMING)
    bench.advance(120_000)
    bench.open()
    expect(sounds(bench)).toEqual([])
    expect(bench.notices).toEqual(['help-is-coming-not-told'])
  })

  test('a connection that breaks while it is told is told anew; one that refuses is asked once', () => {
    const bench = connected({ helpIsComing: true })
    bench.answer = (request) => (requestIs(request, 'write 1802/2a06') ? null : undefined)
    bench.command(HELP_IS_COMING)
    bench.answer = failing('write 1802/2a06')
    bench.drop()
    bench.advance(130_000)
    expect(sounds(bench)).toEqual([SOUND, SOUND])
    expect(bench.notices).toEqual([
      'connection-lost',
      'request-failed help-is-coming org.bluez.Error.Failed: no',
      'help-is-coming-not-told',
    ])
    bench.observe(HELP)
    expect(bench.events).toEqual(['help-call true'])
  })

  test('it waits for what is being asked', () => {
    const bench = connected({ helpIsComing: true })
    let open: GattRequest | undefined
    bench.answer = (request) => {
      open = request
      return null
    }
    bench.command({ type: 'read-settings', address: PENDANT })
    bench.asked.length = 0
    bench.command(HELP_IS_COMING)
    expect(bench.asked).toEqual([])
    bench.answer = () => undefined
    if (open === undefined) throw new Error('nothing was asked')
    bench.input({ id: open.id, address: PENDANT, type: 'value-read', bytes: new Uint8Array() })
    expect(sounds(bench)).toEqual([SOUND])
  })
})

describe('out of reach', () => {
  test('heard while connected, and no longer when it is gone: supervision tells the rest', () => {
    const bench = connected()
    bench.advance(60_000)
    expect(bench.heard).toBeGreaterThanOrEqual(12)
    bench.answer = failing('connect')
    bench.drop()
    const before = bench.heard
    bench.advance(120_000)
    bench.advertise()
    expect(bench.heard).toBe(before)
    expect(bench.events).toEqual([])
    bench.answer = () => undefined
    bench.advance(11_000)
    bench.advertise()
    expect(bench.heard).toBeGreaterThan(before)
  })

  test('silence allowed: 30 s for one that stays connected, its own setting, none for one that only reports', () => {
    const facts = { variant: null, eep: null, memory: {} }
    const seconds = (settings: Record<string, unknown>) =>
      bleGattPendantProtocol.defaultSupervisionSeconds({ ...facts, settings })
    expect(seconds({})).toBe(30)
    expect(seconds({ outOfRangeSeconds: 120 })).toBe(120)
    expect(seconds({ connection: 'reports' })).toBeNull()
    expect(seconds({ outOfRangeSeconds: 'soon' })).toBe(30)
  })

  test('tries grow rarer by themselves, and one comes soon after it is heard', () => {
    const bench = new PendantBench()
    bench.answer = failing('connect')
    bench.open()
    bench.advance(3_600_000)
    const tries = bench.asked.length
    expect(tries).toBeLessThan(25)
    for (let second = 0; second < 60; second += 1) {
      bench.advertise()
      bench.advance(1_000)
    }
    expect(bench.asked.length - tries).toBeGreaterThan(3)
    expect(bench.asked.length - tries).toBeLessThan(12)
  })

  test('one that only reports is heard by its advertisements, and waited for', () => {
    const bench = connected({ connection: 'reports' })
    bench.drop()
    bench.advance(3_600_000)
    expect(bench.asked.filter((words) => words === 'connect')).toHaveLength(1)
    const before = bench.heard
    bench.advertise()
    bench.observe(HELP)
    expect(bench.heard).toBeGreaterThan(before)
    expect(bench.events).toEqual(['help-call true'])
  })

  test('the adapter goes and comes: nothing is asked meanwhile, and everything is set up anew', () => {
    const bench = connected()
    bench.observe(FALL, (at) => at === 1)
    bench.lost()
    bench.asked.length = 0
    bench.advance(600_000)
    expect(bench.asked).toEqual([])
    expect(bench.notices).toEqual(['observation-lost disconnected'])
    bench.open()
    expect(bench.asked.slice(0, 2)).toEqual(['connect', 'subscribe 1840/2b8b'])
  })

  test('a link that answers nothing is ended and made anew', () => {
    const bench = connected()
    bench.asked.length = 0
    bench.answer = failing('read 180f/2a19')
    bench.advance(320_000)
    expect(bench.asked.slice(0, 4)).toEqual([
      'read 180f/2a19',
      'disconnect',
      'connect',
      'subscribe 1840/2b8b',
    ])
  })
})

test('a press while the connection is being made anew is heard: the link lives until it is down', () => {
  const bench = connected()
  bench.answer = (request) => (request.type === 'disconnect' ? null : failing('read 180f/2a19')(request))
  bench.advance(320_000)
  expect(bench.asked.at(-1)).toBe('disconnect')
  bench.observe(HELP)
  expect(bench.events).toEqual(['help-call true'])
  // Given up half way it is seen to be lost, and nothing of it calls on the next connection.
  bench.observe(FALL, (at) => at === 1)
  bench.answer = () => undefined
  bench.drop()
  bench.advance(60_000)
  expect(bench.notices).toContain('observation-lost disconnected')
  expect(bench.events).toEqual(['help-call true'])
})

test('the counter of its segments wraps without a loss, over observations and within one', () => {
  const bench = connected()
  for (let press = 0; press < 200; press += 1) bench.observe(HELP)
  expect(bench.events).toEqual(Array.from({ length: 200 }, () => 'help-call true'))
  expect(bench.notices).toEqual([])
})

describe('who is paired', () => {
  test('a stranger is discovered and never connected to; other things in the air are nothing', () => {
    const bench = new PendantBench()
    bench.paired.clear()
    bench.open()
    bench.advertise('AA:AA:AA:AA:AA:AA', ['1802', '180f'])
    bench.advertise('BB:BB:BB:BB:BB:BB', ['180f', 'fcd2'])
    expect(bench.facts).toEqual([
      { type: 'heard', address: 'aa:aa:aa:aa:aa:aa', bytes: 0, signal: -60, about: { model: 'Trygg-1' } },
    ])
    expect(bench.asked).toEqual([])
  })

  test('paired while the station runs, it is connected; given back, it is let go', () => {
    const bench = new PendantBench()
    bench.paired.clear()
    bench.open()
    bench.paired.set(PENDANT, {})
    bench.advance(6_000)
    expect(bench.asked[0]).toBe('connect')
    bench.paired.clear()
    bench.asked.length = 0
    bench.advance(6_000)
    bench.advance(600_000)
    expect(bench.asked).toEqual(['disconnect'])
    bench.observe(HELP)
    expect(bench.events).toEqual([])
  })

  test('a thousand strangers leave nothing behind to be done', () => {
    const bench = connected()
    for (let n = 0; n < 1_000; n += 1) bench.advertise(`AA:AA:AA:AA:${n}`, ['1802'])
    expect(bench.asked.filter((words) => words === 'connect')).toHaveLength(1)
  })
})

test('any order of inputs, losses and answers keeps one operation at a time and never throws', () => {
  const step = fc.oneof(
    fc.constant('answer' as const),
    fc.constant('fail' as const),
    fc.constantFrom('drop', 'lost', 'open', 'advertise', 'find', 'help', 'read' as const),
    fc.constantFrom('unpair', 'pair', 'press' as const),
    fc.integer({ min: 1, max: 400_000 }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const bench = new PendantBench()
      let open: GattRequest[] = []
      bench.answer = (request) => {
        open.push(request)
        return null
      }
      bench.open()
      for (const one of steps) {
        const request = open[0]
        if (one === 'answer' && request !== undefined) {
          open = open.slice(1)
          const { id, address } = request
          if (request.type === 'connect')
            bench.input({
              id,
              address,
              type: 'connected',
              characteristics: Object.keys(HEALTH_PENDANT).map(named),
            })
          else if (request.type === 'read')
            bench.input({ id, address, type: 'value-read', bytes: Uint8Array.of(50) })
          else bench.input({ id, address, type: 'done' })
        } else if (one === 'fail' && request !== undefined) {
          open = open.slice(1)
          bench.input({ id: request.id, address: request.address, type: 'failed', reason: 'timeout' })
        } else if (one === 'drop') {
          open = []
          bench.drop()
        } else if (one === 'lost') {
          open = []
          bench.lost()
        } else if (one === 'open') {
          bench.lost()
          open = []
          bench.open()
        } else if (one === 'advertise') bench.advertise()
        else if (one === 'find') bench.command({ type: 'find', address: PENDANT })
        else if (one === 'help') bench.command({ type: 'help-is-coming', address: PENDANT })
        else if (one === 'read') bench.command({ type: 'read-settings', address: PENDANT })
        else if (one === 'unpair') bench.paired.clear()
        else if (one === 'pair') bench.paired.set(PENDANT, { settings: { helpIsComing: true } })
        else if (one === 'press') bench.observe(HELP)
        else if (typeof one === 'number') bench.advance(one)
        // Leaving is asked for behind an operation that is still open; nothing else is.
        expect(open.filter(({ type }) => type !== 'disconnect').length).toBeLessThanOrEqual(1)
      }
      expect(bench.events.filter((event) => event !== 'help-call true')).toEqual([])
    }),
    { numRuns: 300 },
  )
})
