import { describe, expect, test } from 'vitest'
import { LiveFrames } from '../../../../station/technician/live-frames.ts'
import { PairingWindow } from '../../../../station/technician/pairing-window.ts'
import { ReceiverRates } from '../../../../station/technician/receiver-rates.ts'
import { isTestDue } from '../../../../station/technician/test-due.ts'

const DAY = 24 * 3_600_000

describe('the monthly list', () => {
  const button = { lifecycle: 'commissioned', supervisionSeconds: null, lastTestAt: 0 }

  test('names a button after 31 days without a press or a test', () => {
    expect(isTestDue(button, 31 * DAY)).toBe(false)
    expect(isTestDue(button, 31 * DAY + 1)).toBe(true)
    expect(isTestDue({ ...button, lastTestAt: null }, 0)).toBe(true)
  })

  test('leaves out what proves itself and what is not in use', () => {
    expect(isTestDue({ ...button, supervisionSeconds: 60 }, 99 * DAY)).toBe(false)
    for (const lifecycle of ['discovered', 'paired', 'suspended']) {
      expect(isTestDue({ ...button, lifecycle }, 99 * DAY)).toBe(false)
    }
  })
})

describe('rates', () => {
  test('are those of the last ten seconds, and nothing before there are two looks', () => {
    const rates = new ReceiverRates()
    rates.note([{ name: 'a', bytes: 0, frames: 0 }], 0)
    expect(rates.of('a')).toEqual({ bytesPerSecond: 0, framesPerSecond: 0 })
    for (let second = 1; second <= 20; second += 1) {
      const bytes = second <= 10 ? second * 1_000 : 10_000 + (second - 10) * 10
      rates.note([{ name: 'a', bytes, frames: second }], second * 1_000)
    }
    expect(rates.of('a')).toEqual({ bytesPerSecond: 10, framesPerSecond: 1 })
    expect(rates.of('never-heard')).toEqual({ bytesPerSecond: 0, framesPerSecond: 0 })
  })
})

describe('pairing', () => {
  test('is told to the drivers when it opens and once when its two minutes are over', () => {
    const told: boolean[] = []
    const pairing = new PairingWindow(({ open }) => told.push(open))
    pairing.open(1_000)
    expect(pairing.until).toBe(121_000)
    pairing.look(120_999)
    pairing.look(121_000)
    pairing.look(121_001)
    pairing.close()
    expect(told).toEqual([true, false])
    expect(pairing.until).toBeNull()
  })
})

describe('live frames', () => {
  const frame = { at: 1, raw: '00', outcome: 'discarded', about: 'noise', fields: [] } as const

  test('are given twenty at a time with the number that was left out', () => {
    const frames = new LiveFrames()
    const watcher = frames.watch('a')
    for (let number = 0; number < 50; number += 1) frames.came('a', { ...frame, fields: [] })
    frames.came('b', { ...frame, fields: [] })
    const message = watcher.take()
    expect(message?.frames).toHaveLength(20)
    expect(message?.skipped).toBe(30)
    expect(watcher.take()).toBeUndefined()
  })

  test('cost nothing when nobody looks', () => {
    const frames = new LiveFrames()
    const watcher = frames.watch('a')
    expect(frames.isWatched('a')).toBe(true)
    watcher.close()
    expect(frames.isWatched('a')).toBe(false)
  })
})
