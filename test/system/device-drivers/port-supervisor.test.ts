import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PortStatus } from '../../../shared/api/board.ts'
import { findSerialProtocol } from '../../../device-drivers/protocols.ts'
import type { ReceivedEvent } from '../../../device-drivers/serial/delivery-queue.ts'
import { PortSupervisor } from '../../../device-drivers/serial/port-supervisor.ts'
import { serialLinkOpener } from '../../../device-drivers/serial/serial-link.ts'
import { simulateOnPort } from '../../../device-drivers/serial/simulate-on-port.ts'
import type { RunningSimulation } from '../../../device-drivers/serial/simulate-on-port.ts'
import { systemSerialClock as clock } from '../../../device-drivers/serial/serial-clock.ts'
import { PseudoTerminal, until } from './pseudo-terminal.ts'

const openLink = serialLinkOpener(clock)
const protocol = findSerialProtocol('mr60fda')
if (protocol === undefined) throw new Error('no mr60fda')
const radar = protocol

let terminal: PseudoTerminal
let supervisor: PortSupervisor
let simulation: RunningSimulation | null
let events: string[]
let states: PortStatus['state'][]

beforeEach(() => {
  terminal = new PseudoTerminal()
  simulation = null
  events = []
  states = []
  supervisor = supervise(terminal.station)
})

afterEach(async () => {
  await supervisor.stop()
  await simulation?.stop()
  await terminal.dispose()
})

function supervise(path: string): PortSupervisor {
  return new PortSupervisor({
    path,
    protocol: radar.id,
    line: radar.line,
    deviceAt: () => undefined,
    createDriver: (deviceAt) => radar.createDriver({ variant: null, settings: {}, deviceAt }),
    openLink,
    clock,
    listener: {
      onEvents: (received: readonly ReceivedEvent[]) => {
        for (const { event } of received) events.push(`${event.kind} ${String(event.value)}`)
        return Promise.resolve()
      },
      onHeard: () => undefined,
      onDiscarded: () => undefined,
      onUnknown: () => undefined,
      onFact: () => undefined,
      onStatus: (status) => states.push(status.state),
    },
  })
}

async function connectRadar(script = ''): Promise<RunningSimulation> {
  const device = radar.createSimulator({ variant: null, script, seed: 1 })
  simulation = await simulateOnPort({ path: terminal.sensor, line: radar.line, device, openLink, clock })
  return simulation
}

const falls = () => events.filter((event) => event === 'fall true').length

test('unplugged and plugged in again, three times: each fall arrives once', async () => {
  await terminal.plug()
  supervisor.start()
  await supervisor.firstTry
  expect(supervisor.status().state).toBe('open')
  for (let round = 1; round <= 3; round += 1) {
    const sensor = await connectRadar()
    sensor.act('fall')
    await until(() => falls() === round, `fall ${round} did not arrive`)
    sensor.act('get-up')
    await until(() => events.filter((event) => event === 'restored fall').length === round, 'no restored')
    await terminal.unplug()
    await sensor.ended
    await until(() => supervisor.status().state === 'missing', 'the missing port was not noticed')
    const pluggedAt = performance.now()
    await terminal.plug()
    await until(() => supervisor.status().state === 'open', 'the port did not come back', 5000)
    expect(performance.now() - pluggedAt).toBeLessThan(5000)
  }
  expect(supervisor.status().reconnects).toBe(3)
  expect(states.slice(0, 4)).toEqual(['open', 'lost', 'missing', 'open'])
})

test('a person who fell while the station was off is found by asking', async () => {
  await terminal.plug()
  await connectRadar('silence,fall,recover')
  supervisor.start()
  await until(() => falls() === 1, 'the fall was not found')
  await until(() => events.includes('heartbeat true'), 'no heartbeat answered')
})

test('a burst of 5,000 falls written at once arrives whole, though the line stalls again and again', async () => {
  await terminal.plug()
  const sensor = await connectRadar()
  supervisor.start()
  await until(() => events.includes('heartbeat true'), 'no heartbeat answered')
  sensor.act('burst:5000')
  await until(() => falls() > 0, 'nothing came')
  // Each stall cuts a fall in two: the halves come up to 300 ms apart.
  for (let stalls = 0; stalls < 10 && falls() < 5000; stalls += 1) {
    await terminal.stall(300)
    const before = falls()
    await until(() => falls() > before || falls() === 5000, 'nothing came after a stall')
  }
  await until(
    () => falls() >= 5000,
    () => `only ${falls()} falls arrived: ${JSON.stringify(supervisor.status())}`,
  )
  expect(falls()).toBe(5000)
  expect(supervisor.status().bytesDiscarded).toBe(0)
})

test('a port that somebody else holds is busy, with the command that shows who, and opens when it is free', async () => {
  await terminal.plug()
  const holder = await openLink(terminal.station, radar.line)
  supervisor.start()
  await supervisor.firstTry
  expect(supervisor.status()).toMatchObject({ state: 'busy', hint: `sudo fuser -v ${terminal.station}` })
  await holder.close()
  await until(() => supervisor.status().state === 'open', 'the freed port was not opened')
})

test('a port that does not exist is missing, a file is failed; neither throws', async () => {
  supervisor.start()
  await supervisor.firstTry
  expect(supervisor.status().state).toBe('missing')
  const onFile = supervise(new URL(import.meta.url).pathname)
  onFile.start()
  await onFile.firstTry
  expect(onFile.status().state).toBe('failed')
  await onFile.stop()
})
