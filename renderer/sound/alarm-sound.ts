import type { Priority } from '../../shared/domain/priority.ts'
import { BURST_PATTERNS, type BurstPattern } from './burst-patterns.ts'

/** `blocked`: the browser wants a press first; `missing`: this machine has no sound at all. */
export type OutputState = 'ready' | 'blocked' | 'missing'

export interface AlarmSound {
  play(priority: Priority): void
  output(): OutputState
  /** Must be called from a press or key; browsers allow sound only then. */
  unlock(): Promise<void>
  /** Calls back when the state of the output changes; returns the function that ends it. */
  onOutput(listener: () => void): () => void
  close(): void
}

/** Rounds the edges of a pulse so that it does not click. */
const EDGE_S = 0.01

/** Plays bursts through Web Audio on this machine's chosen output. */
export function createAlarmSound(): AlarmSound {
  const context = typeof AudioContext === 'undefined' ? null : new AudioContext()
  const output = (): OutputState => {
    if (context === null || context.state === 'closed') return 'missing'
    return context.state === 'running' ? 'ready' : 'blocked'
  }
  return {
    output,
    play(priority) {
      if (context !== null && output() === 'ready')
        scheduleBurst(context, BURST_PATTERNS[priority], context.currentTime)
    },
    async unlock() {
      await context?.resume()
    },
    onOutput(listener) {
      context?.addEventListener('statechange', listener)
      return () => context?.removeEventListener('statechange', listener)
    },
    close() {
      if (context !== null && context.state !== 'closed') void context.close()
    },
  }
}

/** Puts one burst on the clock of `context`; `at` in its seconds. Serves an offline context as well. */
export function scheduleBurst(context: BaseAudioContext, pattern: BurstPattern, at: number): void {
  for (const pulse of pattern.pulses) {
    const start = at + pulse.startMs / 1000
    const end = start + pulse.lengthMs / 1000
    const envelope = context.createGain()
    envelope.gain.setValueAtTime(0, start)
    envelope.gain.linearRampToValueAtTime(pattern.gain / pattern.harmonics.length, start + EDGE_S)
    envelope.gain.setValueAtTime(pattern.gain / pattern.harmonics.length, end - EDGE_S)
    envelope.gain.linearRampToValueAtTime(0, end)
    envelope.connect(context.destination)
    for (const harmonic of pattern.harmonics) {
      const tone = context.createOscillator()
      tone.frequency.value = pattern.baseHz * harmonic
      tone.connect(envelope)
      tone.start(start)
      tone.stop(end)
    }
  }
}
