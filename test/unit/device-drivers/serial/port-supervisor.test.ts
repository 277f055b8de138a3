import { describe, expect, test } from 'vitest'
import { concatBytes } from '../../../../device-drivers/bytes.ts'
import { enoceanProtocol } from '../../../../device-drivers/enocean-esp3/protocol.ts'
import { PortOpenError } from '../../../../device-drivers/serial/byte-link.ts'
import { PortSupervisor } from '../../../../device-drivers/serial/port-supervisor.ts'
import { ANSWER_FALLEN, ASK_FALL, FALL, HEARTBEAT, UP, r60, tf } from '../mr60fda/radar-bench.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeLink, portBench, RecordingListener } from './fake-port.ts'

const missing = new PortOpenError('missing', 'ls -l /dev/serial/by-id/', 'No such file or directory')

describe('a port that is there', () => {
  test('is opened, asked, and reports what it hears', async () => {
    const port = portBench()
    port.supervisor.start()
    await port.supervisor.firstTry
    expect(port.listener.statuses.map(({ state }) => state)).toEqual(['open'])
    expect(port.link().written).toEqual([ASK_FALL])
    port.link().speak(concatBytes([FALL, Uint8Array.of(0xff, 0xff), UP, r60(0x85, 0x01, 1)]))
    await port.settled()
    expect(port.listener.calls).toEqual([['fall true', 'restored fall']])
    expect(port.listener.unknown).toHaveLength(1)
    expect(port.supervisor.status()).toMatchObject({
      state: 'open',
      framesGood: 3,
      bytesGood: 30,
      bytesDiscarded: 2,
      discardReasons: { noise: 2 },
      reconnects: 0,
    })
  })

  test('is given its due times: heartbeat queries go out', async () => {
    const port = portBench()
    port.supervisor.start()
    await port.clock.advance(10_000)
    expect(port.link().written.length).toBeGreaterThan(5)
    expect(port.link().written.every((hex) => hex.startsWith('5359'))).toBe(true)
  })

  test('says how its line runs, also where a driver finds its stick at another speed', async () => {
    const clock = new FakeClock()
    const link = new FakeLink(clock, false)
    const line = { baudRate: 57_600, dataBits: 8, parity: 'none', stopBits: 1 } as const
    const port = new PortSupervisor({
      path: '/dev/ttyUSB2',
      protocol: enoceanProtocol.id,
      line,
      deviceAt: () => undefined,
      createDriver: (deviceAt) =>
        enoceanProtocol.createDriver({ variant: null, baudRates: [57_600, 460_800], settings: {}, deviceAt }),
      clock,
      listener: new RecordingListener(),
      openLink: () => Promise.resolve(link),
    })
    expect(port.line).toEqual(line)
    port.start()
    await clock.advance(1_600)
    expect(link.written).toContain('460800 baud')
    expect(port.line).toEqual({ ...line, baudRate: 460_800 })
    link.pull()
    expect(port.line).toEqual(line)
    await port.stop()
  })

  test('stop closes it and nothing runs any more', async () => {
    const port = portBench()
    port.supervisor.start()
    await port.settled()
    await expect(port.supervisor.stop()).resolves.toEqual({ undelivered: 0 })
    expect(port.link().closed).toBe(true)
    port.link().pull()
    port.link().speak(FALL)
    await port.clock.advance(60_000)
    expect(port.links).toHaveLength(1)
    expect(port.listener.calls).toEqual([])
  })
})

describe('a port that is not there', () => {
  test('does not hold back the start and says what to run', async () => {
    const port = portBench()
    port.refusal = missing
    port.supervisor.start()
    await port.supervisor.firstTry
    expect(port.supervisor.status()).toMatchObject({ state: 'missing', hint: 'ls -l /dev/serial/by-id/' })
  })

  test('is tried again with growing pauses of at most 2 s, for ever, and reported once', async () => {
    const port = portBench()
    port.refusal = missing
    port.supervisor.start()
    await port.clock.advance(3_600_000)
    expect(port.openedAt.slice(0, 6)).toEqual([0, 250, 750, 1750, 3750, 5750])
    expect(port.openedAt.length).toBeGreaterThan(1700)
    expect(port.listener.statuses).toHaveLength(1)
  })

  test('a strange error is only a failed port', async () => {
    const port = portBench()
    port.refusal = new Error('something new')
    port.supervisor.start()
    await port.clock.advance(10_000)
    expect(port.supervisor.status()).toMatchObject({ state: 'failed', hint: null })
    port.refusal = null
    await port.clock.advance(2000)
    expect(port.supervisor.status().state).toBe('open')
  })
})

test('an opening that hangs in the operating system holds back neither start nor stop', async () => {
  const port = portBench()
  port.hangs = true
  port.supervisor.start()
  let tried = false
  void port.supervisor.firstTry.then(() => (tried = true))
  await port.clock.advance(2999)
  expect(tried).toBe(false)
  await port.clock.advance(1)
  expect(tried).toBe(true)
  const stopped = port.supervisor.stop()
  await port.clock.advance(3000)
  expect(await stopped).toEqual({ undelivered: 0 })
})

test('a timer that comes late does not pass for a silent line: the bytes may be waiting to be read', async () => {
  const port = portBench('tf-fda2')
  port.supervisor.start()
  await port.settled()
  const fall = tf(0x0e02, 1)
  port.link().speak(fall.slice(0, 5))
  port.clock.stall(400)
  await port.clock.advance(0)
  port.link().speak(fall.slice(5))
  await port.settled()
  expect(port.listener.calls).toEqual([['fall true']])
  expect(port.listener.discarded).toEqual([])
})

describe('unplug and replug', () => {
  test('lost, missing, and open again; the radar is asked anew and nothing is told twice', async () => {
    const port = portBench()
    port.supervisor.start()
    await port.settled()
    port.link().speak(FALL)
    port.refusal = missing
    port.link().pull()
    await port.clock.advance(5000)
    const lostSince = port.supervisor.status().since
    port.refusal = null
    await port.clock.advance(2000)
    expect(port.listener.statuses.map(({ state }) => state)).toEqual(['open', 'lost', 'missing', 'open'])
    expect(port.listener.statuses[2]?.since).toBe(lostSince)
    expect(port.supervisor.status().reconnects).toBe(1)
    expect(port.links).toHaveLength(2)
    expect(port.link().written[0]).toBe(ASK_FALL)
    port.link().speak(ANSWER_FALLEN)
    expect(port.listener.calls).toEqual([['fall true']])
    port.link().speak(FALL)
    expect(port.listener.calls).toEqual([['fall true'], ['fall true']])
  })

  test('a fall that waited behind a cut frame when the plug was pulled is told', async () => {
    const port = portBench()
    port.supervisor.start()
    await port.settled()
    port.link().speak(Uint8Array.of(0x53, 0x59, 0x80, 0x01, 0x00, 0x40), FALL)
    expect(port.listener.calls).toEqual([])
    port.link().pull()
    expect(port.listener.calls).toEqual([['fall true']])
  })

  test('the next opening waits until the close is through', async () => {
    const port = portBench('r60-fda1', { slowClose: true })
    port.supervisor.start()
    await port.settled()
    const lost = port.link()
    lost.pull()
    await port.clock.advance(10_000)
    expect(port.links).toHaveLength(1)
    lost.releaseClose()
    await port.clock.advance(250)
    expect(port.links).toHaveLength(2)
  })

  test('a hundred times: one connection at a time, old links are silent', async () => {
    const port = portBench()
    port.supervisor.start()
    await port.settled()
    for (let n = 0; n < 100; n += 1) {
      port.link().speak(HEARTBEAT)
      port.link().pull()
      await port.clock.advance(300)
    }
    expect(port.links).toHaveLength(101)
    for (const old of port.links.slice(0, -1)) old.speak(FALL)
    expect(port.listener.calls.flat()).not.toContain('fall true')
    port.link().speak(FALL)
    expect(port.listener.calls.flat()).toContain('fall true')
  })
})

describe('falls that the store has not taken yet', () => {
  test('one chunk is one call, however many falls', async () => {
    const port = portBench()
    port.supervisor.start()
    await port.settled()
    port.link().speak(concatBytes(new Array<Uint8Array>(500).fill(FALL)))
    expect(port.listener.calls).toHaveLength(1)
    expect(port.listener.calls[0]).toHaveLength(500)
  })

  test('a later chunk does not wait for an earlier promise', async () => {
    const port = portBench()
    port.listener.store = () => new Promise(() => undefined)
    port.supervisor.start()
    await port.settled()
    port.link().speak(FALL, UP, FALL)
    expect(port.listener.calls.flat()).toEqual(['fall true', 'restored fall', 'fall true'])
  })

  test('with more than 2,000 of them reading stops until they are durable', async () => {
    const port = portBench()
    const confirm: (() => void)[] = []
    port.listener.store = () => new Promise((resolve) => confirm.push(resolve))
    port.supervisor.start()
    await port.settled()
    port.link().speak(concatBytes(new Array<Uint8Array>(2000).fill(FALL)))
    expect(port.link().paused).toBe(false)
    port.link().speak(FALL)
    expect(port.link().paused).toBe(true)
    for (const resolve of confirm) resolve()
    await port.settled()
    expect(port.link().paused).toBe(false)
  })

  test('a full disk loses nothing: kept, tried again every 500 ms, in order, and reading stops', async () => {
    const port = portBench('tf-fda2')
    const stored: string[] = []
    let full = true
    port.listener.store = (events) => {
      if (full) return Promise.reject(new Error('SQLITE_FULL'))
      stored.push(...events.map(({ event }) => `${event.kind} ${String(event.value)}`))
      return Promise.resolve()
    }
    port.supervisor.start()
    await port.settled()
    port.link().speak(tf(0x0e02, 1), tf(0x0e02, 0), tf(0x0e02, 1))
    await port.settled()
    expect(port.link().paused).toBe(true)
    port.link().speak(tf(0x0f09, 1))
    await port.clock.advance(60_000)
    expect(stored).toEqual([])
    const calls = port.listener.calls.length
    expect(calls).toBeGreaterThan(100)
    expect(calls).toBeLessThan(130)
    full = false
    await port.clock.advance(500)
    expect(stored).toEqual(['fall true', 'restored fall', 'fall true', 'presence true'])
    expect(port.link().paused).toBe(false)
  })

  test('they outlive the connection they came on', async () => {
    const port = portBench()
    let full = true
    port.listener.store = () => (full ? Promise.reject(new Error('SQLITE_FULL')) : Promise.resolve())
    port.supervisor.start()
    await port.settled()
    port.link().speak(FALL)
    await port.settled()
    port.link().pull()
    await port.clock.advance(1000)
    expect(port.link().paused).toBe(true)
    full = false
    await port.clock.advance(500)
    expect(port.link().paused).toBe(false)
    expect(await port.supervisor.stop()).toEqual({ undelivered: 0 })
  })

  test('a fall that was refused a moment before the stop is tried once more', async () => {
    const port = portBench()
    port.listener.store = () => Promise.reject(new Error('busy'))
    port.supervisor.start()
    await port.settled()
    port.link().speak(FALL)
    await port.settled()
    port.listener.store = () => Promise.resolve()
    expect(await port.supervisor.stop()).toEqual({ undelivered: 0 })
    expect(port.listener.calls.flat()).toEqual(['fall true', 'fall true'])
  })

  test('what the store refuses to the end is counted when the station stops', async () => {
    const port = portBench()
    port.listener.store = () => Promise.reject(new Error('SQLITE_FULL'))
    port.supervisor.start()
    await port.settled()
    port.link().speak(FALL)
    await port.settled()
    expect(await port.supervisor.stop()).toEqual({ undelivered: 1 })
  })

  test('while reading is stopped no frame is given up for silence', async () => {
    const port = portBench('tf-fda2')
    let full = true
    port.listener.store = () => (full ? Promise.reject(new Error('SQLITE_FULL')) : Promise.resolve())
    port.supervisor.start()
    await port.settled()
    const fall = tf(0x0e02, 0)
    port.link().speak(tf(0x0e02, 1), fall.slice(0, 5))
    await port.clock.advance(5000)
    full = false
    await port.clock.advance(500)
    port.link().speak(fall.slice(5))
    await port.settled()
    expect(port.listener.discarded).toEqual([])
    expect(port.listener.calls.at(-1)).toEqual(['restored fall'])
  })
})
