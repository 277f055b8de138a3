import { describe, expect, test } from 'vitest'
import { LineDoubt } from '../../../device-drivers/line-doubt.ts'

const BEGINS = [{ type: 'port-fault', code: 'wrong-line-settings', active: true }]
const ENDS = [{ type: 'port-fault', code: 'wrong-line-settings', active: false }]

describe('a line with wrong settings', () => {
  test('garbage again and again and never a frame raises the doubt, once', () => {
    const doubt = new LineDoubt()
    const said = Array.from({ length: 40 }, (_, second) => doubt.bad(3, second * 1000)).flat()
    expect(said).toEqual(BEGINS)
  })

  test('put right, it is believed after a few frames', () => {
    const doubt = new LineDoubt()
    for (let second = 0; second < 100; second += 1) doubt.bad(50, second * 1000)
    expect([doubt.good(10), doubt.good(10)].flat()).toEqual(ENDS)
    expect(doubt.good(10)).toEqual([])
  })

  test('a frame that fits by chance does not take it for right', () => {
    const doubt = new LineDoubt()
    for (let second = 0; second < 100; second += 1) doubt.bad(50, second * 1000)
    expect(doubt.good(2)).toEqual([])
    expect(doubt.bad(50, 101_000)).toEqual([])
  })
})

describe('a line that is right', () => {
  test('half a frame at the start and one burst of noise are no wrong setting', () => {
    const doubt = new LineDoubt()
    expect(doubt.bad(900, 0)).toEqual([])
    expect(doubt.bad(900, 10)).toEqual([])
    expect(doubt.bad(900, 1000)).toEqual([])
  })

  test('a carriage return after every frame never adds up', () => {
    const doubt = new LineDoubt()
    for (let second = 0; second < 10_000; second += 1) {
      expect([doubt.good(3), doubt.bad(1, second * 1000)].flat()).toEqual([])
    }
  })
})
