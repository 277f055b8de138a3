import type { Priority } from '../../shared/domain/priority.ts'
import { markBurst } from './burst-mark.ts'
import { BURST_PATTERNS, NOTICE_PATTERN, type BurstPattern } from './burst-patterns.ts'
import { burstSamples } from './burst-samples.ts'

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

/** A burst that gives way fades for so long: cut off, it would click. */
const FADE_S = 0.01

/** Plays bursts through Web Audio on this machine's chosen output. */
export function createAlarmSound(): AlarmSound {
  const context: RoutedContext | null = typeof AudioContext === 'undefined' ? null : new AudioContext()
  const output = (): OutputState => {
    if (context === null || context.state === 'closed') return 'missing'
    return context.state === 'running' ? 'ready' : 'blocked'
  }
  const voice = context === null ? null : new Voice(context)
  return {
    output,
    play(priority, factor) {
      if (context === null || output() !== 'ready') return
      voice?.play(BURST_PATTERNS[priority], factor)
      markBurst(priority, context)
    },
    notice(factor) {
      if (output() === 'ready') voice?.play(NOTICE_PATTERN, factor)
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

/** Says one burst at a time: two at once would be heard as neither. */
class Voice {
  readonly #made = new Map<BurstPattern, AudioBuffer>()
  #speaking: { readonly source: AudioBufferSourceNode; readonly loudness: GainNode } | null = null

  constructor(private readonly context: AudioContext) {}

  play(pattern: BurstPattern, factor: number): void {
    this.#giveWay()
    const source = this.context.createBufferSource()
    source.buffer = this.#burst(pattern)
    const loudness = this.context.createGain()
    loudness.gain.value = factor
    source.connect(loudness).connect(this.context.destination)
    source.onended = () => {
      loudness.disconnect()
      if (this.#speaking?.source === source) this.#speaking = null
    }
    source.start()
    this.#speaking = { source, loudness }
  }

  #giveWay(): void {
    if (this.#speaking === null) return
    const { source, loudness } = this.#speaking
    const { currentTime } = this.context
    loudness.gain.setValueAtTime(loudness.gain.value, currentTime)
    loudness.gain.linearRampToValueAtTime(0, currentTime + FADE_S)
    source.stop(currentTime + FADE_S)
  }

  #burst(pattern: BurstPattern): AudioBuffer {
    const made = this.#made.get(pattern)
    if (made !== undefined) return made
    const { sampleRate } = this.context
    const samples = burstSamples(pattern, sampleRate)
    const buffer = this.context.createBuffer(1, samples.length, sampleRate)
    buffer.copyToChannel(samples, 0)
    this.#made.set(pattern, buffer)
    return buffer
  }
}
