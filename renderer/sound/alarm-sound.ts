import type { Priority } from '../../shared/domain/priority.ts'
import { markBurst } from './burst-mark.ts'
import { BURST_PATTERNS, NOTICE_PATTERN, type BurstPattern } from './burst-patterns.ts'

/** `blocked`: the browser wants a press first; `missing`: this machine has no sound at all. */
export type OutputState = 'ready' | 'blocked' | 'missing'

export interface AlarmSound {
  /** @param factor on the pattern's own gain, 0 to 1 */
  play(priority: Priority, factor: number): void
  /** Two taps that are no alarm. */
  notice(factor: number): void
  output(): OutputState
  /** Must be called from a press or key; browsers allow sound only then. */
  unlock(): Promise<void>
  /** Sounds through this output from now on, null: the machine's default; rejects where that cannot be. */
  route(outputId: string | null): Promise<void>
  /** Calls back when the state of the output changes; returns the function that ends it. */
  onOutput(listener: () => void): () => void
  close(): void
}

/** Chromium has it since 110; the types of the DOM do not know it yet. */
interface RoutedContext extends AudioContext {
  setSinkId?: (outputId: string) => Promise<void>
}

/** Rounds the edges of a pulse so that it does not click. */
const EDGE_S = 0.01

/** Plays bursts through Web Audio on this machine's chosen output. */
export function createAlarmSound(): AlarmSound {
  const context: RoutedContext | null = typeof AudioContext === 'undefined' ? null : new AudioContext()
  const output = (): OutputState => {
    if (context === null || context.state === 'closed') return 'missing'
    return context.state === 'running' ? 'ready' : 'blocked'
  }
  return {
    output,
    play(priority, factor) {
      if (context === null || output() !== 'ready') return
      const pattern = BURST_PATTERNS[priority]
      scheduleBurst(context, { ...pattern, gain: pattern.gain * factor }, context.currentTime)
      markBurst(priority, context)
    },
    notice(factor) {
      if (context === null || output() !== 'ready') return
      const gain = NOTICE_PATTERN.gain * factor
      scheduleBurst(context, { ...NOTICE_PATTERN, gain }, context.currentTime)
    },
    async unlock() {
      await context?.resume()
    },
    async route(outputId) {
      // Without the function there is only the default, and that is where it sounds.
      if (context?.setSinkId !== undefined) await context.setSinkId(outputId ?? '')
      else if (outputId !== null) throw new Error('this browser cannot choose an output')
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
