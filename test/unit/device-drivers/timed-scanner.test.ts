import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../../../device-drivers/bytes.ts'
import { buildPacket, createEsp3Parser } from '../../../device-drivers/enocean-esp3/packet-parser.ts'
import { buildR60Frame, createR60Parser } from '../../../device-drivers/mr60fda/r60-frame-parser.ts'
import { TimedScanner } from '../../../device-drivers/timed-scanner.ts'

const FALL = buildR60Frame({ control: 0x83, command: 0x01, data: Uint8Array.of(1) })
const UP = buildR60Frame({ control: 0x83, command: 0x01, data: Uint8Array.of(0) })
/** A header that announces 64 bytes. */
const CUT = Uint8Array.of(0x53, 0x59, 0x80, 0x01, 0x00, 0x40)

/** A line and its time, looked at whenever it wants to be. */
function bench() {
  const scanner = new TimedScanner(createR60Parser())
  let now = 0
  const came: string[] = []
  const take = (outputs: ReturnType<typeof scanner.push>) => {
    for (const output of outputs) {
      came.push(output.type === 'frame' ? (output.bytes[6] === 1 ? 'fall' : 'up') : output.reason)
    }
  }
  return {
    scanner,
    came,
    hear: (bytes: Uint8Array) => take(scanner.push(bytes, now)),
    wait: (ms: number) => {
      for (const until = now + ms; now < until;) {
        now = Math.min(until, Math.max(now, scanner.nextDueAt()))
        take(scanner.due(now))
      }
    },
  }
}

describe('a fall whose second half is late', () => {
  test.each([99, 101, 500, 1999])('by %i ms comes whole, wherever it was cut', (late) => {
    for (let cut = 1; cut < FALL.length; cut += 1) {
      const line = bench()
      line.hear(FALL.slice(0, cut))
      line.wait(late)
      line.hear(FALL.slice(cut))
      expect(line.came).toEqual(['fall'])
    }
  })

  test('by more than two seconds is lost, and counted; the next is read as it comes', () => {
    const line = bench()
    line.hear(FALL.slice(0, 5))
    line.wait(2000)
    expect(line.came).toEqual(['truncated', 'noise'])
    expect(line.scanner.nextDueAt()).toBe(Infinity)
    line.hear(FALL)
    expect(line.came.at(-1)).toBe('fall')
  })

  test('is missed after 100 ms, until more comes or it is given up', () => {
    const line = bench()
    line.hear(FALL.slice(0, 5))
    line.wait(99)
    expect(line.scanner.missesBytes).toBe(false)
    line.wait(1)
    expect(line.scanner.missesBytes).toBe(true)
    line.hear(FALL.slice(5))
    expect(line.scanner.missesBytes).toBe(false)
  })
})

describe('a cut frame', () => {
  test('that swallowed a fall gives it back after 100 ms, and what follows the fall waits on', () => {
    const line = bench()
    line.hear(concatBytes([CUT, FALL, UP.slice(0, 4)]))
    line.wait(99)
    expect(line.came).toEqual([])
    line.wait(1)
    expect(line.came.filter((word) => word === 'fall')).toHaveLength(1)
    line.wait(1000)
    line.hear(UP.slice(4))
    expect(line.came.at(-1)).toBe('up')
  })

  test('takes no fall along that comes while it waits', () => {
    const line = bench()
    line.hear(CUT)
    line.wait(700)
    line.hear(FALL)
    line.wait(100)
    expect(line.came.at(-1)).toBe('fall')
  })
})

describe('a packet with a checksum of eight bits', () => {
  const content = fc.uint8Array({ minLength: 1, maxLength: 12 })

  test('that comes whole after a cut one is never taken for its missing half, however it is read', () => {
    fc.assert(
      fc.property(content, content, fc.integer({ min: 1, max: 6 }), fc.nat(), (cut, whole, missing, read) => {
        const packet = (data: Uint8Array) => buildPacket({ type: 1, data, optional: new Uint8Array(0) })
        const scanner = new TimedScanner(createEsp3Parser())
        const next = packet(whole)
        const outputs = scanner.push(packet(cut).slice(0, -missing), 0)
        outputs.push(...scanner.due(100), ...scanner.push(next.slice(0, read % next.length), 1000))
        outputs.push(...scanner.push(next.slice(read % next.length), 1050))
        const frames = outputs.flatMap((output) => (output.type === 'frame' ? [output.bytes] : []))
        expect(frames).toEqual([next])
      }),
      { numRuns: 5000 },
    )
  })
})

test('whatever the pauses under two seconds between the pieces, every fall comes once and in order', () => {
  const pieces = fc.array(fc.tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 1999 })), {
    minLength: 1,
  })
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), pieces, (told, cuts) => {
      const line = bench()
      const bytes = concatBytes(told.map((fallen) => (fallen ? FALL : UP)))
      for (let at = 0, n = 0; at < bytes.length; n += 1) {
        const [length, pause] = cuts[n % cuts.length] ?? [1, 0]
        line.hear(bytes.slice(at, at + length))
        line.wait(pause)
        at += length
      }
      expect(line.came).toEqual(told.map((fallen) => (fallen ? 'fall' : 'up')))
    }),
  )
})
