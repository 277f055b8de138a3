/** A configuration that is read anew while the node runs: all of it counts at once, or nothing. */
import type { Logger } from 'pino'
import { tokensOf } from './configuration.ts'
import type { CentreConfiguration } from './configuration-schema.ts'
import type { TokenEntry } from './api/tokens.ts'
import type { CareCentre } from './centre.ts'
import { judgeDoors } from './judge-doors.ts'
import { errorFields } from './log.ts'

/** A port that is listened on speaks plain or TLS for as long as it stands; gives words where that would have to change. */
export function needsStart(before: CentreConfiguration, now: CentreConfiguration): string | undefined {
  if ((before.tls === undefined) === (now.tls === undefined)) return undefined
  return now.tls === undefined
    ? '"tls" is gone from the configuration: start this node anew to have it listen without TLS'
    : '"tls" is new in the configuration: start this node anew to have it listen with TLS'
}

export interface ReloadingParts {
  readonly centre: Pick<CareCentre, 'change'>
  readonly log: Logger
  /** The configuration of the start. */
  readonly configuration: CentreConfiguration
  /** Doors of the command line, which stay. */
  readonly tokens: readonly TokenEntry[]
  /** The file as it is now, or the words on what is wrong with it. */
  readonly read: () => Promise<CentreConfiguration | string>
}

export class Reloading {
  #last: Promise<void> = Promise.resolve()

  constructor(private readonly parts: ReloadingParts) {}

  /** One after the other; a file with a mistake changes nothing, and says so. */
  reload(): Promise<void> {
    this.#last = this.#last.then(() => this.#once())
    return this.#last
  }

  async #once(): Promise<void> {
    const { centre, log, configuration, read } = this.parts
    try {
      const now = await read()
      const mistakes = typeof now === 'string' ? now : judgeDoors(this.#doorsOf(now), now.operationsToken)
      if (typeof now === 'string' || mistakes !== undefined) {
        log.error({ mistakes }, 'the configuration has mistakes: the one of before stays')
        return
      }
      const waits = needsStart(configuration, now)
      if (waits !== undefined) {
        log.error({ fields: 'tls' }, `${waits}; until then all of the configuration of before stays`)
        return
      }
      await centre.change(now, this.#doorsOf(now))
      log.info({ stations: tokensOf(now).length }, 'the configuration was read anew')
    } catch (error) {
      log.error(errorFields(error), 'the configuration was not taken: the one of before stays')
    }
  }

  #doorsOf(configuration: CentreConfiguration): TokenEntry[] {
    return [...tokensOf(configuration), ...this.parts.tokens]
  }
}
