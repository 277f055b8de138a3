/** What every driver does over its life: wait, hold back, forget, start anew, take commands. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { DeviceRecall } from '../../../../device-drivers/device-recall.ts'
import type { SerialProtocol } from '../../../../device-drivers/protocol-driver.ts'
import { heapBytes } from '../../../support/heap.ts'
import { seededRandom } from '../../../support/seeded-random.ts'
import type { DriverSample } from '../../../support/protocol-samples/sample.ts'
import { DriverBench } from '../../../support/driver-bench.ts'
import { commandsOf } from './stream-suite.ts'

const HOUR_MS = 3_600_000
/** Some lines want a pause before they are answered. */
const ANSWER_MS = 200
/** Ten calls a second all the time is what the quickest poll needs, and a busy loop exceeds. */
const MOST_DUE_CALLS_AN_HOUR = 36_000
/** What a driver may keep more after hearing much than after hearing little: the noise of measuring it. */
const HEAP_TOLERANCE_BYTES = 1_000_000

export function describeLifetime(protocol: SerialProtocol, sample: DriverSample): void {
  const bench = (durability?: 'at once' | 'later') => new DriverBench(protocol, sample, durability)
  const { frames, events } = sample

  describe('back-pressure', () => {
    test('a store that is slow, or never answers, changes no event and repeats none', () => {
      expect(
        bench('later')
          .say(...frames)
          .durable()
          .silence()
          .durable()
          .told(),
      ).toEqual(events)
      expect(
        bench('later')
          .say(...frames)
          .told(),
      ).toEqual(events)
      const slow = bench('later')
      for (const frame of frames) slow.say(frame).wait(5).durable()
      expect(slow.told()).toEqual(events)
    })

    const { acknowledged } = sample
    if (acknowledged !== null) {
      test('nothing is acknowledged before it is durable', () => {
        const acknowledgements = (line: DriverBench) =>
          line.written.filter((bytes) => bytes === toHex(acknowledged.by)).length
        const said = (durability: 'at once' | 'later') =>
          bench(durability)
            .open()
            .say(...acknowledged.frames)
            .wait(ANSWER_MS)
        const slow = said('later')
        const expected = acknowledgements(said('at once'))
        expect(slow.events.length).toBeGreaterThan(0)
        expect(acknowledgements(slow)).toBe(expected - 1)
        expect(acknowledgements(slow.durable().wait(ANSWER_MS))).toBe(expected)
      })
    }
  })

  describe('idle', () => {
    test('an hour of silence, opened or not, said something or not, is no busy loop and no event', () => {
      for (const line of [
        bench(),
        bench().open(),
        bench().say(...frames),
        bench()
          .open()
          .say(...frames),
      ]) {
        const before = line.told().filter((event) => !event.includes('fault'))
        line.wait(HOUR_MS)
        expect(line.dueCalls).toBeLessThan(MOST_DUE_CALLS_AN_HOUR)
        expect(line.told().filter((event) => !event.includes('fault'))).toEqual(before)
      }
    })

    test('a timer that fires too early does nothing', () => {
      expect(
        bench()
          .dueTooEarly()
          .say(...frames)
          .dueTooEarly()
          .told(),
      ).toEqual(events)
    })
  })

  describe('a connection made anew', () => {
    test('takes what is known already for no news', () => {
      const recall = new DeviceRecall((address) => sample.devices.get(address))
      new DriverBench(protocol, sample, 'at once', recall).open().say(...frames)
      const again = new DriverBench(protocol, sample, 'at once', recall).open().say(...sample.levels)
      expect(again.told()).toEqual([])
    })

    test('keeps nothing of a frame that the one before it heard half of', () => {
      frames.forEach((frame) => {
        for (let cut = 1; cut < frame.length; cut += 1) {
          bench().say(frame.slice(0, cut)).silence()
          // The bench refuses an event of what is no whole frame.
          bench().say(frame.slice(cut)).silence()
        }
      })
    })
  })

  describe('commands', () => {
    test('that it does not know are passed over, and none of them makes an event', () => {
      fc.assert(
        fc.property(commandsOf([...sample.devices.keys()]), fc.boolean(), (command, opened) => {
          const line = opened ? bench().open() : bench()
          expect(
            line
              .command(command)
              .wait(30_000)
              .told()
              .filter((event) => !event.includes('fault')),
          ).toEqual([])
        }),
      )
    })

    test('in a flood are bounded', () => {
      const line = bench().open()
      const [address] = sample.devices.keys()
      for (let n = 0; n < 10_000; n += 1) {
        line.command({ type: 'read-settings', address: address ?? null })
      }
      expect(line.wait(HOUR_MS).written.length).toBeLessThan(MOST_DUE_CALLS_AN_HOUR)
    })
  })

  describe('memory', () => {
    test('does not grow with what was heard', () => {
      const random = seededRandom(20261122)
      const speak = protocolSpeaker(protocol, sample)
      const noise = (bytes: number) => {
        for (let fed = 0; fed < bytes; fed += 4096) speak(new Uint8Array(4096).map(() => random(256)))
      }
      noise(200_000)
      const before = heapBytes()
      noise(1_000_000)
      expect(heapBytes() - before).toBeLessThan(HEAP_TOLERANCE_BYTES)
      // Kept alive until here.
      speak(new Uint8Array(1))
    })

    const { stranger } = sample
    if (stranger !== null) {
      test('does not grow with the number of senders that nobody has paired', () => {
        const speak = protocolSpeaker(protocol, sample)
        const strangers = (from: number, to: number) => {
          for (let n = from; n < to; n += 1) speak(stranger(n))
        }
        strangers(0, 5_000)
        const before = heapBytes()
        strangers(5_000, 25_000)
        expect(heapBytes() - before).toBeLessThan(HEAP_TOLERANCE_BYTES)
        speak(new Uint8Array(1))
      })
    }
  })
}

/** Says bytes to one driver for ever and keeps nothing of what it answers; each event is durable at once. */
function protocolSpeaker(protocol: SerialProtocol, sample: DriverSample): (bytes: Uint8Array) => void {
  const driver = protocol.createDriver({
    variant: sample.variant,
    settings: sample.settings,
    deviceAt: (address) => sample.devices.get(address),
  })
  let now = 0
  return (bytes) => {
    const at = { wall: 1_700_000_000_000 + now, mono: now }
    now += 10
    for (const effect of driver.onBytes(bytes, at)) {
      if (effect.type === 'event') driver.onDurable(effect.event.ref, at)
    }
  }
}
