import { describe, expect, test } from 'vitest'
import { bleGattPendantProtocol } from '../../../../device-drivers/ble-gatt-pendant/protocol.ts'
import type { GattRequest } from '../../../../device-drivers/bluetooth/gatt.ts'
import { FALL, HELP } from '../../../support/pendant-wire.ts'
import { connected, failing, requestIs } from './connected-pendant.ts'
import { PENDANT, PendantBench } from './pendant-bench.ts'

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
