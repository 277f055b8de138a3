import { describe, expect, test } from 'vitest'
import { bleGattPendantProtocol } from '../../../../device-drivers/ble-gatt-pendant/protocol.ts'
import type { GattRequest } from '../../../../device-drivers/bluetooth/gatt.ts'
import { HELP } from '../../../support/pendant-wire.ts'
import { connected, failing } from './connected-pendant.ts'
import { PENDANT, PendantBench } from './pendant-bench.ts'

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
