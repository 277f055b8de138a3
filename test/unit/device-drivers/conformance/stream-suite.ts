/** What every driver does with a stream: cut anywhere, with noise, damaged, random (protocols/README, five rules). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../../../../device-drivers/bytes.ts'
import type { DriverCommand, SerialProtocol } from '../../../../device-drivers/protocol-driver.ts'
import type { DriverSample } from '../../../support/protocol-samples/sample.ts'
import { DriverBench } from '../../../support/driver-bench.ts'

export function describeStream(protocol: SerialProtocol, sample: DriverSample): void {
  const bench = () => new DriverBench(protocol, sample)
  const { frames, noise } = sample
  const stream = concatBytes(frames)

  describe('a stream', () => {
    test('of whole frames makes its events', () => {
      expect(
        bench()
          .say(...frames)
          .told(),
      ).toEqual(sample.events)
      expect(sample.events.length).toBeGreaterThan(0)
    })

    test('cut at every byte, and byte by byte, makes the same', () => {
      for (let cut = 0; cut <= stream.length; cut += 1) {
        expect(bench().say(stream.slice(0, cut), stream.slice(cut)).told()).toEqual(sample.events)
      }
      const bytes = [...stream].map((byte) => Uint8Array.of(byte))
      expect(
        bench()
          .say(...bytes)
          .told(),
      ).toEqual(sample.events)
    })

    test('with noise before, between and after makes the same, and every byte is accounted for', () => {
      const noisy = bench().say(noise, ...frames.flatMap((frame) => [frame, noise]))
      expect(noisy.silence().told()).toEqual(sample.events)
    })

    test('of which every frame is the first after a cut one loses none of the others', () => {
      frames.forEach((frame, at) => {
        for (let kept = 1; kept < frame.length; kept += 1) {
          const line = bench().say(frame.slice(0, kept))
          line.silence()
          line.say(...frames)
          expect(line.told(), `frame ${at} cut after ${kept} bytes`).toEqual(sample.events)
        }
      })
    })
  })

  test('a plug pulled in the middle of a frame leaves no byte uncounted', () => {
    for (const frame of frames) {
      for (let kept = 1; kept < frame.length; kept += 1) {
        bench()
          .say(...frames, frame.slice(0, kept))
          .lost()
      }
    }
  })

  describe('a damaged line', () => {
    test('with any one bit wrong makes events of whole frames only', () => {
      frames.forEach((frame) => {
        for (let bit = 0; bit < 8 * frame.length; bit += 1) {
          const damaged = frame.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
          // The bench refuses an event whose frame does not hold.
          bench().say(damaged).silence()
        }
      })
    })

    test('of random bytes makes no event', () => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
          const events = bench().say(bytes).silence().events
          expect(events.filter(({ raw, kind }) => kind !== 'fault' && !sample.isWhole(raw))).toEqual([])
        }),
        { numRuns: 200 },
      )
    })

    test('whatever comes, in whatever order, breaks nothing', () => {
      fc.assert(
        fc.property(fc.array(stepsOf(sample), { maxLength: 30 }), (steps) => {
          const line = bench()
          for (const step of steps) step(line)
          line.silence()
        }),
        { numRuns: 200 },
      )
    })
  })
}

type Step = (line: DriverBench) => void

function stepsOf({ frames, levels, noise, devices }: DriverSample): fc.Arbitrary<Step> {
  const frame = fc.constantFrom(...frames, ...levels, noise)
  const said = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    frame,
    fc
      .tuple(frame, fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([bytes, at, mask]) =>
        bytes.map((byte, index) => (index === at % bytes.length ? byte ^ mask : byte)),
      ),
    fc.tuple(frame, fc.nat()).map(([bytes, kept]) => bytes.slice(0, 1 + (kept % bytes.length))),
  )
  return fc.oneof(
    {
      weight: 6,
      arbitrary: said.map(
        (bytes): Step =>
          (line) =>
            line.say(bytes),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.nat(20_000).map(
        (ms): Step =>
          (line) =>
            line.wait(ms),
      ),
    },
    fc.constant<Step>((line) => line.open()),
    fc.constant<Step>((line) => line.dueTooEarly()),
    fc.integer().map(
      (ref): Step =>
        (line) =>
          line.durableRef(ref),
    ),
    commandsOf([...devices.keys()]).map(
      (command): Step =>
        (line) =>
          line.command(command),
    ),
  )
}

/** Commands nobody foresaw: strange names, values and addresses among the right ones. */
export function commandsOf(addresses: readonly (string | null)[]): fc.Arbitrary<DriverCommand> {
  const address = fc.oneof(fc.constantFrom(null, ...addresses), fc.string({ maxLength: 12 }))
  const value = fc.oneof(fc.double(), fc.string({ maxLength: 300 }), fc.boolean())
  return fc.oneof(
    fc.record({ type: fc.constant('read-settings' as const), address }),
    fc.record({
      type: fc.constant('write-setting' as const),
      address,
      name: fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('__proto__', 'constructor', 'toString')),
      value,
    }),
    fc.record({ type: fc.constant('find' as const), address }),
    fc.record({ type: fc.constant('pairing' as const), open: fc.boolean() }),
  )
}
