/**
 * Stations that say to have handled a command which nobody gave them: it changes nothing, but either somebody speaks in
 * a station's name, or the centre stands on an older copy. Counted; in the log once an hour for each station.
 */
import type { Logger } from 'pino'
import type { CentreMetrics } from '../api/metrics.ts'

const ONCE_IN_MS = 60 * 60_000

export class UnknownCommands {
  /** Of stations with a token alone: as many as are configured. */
  readonly #of = new Map<string, { readonly loggedAt: number; readonly sinceThen: number }>()

  constructor(
    private readonly monotonic: () => number,
    private readonly metrics: Pick<CentreMetrics, 'unknownCommands'>,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  /** How many each station has spoken of, within one transaction. */
  note(counts: ReadonlyMap<string, number>): void {
    const now = this.monotonic()
    for (const [station, count] of counts) {
      this.metrics.unknownCommands.inc(count)
      const before = this.#of.get(station)
      const commands = (before?.sinceThen ?? 0) + count
      if (before !== undefined && now - before.loggedAt < ONCE_IN_MS) {
        this.#of.set(station, { ...before, sinceThen: commands })
        continue
      }
      this.#of.set(station, { loggedAt: now, sinceThen: 0 })
      this.log.warn({ station, commands }, 'a station says to have handled commands that nobody gave it')
    }
  }
}
