/** A radar that goes on saying who comes and goes, whatever happens on other ports; every frame is an event. */
import type { CleanUp } from './clean-up.ts'
import { PRESENCE, RadarWire } from './radar-wire.ts'
import { storedCounts } from './stored-counts.ts'
import { waitUntil } from './wait-until.ts'

const EVERY_MS = 50

export class SteadyRadar {
  #timer: NodeJS.Timeout | undefined
  #sent = 0

  private constructor(private readonly wire: RadarWire) {}

  static async plugged(cleanUp: CleanUp): Promise<SteadyRadar> {
    const radar = new SteadyRadar(await RadarWire.plugged(cleanUp))
    cleanUp.add(() => radar.stop())
    return radar
  }

  /** What the station opens. */
  get port(): string {
    return this.wire.port
  }

  get sent(): number {
    return this.#sent
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#sent += 1
      this.wire.write(this.#sent % 2 === 1 ? PRESENCE.somebody : PRESENCE.nobody)
    }, EVERY_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Resolves when all it said is stored; fails when some of it is not. */
  async heardBy(data: string, device: string): Promise<void> {
    let stored = 0
    await waitUntil(
      async () => (stored = (await storedCounts(data)).get(device) ?? 0) >= this.#sent,
      () => `${device} said ${this.#sent} times that somebody came or went, ${stored} are stored`,
    )
    if (stored > this.#sent) throw new Error(`${device}: ${stored} stored of ${this.#sent} said`)
  }
}
