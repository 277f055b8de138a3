import { describe, expect, test } from 'vitest'
import { mr60fdaProtocol } from '../../../../device-drivers/mr60fda/protocol.ts'
import type {
  DriverEffect,
  ProtocolDriver,
  SerialProtocol,
} from '../../../../device-drivers/protocol-driver.ts'
import { mr60fdaSample } from '../../../support/protocol-samples/mr60fda.ts'
import { pairedDevice } from '../../../support/protocol-samples/sample.ts'
import { DriverBench } from '../../../support/driver-bench.ts'

const KEY = '231d39c1d7cc1ab1aee224cd096db932'
const [radar] = mr60fdaSample.drivers
const sample = { ...radar, devices: new Map([[null, pairedDevice({ key: KEY })]]) }
const FALL = radar.frames[2] ?? new Uint8Array()
const event = (change: object): DriverEffect => ({
  type: 'event',
  event: { address: null, kind: 'fall', value: true, raw: FALL, ref: 1, ...change },
})

/** A driver that is as wrong as the test wants it. */
function benchWith(driver: Partial<ProtocolDriver>): DriverBench {
  const nothing = () => []
  const whole: ProtocolDriver = {
    onOpen: nothing,
    onBytes: nothing,
    onDue: nothing,
    onDurable: nothing,
    onCommand: nothing,
    nextDueAt: () => undefined,
    ...driver,
  }
  const protocol: SerialProtocol = { ...mr60fdaProtocol, createDriver: () => whole }
  return new DriverBench(protocol, sample)
}

describe('the bench finds a driver that', () => {
  test.each<[string, DriverEffect, string]>([
    ['tells of a damaged frame', event({ raw: FALL.slice(1) }), 'fall from a damaged frame'],
    ['finds silence itself', event({ kind: 'silent' }), 'silence is for the station to find'],
    ['has a fault without a code', event({ kind: 'fault', value: true }), 'fault without a code'],
    ['writes addresses in capitals', event({ address: '01825DAB' }), 'not in lower case'],
    ['tells a number that is none', event({ kind: 'temperature', value: NaN }), 'event value NaN'],
    ['writes nothing', { type: 'write', bytes: new Uint8Array() }, 'write: 0 bytes'],
    ['counts half bytes', { type: 'heard', address: null, bytes: 0.5 }, 'heard: 0.5 bytes'],
    ['takes dBm for a number of bars', { type: 'heard', address: null, bytes: 10, signal: 3 }, 'no dBm'],
    ['counts bytes twice', { type: 'heard', address: null, bytes: 11 }, 'counted twice'],
    [
      'says a sentence for a code',
      { type: 'port-fault', code: 'It broke!', active: true },
      'code "It broke!"',
    ],
    [
      'tells the key',
      { type: 'notice', address: null, code: 'wrong-key', data: { tried: KEY.toUpperCase() } },
      'carries the key',
    ],
  ])('%s', (_, effect, fault) => {
    expect(() => benchWith({ onBytes: () => [effect] }).say(FALL)).toThrow(fault)
  })

  test('gives two events one ref', () => {
    expect(() => benchWith({ onBytes: () => [event({}), event({})] }).say(FALL)).toThrow('two events')
  })

  test('is always due', () => {
    expect(() => benchWith({ nextDueAt: () => 0 }).wait(1)).toThrow('busy loop')
    expect(() => benchWith({ nextDueAt: () => NaN }).wait(1)).toThrow('no time')
  })

  test('keeps bytes for ever, or too many of them', () => {
    expect(() => benchWith({}).say(FALL).silence()).toThrow('neither good nor discarded')
    expect(() => benchWith({}).say(new Uint8Array(138))).toThrow('138 bytes wait')
  })
})
