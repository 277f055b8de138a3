/** A configuration that is read anew while the node runs: what of it counts at once, and what waits for a start. */
import type { Logger } from 'pino'
import { tokensOf } from './configuration.ts'
import type { CentreConfiguration } from './configuration-schema.ts'
import type { TokenEntry } from './api/tokens.ts'
import type { CareCentre } from './centre.ts'
import { judgeDoors } from './judge-doors.ts'
import { errorFields } from './log.ts'

/** The fields that changed and that only a start takes. */
export function needsStart(before: CentreConfiguration, now: CentreConfiguration): string[] {
  const fixed = ({ tls, mqtt }: CentreConfiguration): Readonly<Record<string, unknown>> => ({
    // Which files they are may change, and who must show a certificate; whether there is TLS, and whether callers are
    // asked for a certificate at all, may not.
    tls: tls === undefined ? undefined : [tls.ca === undefined],
    mqtt,
  })
  const [old, fresh] = [fixed(before), fixed(now)]
  return Object.keys(old).filter((field) => JSON.stringify(old[field]) !== JSON.stringify(fresh[field]))
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
      if (waits.includes('tls')) {
        log.error({ fields: 'tls' }, 'this needs a start: the configuration of before stays')
        return
      }
      await centre.change(now, this.#doorsOf(now))
      log.info({ stations: tokensOf(now).length }, 'the configuration was read anew')
      if (waits.length > 0) log.warn({ fields: waits.join(', ') }, 'what changed here waits for a start')
    } catch (error) {
      log.error(errorFields(error), 'the configuration was not taken: the one of before stays')
    }
  }

  #doorsOf(configuration: CentreConfiguration): TokenEntry[] {
    return [...tokensOf(configuration), ...this.parts.tokens]
  }
}
