/** A stick that is pulled out and put back while a technician pairs: the new driver knows that pairing is open. */
import { expect, test } from 'vitest'
import { enoceanProtocol } from '../../../../device-drivers/enocean-esp3/protocol.ts'
import { PortSupervisor } from '../../../../device-drivers/serial/port-supervisor.ts'
import { FakeClock } from '../serial/fake-clock.ts'
import { FakeLink, RecordingListener } from '../serial/fake-port.ts'
import { BASE_ID, VERSION, ute } from './enocean-bench.ts'

/** Profile A5-02-05, and it waits for our answer. */
const ASKS_TO_BE_LET_IN = ute('a0ff3e000502a5')

async function stickOnPort() {
  const clock = new FakeClock()
  const links: FakeLink[] = []
  const supervisor = new PortSupervisor({
    path: '/dev/ttyUSB0',
    protocol: enoceanProtocol.id,
    line: enoceanProtocol.line,
    deviceAt: () => undefined,
    createDriver: (deviceAt) => enoceanProtocol.createDriver({ variant: null, settings: {}, deviceAt }),
    clock,
    listener: new RecordingListener(),
    openLink: () => {
      const link = new FakeLink(clock, false)
      links.push(link)
      return Promise.resolve(link)
    },
  })
  const stick = {
    supervisor,
    link: () => {
      const link = links.at(-1)
      if (link === undefined) throw new Error('the port was never opened')
      return link
    },
    replug: async () => {
      stick.link().pull()
      // It is opened again and asked who it is.
      await clock.advance(300)
      stick.link().speak(VERSION, BASE_ID)
    },
    /** How many telegrams are sent when a device asks to be let in. */
    answers: () => {
      const before = stick.link().written.length
      stick.link().speak(ASKS_TO_BE_LET_IN)
      return stick.link().written.length - before
    },
  }
  supervisor.start()
  await clock.advance(0)
  stick.link().speak(VERSION, BASE_ID)
  return stick
}

test('replugged during pairing it still lets devices in; when pairing was closed meanwhile it does not', async () => {
  const stick = await stickOnPort()
  expect(stick.answers()).toBe(0)
  stick.supervisor.command({ type: 'pairing', open: true })
  await stick.replug()
  expect(stick.answers()).toBe(1)

  stick.link().pull()
  expect(stick.supervisor.command({ type: 'pairing', open: false })).toBe(false)
  await stick.replug()
  expect(stick.answers()).toBe(0)
  await stick.supervisor.stop()
})

test('pairing that was opened while the stick was out begins when it is in', async () => {
  const stick = await stickOnPort()
  stick.link().pull()
  expect(stick.supervisor.command({ type: 'pairing', open: true })).toBe(false)
  await stick.replug()
  expect(stick.answers()).toBe(1)
  await stick.supervisor.stop()
})
