import { describe, expect, test } from 'vitest'
import { judgeEsp3 } from '../../../device-drivers/enocean-esp3/packet-parser.ts'
import { FrameScanner } from '../../../device-drivers/frame-scanner.ts'
import type { Judge } from '../../../device-drivers/frame-scanner.ts'
import { judgeR60 } from '../../../device-drivers/mr60fda/r60-frame-parser.ts'
import { judgeTf } from '../../../device-drivers/mr60fda/tf-frame-parser.ts'

const LONGEST_FRAME = 1100

/** Bytes that the judge was shown at all, and how often it was asked. */
function workFor(judge: Judge<string>, line: Uint8Array): { asked: number; looked: number } {
  const work = { asked: 0, looked: 0 }
  const scanner = new FrameScanner((bytes, from, to) => {
    work.asked += 1
    const counted = new Proxy(bytes, {
      get(target, name) {
        work.looked += 1
        const value: unknown = Reflect.get(target, name)
        return value
      },
    })
    return judge(counted, from, to)
  }, LONGEST_FRAME)
  scanner.push(line)
  scanner.giveUp()
  return work
}

describe.each([
  ['R60 starts', judgeR60, Uint8Array.of(0x53, 0x59)],
  ['R60 headers that announce 128 bytes', judgeR60, Uint8Array.of(0x53, 0x59, 0x80, 0x01, 0x00, 0x80)],
  ['FDA2 starts', judgeTf, Uint8Array.of(0x01)],
  ['ESP3 starts', judgeEsp3, Uint8Array.of(0x55)],
] as const)('a line of nothing but %s', (_, judge, start) => {
  const line = (length: number) => new Uint8Array(length).map((_byte, at) => start[at % start.length] ?? 0)

  test('costs work in proportion to its length, not to its square', () => {
    const once = workFor(judge, line(10_000))
    const tenfold = workFor(judge, line(100_000))
    expect(once.asked).toBeGreaterThan(0)
    expect(tenfold.asked).toBeLessThan(once.asked * 11)
    expect(tenfold.looked).toBeLessThan(once.looked * 11)
  })
})
