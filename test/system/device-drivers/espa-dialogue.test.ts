/** The ESPA driver against a partner that was written from the document alone, over a pseudo-terminal. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { espa444Protocol } from '../../../device-drivers/espa-444/protocol.ts'
import type { ReceivedEvent } from '../../../device-drivers/serial/delivery-queue.ts'
import { PortSupervisor } from '../../../device-drivers/serial/port-supervisor.ts'
import { systemSerialClock as clock } from '../../../device-drivers/serial/serial-clock.ts'
import { serialLinkOpener } from '../../../device-drivers/serial/serial-link.ts'
import { simulateOnPort } from '../../../device-drivers/serial/simulate-on-port.ts'
import { EspaPeer, espaBlock } from '../../support/espa-peer.ts'
import { PseudoTerminal, until } from './pseudo-terminal.ts'

const openLink = serialLinkOpener(clock)

let terminal: PseudoTerminal
let supervisor: PortSupervisor
let peer: EspaPeer
let events: string[]
/** What the store does with events; each test may change it. */
let store: () => Promise<void>

beforeEach(async () => {
  terminal = new PseudoTerminal()
  events = []
  store = () => Promise.resolve()
  await terminal.plug()
  peer = await EspaPeer.on(terminal.sensor)
})

afterEach(async () => {
  await supervisor.stop()
  await peer.close()
  await terminal.dispose()
})

async function listen(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  supervisor = new PortSupervisor({
    path: terminal.station,
    protocol: espa444Protocol.id,
    line: espa444Protocol.line,
    deviceAt: () => undefined,
    createDriver: (deviceAt) => espa444Protocol.createDriver({ variant: null, settings, deviceAt }),
    openLink,
    clock,
    listener: {
      onEvents: async (received: readonly ReceivedEvent[]) => {
        await store()
        for (const { event } of received) {
          events.push(`${event.address ?? 'line'} ${event.kind} ${String(event.value)}`)
        }
      },
      onHeard: () => undefined,
      onDiscarded: () => undefined,
      onUnknown: () => undefined,
      onFact: () => undefined,
      onStatus: () => undefined,
    },
  })
  supervisor.start()
  await until(() => supervisor.status().state === 'open', 'the port was not opened')
}

describe('the station as slave', () => {
  test('a call, a damaged one with its repeat, a poll and a cancellation', async () => {
    await listen()
    expect(await peer.call(['1', '0815'], ['2', 'Feuer Zimmer 12'], ['6', '1'])).toBe('06')
    await peer.select()
    const good = espaBlock('1', ['1', '204'], ['2', 'Fall på bad, rom 204 Øst'])
    peer.write(good.slice(0, -2) + (good.endsWith('00') ? '01' : '00'))
    expect(await peer.answer()).toBe('3115')
    peer.write(good)
    expect(await peer.answer()).toBe('06')
    peer.write('04')
    peer.write('043205')
    expect(await peer.answer()).toBe('04')
    expect(await peer.call(['1', '204'], ['2', 'Fall på bad, rom 204 Øst'], ['4', '1'])).toBe('06')
    expect(events).toEqual(['0815 help-call true', '204 help-call true', '204 help-cancelled true'])
  })

  test('a BCC that looks like EOT, XON or XOFF comes through the port unchanged', async () => {
    await listen()
    for (const text of ['Rom 0j', 'Rom 4y', 'Rom 0m', 'Rom 4{']) {
      expect(await peer.call(['1', '12'], ['2', text])).toBe('06')
    }
    expect(espaBlock('1', ['1', '12'], ['2', 'Rom 4y']).slice(-2)).toBe('13')
    expect(espaBlock('1', ['1', '12'], ['2', 'Rom 4{']).slice(-2)).toBe('11')
    expect(events).toHaveLength(4)
    expect(supervisor.status().bytesDiscarded).toBe(0)
  })

  test('the ACK leaves after the store has the call, not before', async () => {
    let stored: () => void = () => undefined
    store = () => new Promise((resolve) => (stored = resolve))
    await listen()
    await peer.select()
    peer.write(espaBlock('1', ['1', '204'], ['2', 'Rom 204']))
    // Long enough for a reply that did not wait; a test of silence can only watch the clock.
    await pause(100)
    expect(peer.unread).toBe('')
    stored()
    expect(await peer.answer()).toBe('06')
    expect(events).toEqual(['204 help-call true'])
  })

  test('a store that takes nothing: "busy" each time, polls still answered; then the call is in once', async () => {
    store = () => Promise.reject(new Error('full'))
    await listen()
    expect(await peer.call(['1', '204'], ['2', 'Rom 204'])).toBe('3215')
    expect(await peer.call(['1', '204'], ['2', 'Rom 204'])).toBe('3215')
    peer.write('043205')
    expect(await peer.answer()).toBe('04')
    store = () => Promise.resolve()
    await until(() => events.length > 0, 'the call was not stored when there was room again')
    expect(events).toEqual(['204 help-call true'])
    expect(await peer.call(['1', '205'], ['2', 'Rom 205'])).toBe('06')
  })

  test('what became of the call is told when we are polled', async () => {
    await listen()
    await peer.call(['1', '204'], ['2', 'Rom 204'])
    await peer.select()
    peer.write(espaBlock('3', ['1', '204'], ['2', 'Rom 204']))
    expect(await peer.answer()).toBe('06')
    peer.write('04043205')
    expect(await peer.read(2)).toBe('3105')
    peer.write('06')
    const report = espaBlock('2', ['1', '204'], ['7', '3'])
    expect(await peer.read(report.length / 2)).toBe(report)
    peer.write('06')
    expect(await peer.answer()).toBe('04')
  })

  test('pulled out in the middle of a block: the call comes again and is taken', async () => {
    await listen()
    await peer.select()
    peer.write(espaBlock('1', ['1', '204'], ['2', 'Rom 204']).slice(0, 20))
    await terminal.unplug()
    await peer.close()
    await until(() => supervisor.status().state === 'missing', 'the missing port was not noticed')
    await terminal.plug()
    peer = await EspaPeer.on(terminal.sensor)
    await until(() => supervisor.status().state === 'open', 'the port did not come back')
    expect(await peer.call(['1', '204'], ['2', 'Rom 204'])).toBe('06')
    expect(events).toEqual(['204 help-call true'])
  })
})

test('the station as control station polls a panel, takes its call and polls on', async () => {
  await listen({ role: 'control', pollIntervalMs: 150 })
  expect(await peer.read(3)).toBe('043205')
  peer.write('04')
  expect(await peer.read(3)).toBe('043205')
  peer.write('3105')
  expect(await peer.answer()).toBe('06')
  peer.write(espaBlock('1', ['1', '112'], ['2', 'Rom 7'], ['6', '1']))
  expect(await peer.answer()).toBe('06')
  peer.write('04')
  expect(await peer.read(3)).toBe('043205')
  expect(events).toEqual(['112 help-call true'])
})

describe('the simulated nurse call', () => {
  test.each([
    ['control station', null, {}],
    ['panel', 'panel', { role: 'control', pollIntervalMs: 150 }],
  ])('as %s: calls with a damaged block, a lost ACK, a burst', async (_, variant, settings) => {
    await peer.close()
    const device = espa444Protocol.createSimulator({ variant, script: 'call:204 Bad', seed: 1 })
    const simulation = await simulateOnPort({
      path: terminal.sensor,
      line: espa444Protocol.line,
      device,
      openLink,
      clock,
    })
    await listen(settings)
    await until(() => events.length === 1, 'the first call did not come')
    for (const act of ['wrong-bcc', 'alarm:205', 'noise:40', 'cancel:204 Bad']) simulation.act(act)
    await until(() => events.length === 3, 'the calls did not come')
    for (const act of ['lost-ack', 'high:206', 'burst:20']) simulation.act(act)
    await until(() => events.length === 24, 'the burst did not come')
    expect(events.slice(0, 4)).toEqual([
      '204 help-call true',
      '205 help-call true',
      '204 help-cancelled true',
      '206 help-call true',
    ])
    expect(supervisor.status().discardReasons['badBcc']).toBeGreaterThan(0)
    await simulation.stop()
  })
})
