/** Who belongs to whom: every station and every operator has one municipality, and nothing crosses between them. */
import type {
  CentreConfiguration,
  MunicipalityConfiguration,
  OperatorConfiguration,
} from './configuration-schema.ts'

/** The municipality of the stations that are named on the command line alone. */
export const TRIAL = 'trial'

export interface Named {
  readonly id: string
  readonly name: string
}

export interface KnownStation extends Named {
  readonly phone: string | null
}

export class Municipalities {
  #configured: ReadonlyMap<string, MunicipalityConfiguration> = new Map()
  readonly #homes = new Map<string, string>()
  readonly #stations = new Map<string, KnownStation>()

  /** `others`: stations of the command line. */
  constructor(configuration: Pick<CentreConfiguration, 'municipalities'>, others: Iterable<string>) {
    this.change(configuration, others)
  }

  /** From now on it is as the file says now. */
  change(configuration: Pick<CentreConfiguration, 'municipalities'>, others: Iterable<string>): void {
    this.#configured = new Map(configuration.municipalities.map((known) => [known.id, known]))
    this.#homes.clear()
    this.#stations.clear()
    for (const { id: municipality, stations } of configuration.municipalities) {
      for (const { id, name, phone } of stations) {
        this.#homes.set(id, municipality)
        this.#stations.set(id, { id, name: name ?? id, phone: phone ?? null })
      }
    }
    for (const id of others) if (!this.#homes.has(id)) this.#homes.set(id, TRIAL)
  }

  /** Those where somebody can sign in, by name. */
  list(): Named[] {
    return [...this.#configured.values()]
      .filter(({ operators }) => operators.length > 0)
      .map(({ id, name }) => ({ id, name: name ?? id }))
      .sort(byName)
  }

  name(municipality: string): string {
    return this.#configured.get(municipality)?.name ?? municipality
  }

  /** By name; empty also for a municipality that is not known. */
  operators(municipality: string): readonly OperatorConfiguration[] {
    return [...(this.#configured.get(municipality)?.operators ?? [])].sort(byName)
  }

  operator(municipality: string, id: string): OperatorConfiguration | undefined {
    return this.#configured.get(municipality)?.operators.find((known) => known.id === id)
  }

  /** An id that the configuration no longer knows is shown as it is. */
  operatorName(municipality: string, id: string): string {
    return this.operator(municipality, id)?.name ?? id
  }

  /** A station that nobody configured came through the door of the trial. */
  of(station: string): string {
    return this.#homes.get(station) ?? TRIAL
  }

  station(id: string): KnownStation {
    return this.#stations.get(id) ?? { id, name: id, phone: null }
  }

  /** The stations of one municipality; `heard`: all that ever came, among which the trial's may be unknown here. */
  stationsOf(municipality: string, heard: Iterable<string> = []): Set<string> {
    const own = [...this.#homes].filter(([, home]) => home === municipality).map(([id]) => id)
    return new Set([...own, ...[...heard].filter((id) => this.of(id) === municipality)])
  }
}

function byName(
  a: { readonly name?: string | undefined },
  b: { readonly name?: string | undefined },
): number {
  return (a.name ?? '').localeCompare(b.name ?? '', 'nb')
}
