import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HeardLog } from '../../../../station/devices/heard-log.ts'
import { receiverTrouble, toldFaults } from '../../../../station/supervision/receiver-facts.ts'
import { ReceiverWatch } from '../../../../station/supervision/receiver-watch.ts'

const PORT = '/dev/ttyUSB0'
const CORD = { port: PORT, protocol: 'espa-444' }

function watch(supervisionMs: number | null = null): ReceiverWatch {
  const receivers = new ReceiverWatch()
  receivers.watch({ kind: 'port', name: PORT, protocols: ['espa-444'], supervisionMs })
  return receivers
}

function troubleOf(receivers: ReceiverWatch, now: number) {
  const [facts] = receivers.facts()
  return facts === undefined ? undefined : receiverTrouble(facts, now)
}

test('a port that has not been tried says nothing', () => {
  expect(troubleOf(watch(), 60_000)).toBeUndefined()
})

test('a port whose open hangs and says nothing is in trouble after half a minute', () => {
  const receivers = watch()
  receivers.look(1_000)
  expect(troubleOf(receivers, 30_999)).toBeUndefined()
  expect(troubleOf(receivers, 31_000)).toMatchObject({ code: 'failed', since: 1_000, isDeaf: true })
  receivers.stateIs(PORT, 'open', 32_000)
  expect(troubleOf(receivers, 32_000)).toBeNull()
})

test('a port that will not open is in trouble since the first try, through all the reasons', () => {
  const receivers = watch()
  receivers.stateIs(PORT, 'missing', 1_000)
  receivers.stateIs(PORT, 'busy', 5_000)
  expect(troubleOf(receivers, 6_000)).toMatchObject({ code: 'busy', since: 1_000, isDeaf: true })
  receivers.stateIs(PORT, 'open', 7_000)
  expect(troubleOf(receivers, 8_000)).toBeNull()
})

test('a partner that must speak and is silent is trouble; open alone proves nothing of it', () => {
  const receivers = watch(30_000)
  receivers.stateIs(PORT, 'open', 1_000)
  expect(troubleOf(receivers, 2_000)).toBeUndefined()
  receivers.heard(PORT, 3_000)
  expect(troubleOf(receivers, 33_000)).toBeNull()
  expect(troubleOf(receivers, 33_001)).toMatchObject({ code: 'partner-silent', since: 33_000 })
  receivers.heard(PORT, 40_000)
  expect(troubleOf(receivers, 40_000)).toBeNull()
})

test('a fault that the driver tells of ends with the driver’s word, and with its connection', () => {
  const receivers = watch()
  receivers.stateIs(PORT, 'open', 0)
  receivers.faultIs(PORT, 'wrong-line-settings', true, 5_000)
  receivers.faultIs(PORT, 'wrong-line-settings', true, 6_000)
  expect(troubleOf(receivers, 7_000)).toMatchObject({ code: 'wrong-line-settings', since: 5_000 })
  receivers.faultIs(PORT, 'wrong-line-settings', false, 8_000)
  expect(troubleOf(receivers, 9_000)).toBeNull()
  receivers.faultIs(PORT, 'stick-silent', true, 10_000)
  receivers.stateIs(PORT, 'lost', 11_000)
  receivers.stateIs(PORT, 'open', 12_000)
  expect(troubleOf(receivers, 13_000)).toBeNull()
})

test('wrong line settings explain the silence: one sentence, deaf since the first of both', () => {
  const receivers = watch()
  receivers.stateIs(PORT, 'open', 0)
  receivers.faultIs(PORT, 'stick-silent', true, 2_000)
  receivers.faultIs(PORT, 'wrong-line-settings', true, 5_000)
  expect(troubleOf(receivers, 6_000)).toMatchObject({ code: 'wrong-line-settings', since: 2_000 })
  const [facts] = receivers.facts()
  expect(toldFaults(facts?.faults ?? new Map())).toEqual(['wrong-line-settings'])
  receivers.faultIs(PORT, 'wrong-line-settings', false, 7_000)
  expect(troubleOf(receivers, 8_000)).toMatchObject({ code: 'stick-silent', since: 2_000 })
})

test('a fault that lets calls through makes nobody deaf, beside one that does not', () => {
  const receivers = watch()
  receivers.stateIs(PORT, 'open', 0)
  receivers.faultIs(PORT, 'transmitter-failure', true, 1_000)
  expect(troubleOf(receivers, 2_000)).toMatchObject({ code: 'transmitter-failure', isDeaf: false })
  receivers.look(2_000)
  expect(receivers.receptionOf(CORD, 2_000).since).toBe(0)
  receivers.faultIs(PORT, 'station-silent', true, 3_000)
  expect(troubleOf(receivers, 4_000)).toMatchObject({ code: 'station-silent', isDeaf: true })
  expect(receivers.receptionOf(CORD, 4_000).since).toBeNull()
})

test('a loose plug that is always back in time is a fault of its own, and stops being one', () => {
  const receivers = watch()
  receivers.stateIs(PORT, 'open', 0)
  for (let loss = 1; loss <= 5; loss += 1) {
    receivers.stateIs(PORT, 'lost', loss * 60_000)
    receivers.stateIs(PORT, 'open', loss * 60_000 + 1_000)
  }
  expect(troubleOf(receivers, 302_000)).toMatchObject({ code: 'unstable', isDeaf: false })
  expect(troubleOf(receivers, 660_001)).toBeNull()
})

test('silence counts only while somebody listens, and from when somebody does', () => {
  const receivers = watch()
  const log = new HeardLog(
    [{ deviceId: 'cord', placement: null, unit: null, supervisionMs: 30_000, silent: false }],
    0,
  )
  const look = (now: number) => {
    receivers.look(now)
    const reception = () => receivers.receptionOf(CORD, now)
    return { silent: log.overdue(now, reception), cutOff: log.cutOff(now, reception) }
  }
  receivers.stateIs(PORT, 'open', 0)
  receivers.stateIs(PORT, 'lost', 20_000)
  expect(look(29_000)).toEqual({ silent: [], cutOff: [] })
  expect(look(31_000)).toEqual({ silent: [], cutOff: ['cord'] })
  log.markSilent('cord', true)
  expect(look(40_000)).toEqual({ silent: [], cutOff: [] })
  receivers.stateIs(PORT, 'open', 50_000)
  expect(look(79_000)).toEqual({ silent: [], cutOff: [] })
  expect(look(80_001)).toEqual({ silent: ['cord'], cutOff: [] })
})

test('behind a partner that may be dead itself, silence waits until that is known', () => {
  const receivers = watch(75_000)
  receivers.stateIs(PORT, 'open', 0)
  receivers.heard(PORT, 10_000)
  const log = new HeardLog(
    [{ deviceId: 'cord', placement: null, unit: null, supervisionMs: 30_000, silent: false }],
    0,
  )
  const reception = (now: number) => () => receivers.receptionOf(CORD, now)
  expect(log.overdue(50_000, reception(50_000))).toEqual([])
  receivers.heard(PORT, 51_000)
  expect(log.overdue(52_000, reception(52_000))).toEqual(['cord'])
})

test('radio that two sticks can hear is lost only with both', () => {
  const receivers = new ReceiverWatch()
  for (const name of ['a', 'b'])
    receivers.watch({ kind: 'port', name, protocols: ['enocean-esp3'], supervisionMs: null })
  const contact = { port: null, protocol: 'enocean-esp3' }
  receivers.stateIs('a', 'open', 0)
  receivers.stateIs('b', 'open', 5_000)
  receivers.stateIs('a', 'lost', 9_000)
  expect(receivers.receptionOf(contact, 10_000)).toEqual({ since: 5_000, provenAt: 10_000 })
  receivers.stateIs('b', 'lost', 11_000)
  expect(receivers.receptionOf(contact, 12_000).since).toBeNull()
  expect(receivers.deafOf(contact, 12_000).map(({ name }) => name)).toEqual(['a', 'b'])
})

test('a device that no receiver is there for is silent by itself', () => {
  const nowhere = { port: null, protocol: 'bthome-v2' }
  expect(watch().receptionOf(nowhere, 5_000)).toEqual({ since: Number.NEGATIVE_INFINITY, provenAt: 5_000 })
})

test('however a port comes and goes, no device is silent for itself while nobody could hear it', () => {
  const steps = fc.array(fc.record({ up: fc.boolean(), waited: fc.integer({ min: 100, max: 60_000 }) }), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(steps, (changes) => {
      const receivers = watch()
      let now = 0
      let upSince: number | undefined
      for (const { up, waited } of changes) {
        now += waited
        receivers.stateIs(PORT, up ? 'open' : 'lost', now)
        if (up) upSince ??= now
        else upSince = undefined
        const { since } = receivers.receptionOf(CORD, now)
        expect(since).toBe(upSince ?? null)
      }
    }),
  )
})
