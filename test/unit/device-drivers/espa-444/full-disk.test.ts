/** A store that takes nothing, under the real port supervisor: the line stays answered and memory bounded. */
import { expect, test } from 'vitest'
import { espa444Protocol } from '../../../../device-drivers/espa-444/protocol.ts'
import { PortSupervisor } from '../../../../device-drivers/serial/port-supervisor.ts'
import { FakeClock, settled } from '../serial/fake-clock.ts'
import { FakeLink, RecordingListener } from '../serial/fake-port.ts'
import { EOT, POLL_US, SELECT_US, call } from './espa-bench.ts'

const BUSY = '3215'

function nurseCallLine() {
  const clock = new FakeClock()
  const listener = new RecordingListener()
  const link = new FakeLink(clock, false)
  const stored: string[] = []
  const line = {
    clock,
    link,
    listener,
    stored,
    full: false,
    /** What we have said since the last look. */
    said: () => link.written.splice(0).join(''),
    say: async (...hex: string[]) => {
      link.speak(Uint8Array.from(Buffer.from(hex.join(''), 'hex')))
      await settled()
      await clock.advance(20)
    },
  }
  listener.store = (events) => {
    if (line.full) return Promise.reject(new Error('SQLITE_FULL'))
    stored.push(...events.map(({ event }) => `${event.address ?? ''} ${event.kind}`))
    return Promise.resolve()
  }
  const supervisor = new PortSupervisor({
    path: '/dev/ttyUSB1',
    protocol: espa444Protocol.id,
    line: espa444Protocol.line,
    deviceAt: () => undefined,
    createDriver: (deviceAt) => espa444Protocol.createDriver({ variant: null, settings: {}, deviceAt }),
    clock,
    listener,
    openLink: () => Promise.resolve(link),
  })
  supervisor.start()
  return line
}

test('the sender is told "busy" each time and polls are answered; with room again the call is in once', async () => {
  const line = nurseCallLine()
  await settled()
  line.full = true
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await line.say(SELECT_US, call('204', 'Rom 204'))
    await line.clock.advance(1000)
    expect(line.said()).toContain(BUSY)
    await line.say(EOT, POLL_US)
    expect(line.said()).toBe(EOT)
    expect(line.link.paused).toBe(false)
  }
  line.full = false
  await line.clock.advance(500)
  expect(line.stored).toEqual(['204 help-call'])
})

test('a thousand different calls meanwhile: 64 are kept, the others stay with their sender', async () => {
  const line = nurseCallLine()
  await settled()
  line.full = true
  for (let room = 1; room <= 1000; room += 1) await line.say(SELECT_US, call(String(room), 'x'), EOT)
  line.full = false
  await line.clock.advance(500)
  expect(line.stored).toHaveLength(64)
  expect(line.stored[63]).toBe('64 help-call')
  await line.say(SELECT_US, call('65', 'x'))
  expect(line.stored.at(-1)).toBe('65 help-call')
})
