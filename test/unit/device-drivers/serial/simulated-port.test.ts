import { expect, test } from 'vitest'
import { SERIAL_PROTOCOLS, findSerialProtocol } from '../../../../device-drivers/protocols.ts'
import { PortSupervisor } from '../../../../device-drivers/serial/port-supervisor.ts'
import { createSimulatedPort } from '../../../../device-drivers/serial/simulated-port.ts'
import { FakeClock } from './fake-clock.ts'
import { RecordingListener } from './fake-port.ts'

test('a protocol is found by its id', () => {
  for (const protocol of SERIAL_PROTOCOLS) expect(findSerialProtocol(protocol.id)).toBe(protocol)
  expect(findSerialProtocol('pigeon')).toBeUndefined()
})

test('a simulated radar without any port goes through the real driver, and can be unplugged', async () => {
  const protocol = findSerialProtocol('mr60fda')
  if (protocol === undefined) throw new Error('no mr60fda')
  const clock = new FakeClock()
  const listener = new RecordingListener()
  const device = protocol.createSimulator({ variant: 'tf-fda2', script: 'fall@2s', seed: 1 })
  const port = createSimulatedPort(device, clock)
  const supervisor = new PortSupervisor({
    path: 'training:1',
    protocol: protocol.id,
    line: protocol.line,
    deviceAt: () => undefined,
    createDriver: (deviceAt) => protocol.createDriver({ variant: 'tf-fda2', settings: {}, deviceAt }),
    openLink: port.openLink,
    clock,
    listener,
  })
  supervisor.start()
  await clock.advance(3000)
  expect(listener.calls.flat()).toEqual(['presence true', 'fall true'])
  port.act('get-up')
  await clock.advance(100)
  expect(listener.calls.flat().at(-1)).toBe('restored fall')
  await port.stop()
  await clock.advance(1000)
  expect(listener.statuses.map(({ state }) => state)).toEqual(['open', 'lost', 'open'])
  await supervisor.stop()
})
