// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAlarmSound } from '../../../../renderer/sound/alarm-sound.ts'

interface Played {
  readonly seconds: number
  readonly factor: () => number
  stoppedAt: number | null
  readonly end: () => void
  readonly isConnected: () => boolean
}

let played: Played[]

/** An output that keeps what is sent to it, as a browser would have it. */
class Context extends EventTarget {
  readonly state = 'running'
  readonly baseLatency = 0
  readonly outputLatency = 0
  readonly sampleRate = 8_000
  readonly destination = {}
  currentTime = 0

  createBuffer(_: number, length: number) {
    return { length, copyToChannel: () => undefined }
  }

  createGain() {
    const gain = {
      value: 1,
      setValueAtTime: (value: number) => {
        gain.value = value
      },
      linearRampToValueAtTime: (value: number) => {
        gain.value = value
      },
    }
    const node = {
      gain,
      isConnected: false,
      connect: () => {
        node.isConnected = true
      },
      disconnect: () => {
        node.isConnected = false
      },
    }
    return node
  }

  createBufferSource() {
    const { sampleRate } = this
    let loudness: ReturnType<Context['createGain']> | undefined
    const one: Played = {
      seconds: 0,
      factor: () => loudness?.gain.value ?? 1,
      isConnected: () => loudness?.isConnected ?? false,
      stoppedAt: null,
      end: () => {
        source.onended()
      },
    }
    const source = {
      buffer: { length: 0 },
      onended: () => undefined,
      connect(node: ReturnType<Context['createGain']>) {
        loudness = node
        return node
      },
      start() {
        played.push(Object.assign(one, { seconds: source.buffer.length / sampleRate }))
      },
      stop(time: number) {
        one.stoppedAt = time
      },
    }
    return source
  }
}

beforeEach(() => {
  played = []
  vi.stubGlobal('AudioContext', Context)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('a burst is one sound, as loud as it is asked to be', () => {
  createAlarmSound().play('critical', 0.5)
  expect(played).toHaveLength(1)
  expect(played[0]).toMatchObject({ stoppedAt: null })
  expect(played[0]?.seconds).toBeCloseTo(2, 0)
  expect(played[0]?.factor()).toBe(0.5)
})

test('a critical alarm while another burst sounds: that one fades and the new one is heard alone', () => {
  const sound = createAlarmSound()
  sound.play('high', 1)
  sound.play('critical', 1)
  expect(played.map(({ stoppedAt }) => stoppedAt)).toEqual([expect.closeTo(0.01), null])
  expect(played.map(({ factor }) => factor())).toEqual([0, 1])
})

test('a burst that is over lets go of the output and is not stopped again', () => {
  const sound = createAlarmSound()
  sound.play('medium', 1)
  expect(played[0]?.isConnected()).toBe(true)
  played[0]?.end()
  expect(played[0]?.isConnected()).toBe(false)
  sound.notice(1)
  expect(played[0]?.stoppedAt).toBeNull()
  expect(played).toHaveLength(2)
})
