import type { AlarmSound } from './alarm-sound.ts'
import {
  chooseOutput,
  selectOutputs,
  type OutputChoice,
  type OutputDevice,
  type Outputs,
} from './output-rules.ts'

/** The part of `navigator.mediaDevices` that is asked; absent on a page without a secure origin. */
export type MediaListing = Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>

export interface OutputView {
  readonly outputs: Outputs
  readonly choice: OutputChoice
}

export const NO_OUTPUTS: OutputView = {
  outputs: { choosable: [], isNone: false },
  choice: { kind: 'default' },
}

interface KeeperParts {
  readonly sound: Pick<AlarmSound, 'route'>
  readonly media: MediaListing | undefined
  /** This page is told of every output (the desktop client). */
  readonly mayLook: boolean
  /** Told after the first look and with every change after it. */
  readonly onView: (view: OutputView) => void
}

/** Keeps the alarms on the chosen output: falls back to the default one when it vanishes and returns with it. */
export class OutputKeeper {
  readonly #parts: KeeperParts
  #wanted: OutputDevice | null
  #outputs: Outputs | null = null
  /** What it sounds through now, null: the default. */
  #routed: string | null = null
  /** Counts looks and wishes: an answer to an older one is of no use. */
  #turn = 0
  #isEnded = false

  constructor(parts: KeeperParts, wanted: OutputDevice | null) {
    this.#parts = parts
    this.#wanted = wanted
  }

  /** Starts following the machine's outputs; returns the function that ends it. */
  start(): () => void {
    const { media } = this.#parts
    const look = () => {
      void this.#look()
    }
    media?.addEventListener('devicechange', look)
    look()
    return () => {
      this.#isEnded = true
      media?.removeEventListener('devicechange', look)
    }
  }

  want(wanted: OutputDevice | null): void {
    this.#wanted = wanted
    if (this.#outputs !== null) void this.#settle(this.#outputs)
  }

  async #look(): Promise<void> {
    const { media, mayLook } = this.#parts
    const turn = (this.#turn += 1)
    // A list that cannot be had says nothing about the sound.
    const found = await media?.enumerateDevices().catch(() => undefined)
    if (this.#isEnded || turn !== this.#turn) return
    this.#outputs = found === undefined ? NO_OUTPUTS.outputs : selectOutputs(found, mayLook)
    await this.#settle(this.#outputs)
  }

  async #settle(outputs: Outputs): Promise<void> {
    const turn = (this.#turn += 1)
    const isCurrent = () => !this.#isEnded && turn === this.#turn
    const choice = chooseOutput(this.#wanted, outputs)
    const wentThere = await this.#route(choice.kind === 'chosen' ? choice.device.id : null)
    if (!isCurrent()) return
    if (wentThere || choice.kind !== 'chosen') {
      this.#parts.onView({ outputs, choice })
      return
    }
    // Listed, but it cannot be opened: as good as gone.
    await this.#route(null)
    if (isCurrent()) this.#parts.onView({ outputs, choice: { kind: 'vanished', wanted: choice.device } })
  }

  async #route(outputId: string | null): Promise<boolean> {
    if (outputId === this.#routed) return true
    try {
      await this.#parts.sound.route(outputId)
      this.#routed = outputId
      return true
    } catch {
      return false
    }
  }
}
