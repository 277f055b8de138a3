/** Whole frames with right checksums that say something else: none of them is a fall. */
import { describe, expect, test } from 'vitest'
import { r60, radarBench, tf } from './radar-bench.ts'

const BYTES = Array.from({ length: 256 }, (_, byte) => byte)
const hex = (...bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')

describe.each(['r60-fda1', 'r60-c1001'] as const)('%s', (variant) => {
  const falls = (control: number, command: number, ...data: number[]): boolean =>
    radarBench(variant)
      .hears(r60(control, command, ...data))
      .includes('fall true')

  test('of all controls and commands only the report and its answer call', () => {
    // Both are read by the same code: one of them is tried with every control.
    const controls = variant === 'r60-fda1' ? BYTES : [0x02, 0x03, 0x80, 0x82, 0x83, 0x93]
    const calling = controls.flatMap((control) =>
      BYTES.filter((command) => falls(control, command, 1)).map((command) => hex(control, command)),
    )
    expect(calling).toEqual(['83 01', '83 81'])
  })

  test('of all values only 1, and never one that is longer or missing', () => {
    for (const command of [0x01, 0x81]) {
      expect(BYTES.filter((value) => falls(0x83, command, value))).toEqual([1])
      expect([falls(0x83, command), falls(0x83, command, 1, 1), falls(0x83, command, 0, 1)]).toEqual([
        false,
        false,
        false,
      ])
    }
  })
})

describe('tf-fda2', () => {
  const falls = (type: number, ...data: number[]): boolean =>
    radarBench('tf-fda2')
      .hears(tf(type, ...data))
      .includes('fall true')

  test('of all types near it only the fall, and of its values only 1', () => {
    const near = BYTES.flatMap((byte) => [0x0e00 | byte, 0x0f00 | byte, (byte << 8) | 0x02])
    const calling = [...new Set(near)].filter((type) => falls(type, 1))
    expect(calling).toEqual([0x0e02])
    expect(BYTES.filter((value) => falls(0x0e02, value))).toEqual([1])
    expect([falls(0x0e02), falls(0x0e02, 1, 1), falls(0x0e02, 0, 1)]).toEqual([false, false, false])
  })
})
