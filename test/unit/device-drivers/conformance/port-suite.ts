/** A driver under the real port supervisor and its delivery queue: full disk, lost port, restart. */
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import type { SerialProtocol } from '../../../../device-drivers/protocol-driver.ts'
import type { ReceivedEvent } from '../../../../device-drivers/serial/delivery-queue.ts'
import { PortSupervisor } from '../../../../device-drivers/serial/port-supervisor.ts'
import type { DriverSample } from '../../../support/protocol-samples/sample.ts'
import { FakeClock } from '../serial/fake-clock.ts'
import { FakeLink, RecordingListener } from '../serial/fake-port.ts'
import { wordsOf } from '../../../support/driver-bench.ts'

export function describePort(protocol: SerialProtocol, sample: DriverSample): void {
  describe('on a port', () => {
    test('events that a full disk refuses are stored when there is room, each once and in order', async () => {
      const port = await openPort(protocol, sample)
      port.isFull = true
      await port.say(...sample.frames)
      await port.clock.advance(3_000)
      expect(port.stored()).toEqual([])
      port.isFull = false
      await port.clock.advance(3_000)
      expect(port.stored()).toEqual(sample.events)
      await port.supervisor.stop()
    })

    const { acknowledged } = sample
    if (acknowledged !== null) {
      test('the acknowledgement waits for the store', async () => {
        const port = await openPort(protocol, sample)
        const acknowledgements = () =>
          port.link().written.filter((bytes) => bytes === toHex(acknowledged.by)).length
        port.isFull = true
        await port.say(...acknowledged.frames)
        await port.clock.advance(200)
        const before = acknowledgements()
        port.isFull = false
        await port.clock.advance(700)
        expect(acknowledgements()).toBe(before + 1)
        await port.supervisor.stop()
      })
    }

    test('a port that is lost and found tells what is new and nothing twice', async () => {
      const port = await openPort(protocol, sample)
      await port.say(...sample.frames)
      port.link().pull()
      await port.clock.advance(5_000)
      expect(port.links).toHaveLength(2)
      await port.say(...sample.levels)
      expect(port.stored()).toEqual(sample.events)
      expect(await port.supervisor.stop()).toEqual({ undelivered: 0 })
    })
  })
}

async function openPort(protocol: SerialProtocol, sample: DriverSample) {
  const clock = new FakeClock()
  const links: FakeLink[] = []
  const events: ReceivedEvent[] = []
  const listener = new RecordingListener()
  const port = {
    clock,
    links,
    /** The store refuses everything. */
    isFull: false,
    stored: () =>
      events
        .map(({ event }) => event)
        .filter(({ kind }) => kind !== 'heartbeat')
        .map(wordsOf),
    link: () => {
      const link = links.at(-1)
      if (link === undefined) throw new Error('the port was never opened')
      return link
    },
    say: async (...frames: readonly Uint8Array[]) => {
      port.link().speak(...frames)
      await clock.advance(0)
    },
    supervisor: new PortSupervisor({
      path: '/dev/ttyUSB0',
      protocol: protocol.id,
      line: protocol.line,
      deviceAt: (address) => sample.devices.get(address),
      createDriver: (deviceAt) =>
        protocol.createDriver({ variant: sample.variant, settings: sample.settings, deviceAt }),
      clock,
      listener,
      openLink: () => {
        const link = new FakeLink(clock, false)
        links.push(link)
        return Promise.resolve(link)
      },
    }),
  }
  listener.store = (batch) => {
    if (port.isFull) return Promise.reject(new Error('disk full'))
    events.push(...batch)
    return Promise.resolve()
  }
  port.supervisor.start()
  await clock.advance(0)
  return port
}
